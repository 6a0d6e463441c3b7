"""A CSV stream as batches of text columns, with every record accounted for.

Each block is cut where a record ends and counted without parsing: line ends and separators that
stand outside quotation marks. Where the fast parser agrees with that count its table is used; where
a row has too many or too few cells, or marks stand where they should not, the careful reader goes
row by row.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import polars as pl

from watchward.errors import InputRefusal
from watchward.provider.careful import Careful
from watchward.provider.encoding import Checked
from watchward.provider.heading import find_heading
from watchward.provider.readers._made import Tally

BLOCK = 8 * 1024 * 1024
LONGEST_RECORD = 4 * BLOCK
SPACES = (b" ", b"\t", b"\v", b"\f")


class Records:
    """One pass over a CSV stream; what is counted is final once `batches` is through.

    `tally` holds what the reader of another format could make no row of.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        name: str,
        score: Callable[[Sequence[str]], int],
        tally: Tally | None = None,
    ) -> None:
        self.name = name
        self.read = 0
        self.unreadable: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._tally = tally or Tally()
        self._source = Checked(stream, name=name)
        first = self._source.block(BLOCK)
        if not first.strip():
            raise InputRefusal(
                "The file is empty.", where=name, do="Export it again, and look at its size."
            )
        heading = find_heading(first, source=self._source, name=name, score=score)
        self._row = heading.row  # the row last dealt with, as a spreadsheet numbers it
        self.header, self._separator = heading.cells, heading.separator
        self._rest = first[heading.end :]
        self._columns = [f"c{place}" for place in range(len(self.header))]

    def batches(self) -> Iterator[pl.DataFrame]:
        """Text columns c0, c1, … and `row`, the number that a spreadsheet shows."""
        for block, more in self._blocks():
            outside = _outside_quotes(block, self._separator)
            if outside is None:
                yield from self._carefully(self._source.onwards(block + more))
                break
            yield from self._parsed(block, outside)
        self._conclude()

    def _conclude(self) -> None:
        """Count what the reader set aside; refuse a file of which no record is left."""
        self.unreadable += self._tally.unreadable
        self.left_out += self._tally.left_out
        self.read += self._tally.unreadable.total() + self._tally.left_out.total()
        if not self.read:
            raise InputRefusal(
                "The file has headers and no rows.",
                where=self.name,
                do="Check that the export's period and filters are the ones you meant.",
            )
        if self.left_out and self.read == self.left_out.total() + self.unreadable.total():
            raise InputRefusal(
                f"None of the {self.read:,} records can be sent: {self._reasons()}.",
                where=self.name,
                do="Check that it is the export that you meant.",
            )
        if self.read == self.unreadable.total():
            raise InputRefusal(
                f"None of the {self.read:,} rows can be read: {self._reasons()}.",
                where=self.name,
                do="Export it again as CSV UTF-8, one record a row, the same columns in each.",
            )

    def _reasons(self) -> str:
        """Each reason with its count."""
        said = [f"{rows:,} with {reason}" for reason, rows in self.unreadable.items()]
        return ", ".join(said + [f"{rows:,} are {what}" for what, rows in self.left_out.items()])

    def _blocks(self) -> Iterator[tuple[bytes, bytes]]:
        """Whole records, and the beginning of the record after them."""
        rest = self._rest
        while True:
            chunk = self._source.block(BLOCK)
            block, rest = _whole_records(rest, chunk)
            if block:
                yield block, rest
            if not chunk:
                return

    def _parsed(self, block: bytes, outside: bytes) -> Iterator[pl.DataFrame]:
        """One block through the fast parser, if that accounts for every line of it."""
        if not block.endswith(b"\n"):
            block, outside = block + b"\n", outside + b"\n"
        separator, width = self._separator.encode(), len(self.header)
        lines = outside.count(b"\n")
        regular = outside.count(separator) == lines * (width - 1)
        text = None if block.isascii() else self._source.text(block, row=self._row + 1)
        quoted = len(outside) != len(block)
        table = self._fast(block, quoted=quoted) if regular else None
        spaced = quoted or text is not None or _has_space_beside(self._separator, block)
        if table is not None and spaced:
            table = _tidied(table)
        if table is None or table.height != lines or _has_empty_row(table):
            text = text or block.decode("ascii")
            yield from self._carefully(io.StringIO(text, newline=""))
            return
        start, self._row = self._row + 1, self._row + lines
        self.read += lines
        yield table.with_row_index("row", offset=start).with_columns(pl.col("row").cast(pl.Int64))

    def _fast(self, block: bytes, *, quoted: bool) -> pl.DataFrame | None:
        try:
            return pl.read_csv(
                block,
                has_header=False,
                schema=dict.fromkeys(self._columns, pl.String()),
                separator=self._separator,
                quote_char='"' if quoted else None,
            )
        except pl.exceptions.PolarsError:
            return None  # too many cells in some row: the careful reader counts them

    def _carefully(self, lines: Iterator[str]) -> Iterator[pl.DataFrame]:
        careful = Careful(lines, separator=self._separator, header=self.header, name=self.name)
        for numbers, rows in careful.batches(self._row):
            table = pl.DataFrame(
                rows, schema=dict.fromkeys(self._columns, pl.String()), orient="row"
            )
            yield _tidied(table.insert_column(0, pl.Series("row", numbers, dtype=pl.Int64)))
        self._row = careful.row
        self.read += careful.read
        self.unreadable += careful.unreadable


