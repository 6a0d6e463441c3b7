"""Which row holds the headers: the first, or the one under the title lines that systems print."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from watchward.errors import InputRefusal
from watchward.provider.careful import first_record
from watchward.provider.encoding import Checked

WIDEST = 1_000
SEPARATORS = (",", ";", "\t", "|")
TITLE_LINES = 20
LOOKED_AT = 64 * 1024
UNDERSTOOD = 2  # headers that a data set knows, in a row that is surely theirs

Score = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Heading:
    """The headers, what separates them, their row and where in the block it ends."""

    cells: tuple[str, ...]
    separator: str
    row: int
    end: int
    known: int

    @property
    def filled(self) -> int:
        """Cells with something in them."""
        return sum(map(bool, self.cells))


def find_heading(block: bytes, *, source: Checked, name: str, score: Score) -> Heading:
    """The first row, unless it is a title: far fewer cells than the headers that stand under it."""
    first = _heading(block, 0, row=1, source=source, score=score)
    found = first
    if first.known < UNDERSTOOD:
        under = list(_under(block, first, source=source, score=score))
        known = next((one for one in under if one.known >= UNDERSTOOD), None)
        if known and all(2 * one.filled <= known.filled for one in under if one.row < known.row):
            found = known
        elif first.filled <= 1:
            found = next((one for one in under if one.filled > UNDERSTOOD), first)
    if 2 * first.filled > found.filled:
        found = first
    if len(found.cells) > WIDEST:
        raise InputRefusal(
            f"The first row has more than {WIDEST:,} cells.",
            where=f"{name}, row {found.row}",
            do="Export a table with one record a row and only the columns that are asked for.",
        )
    return found


def _under(block: bytes, first: Heading, *, source: Checked, score: Score) -> Iterator[Heading]:
    begin, block = first.end, block[: block.rfind(b"\n", 0, LOOKED_AT) + 1]
    for row in range(2, TITLE_LINES + 2):
        if begin >= len(block):
            return
        found = _heading(block, begin, row=row, source=source, score=score)
        yield found
        begin = found.end


def _heading(block: bytes, begin: int, *, row: int, source: Checked, score: Score) -> Heading:
    """One record as headers, under the separator by which most of them are known."""
    end = _record_end(block, begin)
    line = source.text(block[begin:end], row=row)
    options = {mark: first_record(line, separator=mark) for mark in SEPARATORS}
    mark = max(options, key=lambda mark: (score(options[mark]), len(options[mark])))
    cells = tuple(cell.strip() for cell in options[mark])
    return Heading(cells, mark, row, end, score(cells))


def _record_end(block: bytes, begin: int) -> int:
    end = block.find(b"\n", begin)
    while end >= 0 and block.count(b'"', begin, end) % 2:
        end = block.find(b"\n", end + 1)
    return end + 1 or len(block)
