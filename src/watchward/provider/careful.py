"""Row by row, for the few files that are not regular: says of each row why it cannot be read."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from watchward.errors import InputRefusal

BATCH = 50_000
TOO_FEW = "fewer cells than the header"
TOO_MANY = "more cells than the header"
NOTHING = "no value in any cell"
# What the fast reader takes for space, which is Unicode's: Python's own takes four more.
SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def first_record(line: str, *, separator: str) -> list[str]:
    """The cells of the first record; none where this separator leaves one that is far too long."""
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=separator), [])
    except csv.Error:
        return []


def _too_long(name: str, row: int) -> InputRefusal:
    return InputRefusal(
        "A quotation mark is opened and never closed.",
        where=f"{name}, row {row}",
        do="Close it or take it out at the source: everything after it would be one cell.",
    )


class Careful:
    """Rows with a cell for each header, and their numbers; others are counted by reason."""

    def __init__(
        self, lines: Iterator[str], *, separator: str, header: Sequence[str], name: str
    ) -> None:
        self._reader = csv.reader(self._watched(lines), delimiter=separator)
        self._width = len(header)
        self._needed = max((at for at, title in enumerate(header, 1) if title), default=0)
        self._name = name
        self._ended = False
        self.row = 0
        self.read = 0
        self.unreadable: Counter[str] = Counter()

    def _watched(self, lines: Iterator[str]) -> Iterator[str]:
        yield from lines
        self._ended = True

    def batches(self, row: int) -> Iterator[tuple[list[int], list[list[str]]]]:
        """Row numbers and cells, many rows at a time; `row` is the one before the first."""
        self.row = row
        numbers: list[int] = []
        rows: list[list[str]] = []
        for cells in self._records():
            numbers.append(self.row)
            rows.append(cells)
            if len(rows) == BATCH:
                yield numbers, rows
                numbers, rows = [], []
        if rows:
            yield numbers, rows

    def _records(self) -> Iterator[list[str]]:
        """Readable records. A line with nothing on it takes a row number and is no record."""
        try:
            for cells in self._reader:
                self.row += 1
                if self._ended:  # the reader ran out of lines inside a quoted cell
                    raise _too_long(self._name, self.row)
                self.read += bool(cells)
                reason = self._fault(cells)
                if reason:
                    self.unreadable[reason] += 1
                elif cells:
                    yield [*cells[: self._width], *[""] * (self._width - len(cells))]
        except csv.Error:
            raise _too_long(self._name, self.row + 1) from None

    def _fault(self, cells: list[str]) -> str:
        if cells and not any(cell.strip(SPACE) for cell in cells):
            return NOTHING
        if cells and len(cells) < self._needed:  # cells under no header may be left out
            return TOO_FEW
        return TOO_MANY if any(cells[self._width :]) else ""
