"""A workbook: cover, contents, notes, one table a sheet, and one sheet with a line a number.

Words are written as words and numbers as numbers, so nothing in it can be a formula; the finished
file is opened again, and goes to nobody if it holds one or if a row is missing.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from watchward.contract.safe_result import SafeResult, SafeTable, Say
from watchward.errors import DisclosureRefusal, UsageRefusal
from watchward.export.book import FRONT, HEAD, Book
from watchward.export.facts import rows_of
from watchward.export.whole_csv import refuse_short

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MANY = True
MOST = 1_048_576  # rows of a sheet, which the format fixes
BLOCK = 1 << 20
LIVE = (b"<f>", b"<f ", b"<f/")


def takes(table: SafeTable, result: SafeResult) -> bool:  # noqa: ARG001  a kind's question
    """Any table, though one may turn out too long."""
    return True


def write(path: Path, tables: Sequence[SafeTable], result: SafeResult, say: Say) -> None:
    """All tables; refused, before anything is written, where a sheet cannot hold one."""
    longest = max(*(HEAD + rows_of(table) for table in tables), 1 + _numbers(tables))
    if longest > MOST:
        raise UsageRefusal(
            f"A worksheet holds {MOST:,} rows and this needs {longest:,}.",
            where="xlsx",
            do="Take it as CSV or Parquet, which have no such limit.",
        )
    with Book(path, tables, result, say=say) as book:
        book.cover()
        book.contents()
        book.notes()
        for table in tables:
            book.table(table)
        book.data()


def _numbers(tables: Sequence[SafeTable]) -> int:
    """Lines of the sheet `data`."""
    return sum(
        rows_of(table) * sum(column.role != "dimension" for column in table.columns)
        for table in tables
    )


def count(path: Path, tables: Sequence[SafeTable]) -> int:
    """Rows of the tables' sheets, each compared with its table; any formula is refused."""
    with zipfile.ZipFile(path) as book:
        found = [_rows(book, FRONT + number) for number in range(1, len(tables) + 2)]
    *sheets, data = found
    for rows, table in zip(sheets, tables, strict=True):
        if rows - HEAD != rows_of(table):
            refuse_short("xlsx", found=rows - HEAD, expected=rows_of(table))
    if data - 1 != _numbers(tables):
        refuse_short("xlsx, sheet `data`", found=data - 1, expected=_numbers(tables))
    return sum(sheets) - HEAD * len(sheets)


def _rows(book: zipfile.ZipFile, number: int) -> int:
    """Rows of one sheet, read as text in blocks that overlap by a tag's length."""
    rows, tail = 0, b""
    with book.open(f"xl/worksheets/sheet{number}.xml") as sheet:
        while block := sheet.read(BLOCK):
            text = tail + block
            if any(tag in text for tag in LIVE):
                raise DisclosureRefusal("A formula came to life, so the file is not sent.")
            tail = text[-4:]
            rows += text.count(b"<row ") - tail.count(b"<row ")
    return rows
