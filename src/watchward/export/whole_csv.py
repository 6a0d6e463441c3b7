"""A CSV that is whole or is not sent: counted again after it is written, with its own last line.

RFC 4180 with CRLF and a byte-order mark, so that Welsh letters survive Excel. The last line carries
the count of rows and the SHA-256 of every byte before it: a file that was cut short shows it.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO, NoReturn

from watchward.contract.period import month_text
from watchward.contract.result import Column
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable, Say
from watchward.errors import DisclosureRefusal
from watchward.export.inert import inert
from watchward.reference.welsh import NOTE, all_reviewed

BOM = b"\xef\xbb\xbf"
BLOCK = 1 << 20
Rows = Iterable[Sequence[str]]


def write_csv(
    out: BinaryIO, *, header: Sequence[str], rows: Rows, expected: int, said: str = ""
) -> None:
    """Write everything to `out`, which can be read back; raises rather than end short.

    `said` stands in the last line: what the file is of, for it travels alone.
    """
    out.write(BOM)
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    # Every field is quoted: then it is not split where a country's spreadsheets separate with `;`.
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([inert(title) for title in header])
    writer.writerows([inert(value) for value in row] for row in rows)
    text.flush()
    found, digest = _read_back(text, out)
    if found != expected:
        text.detach()
        refuse_short("CSV", found=found, expected=expected)
    last = f"Rows: {expected}; SHA-256 of all above: {digest}" + (f"; {said}" if said else "")
    writer.writerow([last, *[""] * (len(header) - 1)])
    text.detach()


def refuse_short(where: str, *, found: int, expected: int) -> NoReturn:
    """A file that is not whole goes to nobody."""
    raise DisclosureRefusal(
        f"The file has {found:,} rows and should have {expected:,}, so it is not sent.",
        where=where,
        do="Try again; if it happens twice, tell the people who run this site.",
    )


def _read_back(text: io.TextIOWrapper, out: BinaryIO) -> tuple[int, str]:
    """Rows under the header as another program counts them, and the digest of the bytes."""
    out.seek(0)
    digest = hashlib.sha256()
    while block := out.read(BLOCK):
        digest.update(block)
    out.seek(0)
    reading = io.TextIOWrapper(out, "utf-8-sig", newline="")
    found = sum(1 for _ in csv.reader(reading, strict=True)) - 1
    reading.detach()
    text.seek(0, io.SEEK_END)
    return found, digest.hexdigest()


def plain(words: str) -> str:
    """Words as the library says them."""
    return words


def unreviewed_note(say: Say) -> str:
    """What a file in Welsh says of itself until a speaker has reviewed the words."""
    return "" if say is plain or all_reviewed() else NOTE


def table_csv(table: SafeTable, result: SafeResult, *, say: Say = plain) -> bytes:
    """One released table with its totals, as a file; its last line is for programs, and stays."""
    out = io.BytesIO()
    _write_table(table, out, said="; ".join(filter(None, (_of(result), unreviewed_note(say)))))
    return out.getvalue()


def table_body(table: SafeTable) -> bytes:
    """The same without its last line: what the SHA-256 of every kind of export is of."""
    out = io.BytesIO()
    _write_table(table, out)
    return out.getvalue()[: out.getvalue().rstrip(b"\r\n").rindex(b"\r\n") + 2]


def _write_table(table: SafeTable, out: BinaryIO, *, said: str = "") -> None:
    write_csv(
        out,
        header=[column.title for column in table.columns],
        rows=[
            *(_line(row, table.columns) for row in table.rows),
            *(_line(row, table.columns, total=True) for row in table.total_rows),
        ],
        expected=len(table.rows) + len(table.total_rows),
        said=said,
    )


def _of(result: SafeResult) -> str:
    made_up = "; SYNTHETIC: made-up records" if result.synthetic else ""
    versions = f"store version {result.store_version}; rules {result.rules_version}"
    return f"{versions}; audience {result.audience}{made_up}"


def _line(
    cells: tuple[SafeCell, ...], columns: tuple[Column, ...], *, total: bool = False
) -> list[str]:
    pairs = list(zip(cells, columns, strict=True))
    summed = [total and column.role == "dimension" and cell.mark == "z" for cell, column in pairs]
    return [
        "Total" if over else _text(cell, column)
        for (cell, column), over in zip(pairs, summed, strict=True)
    ]


def _text(cell: SafeCell, column: Column) -> str:
    """Numbers bare, months as 2026-10, marks as [c]: a file is read by programs too."""
    if cell.mark or cell.value is None:
        return f"[{cell.mark}]" if cell.mark else ""
    if isinstance(cell.value, int) and column.describes == "month":
        return month_text(cell.value)
    return f"{cell.value:.6g}" if isinstance(cell.value, float) else str(cell.value)