def _whole_records(rest: bytes, chunk: bytes) -> tuple[bytes, bytes]:
    """What is left over and what was read, cut where a record ends; all of it where nothing was."""
    if not chunk:
        return rest, b""
    end = chunk.rfind(b"\n") + 1
    if end and b'"' not in rest and b'"' not in chunk:
        return b"".join((rest, memoryview(chunk)[:end])), chunk[end:]
    block = rest + chunk
    cut = _last_record_end(block)
    if cut == 0 and len(block) > LONGEST_RECORD:
        cut = len(block)  # never closed: the careful reader says where
    return block[:cut], block[cut:]


def _last_record_end(block: bytes) -> int:
    """Just past the last line end before which every quotation mark is closed; 0 if none is."""
    end = block.rfind(b"\n")
    if b'"' not in block:
        return end + 1
    marks = block.count(b'"', 0, end + 1)
    while end >= 0 and marks % 2:
        earlier = block.rfind(b"\n", 0, end)
        marks -= block.count(b'"', earlier + 1, end)
        end = earlier
    return end + 1


def _outside_quotes(block: bytes, separator: str) -> bytes | None:
    """The block without its quoted cells; None where marks or line ends are not as they should."""
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        return None
    if b'"' not in block:
        return block
    mark = re.escape(separator).encode()
    cell = rb"(?:\A|(?<=[\n" + mark + rb']))"(?:[^"]++|"")*+"(?=[\r\n' + mark + rb"]|\Z)"
    outside = re.sub(cell, b"", block)
    return None if b'"' in outside else outside


def _has_space_beside(separator: str, block: bytes) -> bool:
    """True where a plain cell begins or ends with a space; one inside a cell does no harm.

    Each pattern begins with its one mark, so that the search leaps from mark to mark.
    """
    if block[:1].isspace():
        return True
    mark = re.escape(separator).encode()
    edge = rb"(?:(?=[\r\n" + mark + rb"])|(?<=[\n" + mark + rb"].))"
    return any(
        space in block and re.search(re.escape(space) + edge, block, re.DOTALL)
        for space in SPACES
        if space != separator.encode()
    )


def _has_empty_row(table: pl.DataFrame) -> bool:
    """True where a row has nothing in any cell, or is a blank line."""
    return bool(table.select(pl.all_horizontal(pl.all().is_null()).any()).item())


def _tidied(table: pl.DataFrame) -> pl.DataFrame:
    """Cells without spaces round them; an empty one is null."""
    text = pl.col(pl.String).str.strip_chars()
    return table.with_columns(pl.when(text != "").then(text))
