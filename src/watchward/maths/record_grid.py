"""Lays two lists of events in order of night and place: what may be a pair lies together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.compiled import on_all_cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOT_SAID = -1  # of hour, age band and sex: it contradicts nothing
BLOCKS = 20  # of nights
MORNING = 6  # a night begins at this hour
WIDE = 1 << 22  # as record_loops.ROW


@dataclass(frozen=True, repr=False)
class Events:
    """One entry a record: day number of its night, hour of the clock, metres, and codes.

    Age bands are numbered in their order. `NOT_SAID` where an hour, a band or a sex is blank.
    """

    night: "NDArray[np.int64]"
    hour: "NDArray[np.int64]"
    easting: "NDArray[np.int64]"
    northing: "NDArray[np.int64]"
    age_band: "NDArray[np.int64]"
    sex: "NDArray[np.int64]"


@dataclass(frozen=True, repr=False)
class Laid:
    """A list in order of its keys: `order` are places in it, the rest columns in that order."""

    order: "NDArray[np.int64]"
    key: "NDArray[np.int64]"
    x: "NDArray[np.int64]"
    y: "NDArray[np.int64]"
    hour: "NDArray[np.int64]"  # since the night began
    age_band: "NDArray[np.int64]"
    sex: "NDArray[np.int64]"
    night: "NDArray[np.int64]"

    @property
    def columns(self) -> tuple["NDArray[np.int64]", ...]:
        """What the loops take."""
        return (self.key, self.x, self.y, self.hour, self.age_band, self.sex)


@dataclass(frozen=True)
class Grid:
    """Where both lists begin, and how far one night's keys lie from the next's."""

    first: int
    west: int
    south: int
    metres: int
    night: int

    @classmethod
    def over(cls, left: Events, right: Events, metres: int) -> "Grid":
        """Rows as high as `metres`; both lists have records."""

        def ends(name: str) -> tuple[int, int]:
            both = [getattr(side, name) for side in (left, right)]
            return min(int(one.min()) for one in both), max(int(one.max()) for one in both)

        (first, _), (west, east), (south, north) = map(ends, ("night", "easting", "northing"))
        if metres < 1 or east - west + 2 * metres >= WIDE:
            raise ValueError("metres are whole, above 0, and places are of one country")
        return cls(first, west, south, metres, ((north - south) // metres + 3) * WIDE)

    def laid(self, side: Events) -> Laid:
        """The list in order; coordinates are from the south-west of both, `metres` further in."""
        import numpy as np

        x = side.easting - self.west + self.metres
        y = side.northing - self.south
        key = (side.night - self.first) * self.night + (y // self.metres + 1) * WIDE + x
        order = np.argsort(key)
        hour = np.where(side.hour < 0, NOT_SAID, (side.hour - MORNING) % 24)
        columns = (key, x, y, hour, side.age_band, side.sex, side.night)
        return Laid(order, *(column[order].astype(np.int64) for column in columns))


def blocks_of(night: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Ends of `BLOCKS` blocks of about as many records each, none of which parts a night."""
    import numpy as np

    ends = night[(np.arange(1, BLOCKS) * len(night)) // BLOCKS]
    return np.concatenate([[0], np.searchsorted(night, ends), [len(night)]]).astype(np.int64)


def each_block(work: Callable[[int], None]) -> None:
    """Does it for every block, on all cores."""

    def turns(some: "NDArray[np.int64]") -> "NDArray[np.int64]":
        for turn in some.tolist():
            work(turn)
        return some

    on_all_cores(turns, BLOCKS)
