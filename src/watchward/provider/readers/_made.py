"""Records of a format that is no table, as CSV bytes made while they are read.

What cannot become a record is counted and leaves an empty line, so that record n is row n + 1.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from watchward.errors import InputRefusal
from watchward.provider.readers._blocks import Blocks

LONGEST_CELL = 32_767
NO_TEXT = "characters that text never has"


@dataclass(frozen=True)
class Unreadable:
    """A record that is there and cannot be read; the reason follows “with”."""

    reason: str


@dataclass(frozen=True)
class LeftOut:
    """A record that was never meant to be sent; the reason is what it is instead."""

    reason: str


Record = Sequence[str] | Unreadable | LeftOut


@dataclass
class Tally:
    """Records that gave no row."""

    unreadable: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


class Made(Blocks):
    """The stream; `tally` is final once it has ended."""

    def __init__(self, header: Sequence[str], records: Iterator[Record], *, name: str) -> None:
        self.tally = Tally()
        self._name = name
        self._row = 0
        super().__init__(self._written(header, records))

    def _written(self, header: Sequence[str], records: Iterator[Record]) -> Iterator[bytes]:
        yield self._line(header) or b"\n"
        for record in records:
            self._row += 1
            yield self._one(record)

    def _one(self, record: Record) -> bytes:
        if isinstance(record, LeftOut):
            self.tally.left_out[record.reason] += 1
        elif isinstance(record, Unreadable):
            self.tally.unreadable[record.reason] += 1
        else:
            line = self._line(record)
            if line is not None:
                return line
            self.tally.unreadable[NO_TEXT] += 1
        return b"\n"

    def _line(self, cells: Sequence[str]) -> bytes | None:
        if max(map(len, cells)) > LONGEST_CELL:
            raise InputRefusal(
                f"One value is longer than {LONGEST_CELL:,} characters.",
                where=f"{self._name}, record {self._row}",
                do="Leave such a value out of the export.",
            )
        held = io.StringIO(newline="")
        csv.writer(held, lineterminator="\n").writerow(cells)
        text = held.getvalue()
        try:
            return None if "\0" in text else text.encode()
        except UnicodeEncodeError:  # half a character, as JSON can spell
            return None
