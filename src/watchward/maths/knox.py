"""Knox's test of near repeats: pairs close in both space and time, against shuffled dates.

Knox 1964; bands after Johnson and others 2007. Dates are shuffled among the places, so what places
and days do on their own (busy streets, busy weekends) is in the expectation already. Observed pairs
are counted exactly; p = (as many or more, + 1) / (shuffles + 1).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.compiled import on_all_cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_POINTS = 2_000_000


@dataclass(frozen=True)
class Knox:
    """By band of distance (rows) and of days (columns), each band disjoint from the others.

    `observed` are pairs; `mean`, `median` and `p` come from the shuffled dates.
    """

    observed: "NDArray[np.int64]"
    mean: "NDArray[np.float64]"
    median: "NDArray[np.float64]"
    p: "NDArray[np.float64]"
    shuffles: int

    @property
    def ratio(self) -> "NDArray[np.float64]":
        """Observed over the mean of the shuffles; NaN where no pair is expected."""
        import numpy as np

        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(self.mean > 0, self.observed / self.mean, np.nan))


def knox(
    easting: "NDArray[np.int64]",
    northing: "NDArray[np.int64]",
    day: "NDArray[np.int64]",
    *,
    metres: tuple[int, ...],
    days: tuple[int, ...],
    shuffles: int = 999,
    seed: int = 0,
    manhattan: bool = False,
) -> Knox:
    """Pairs by band; each band ends at its number, included, and begins above the one before.

    A first distance band of 0 is "the same place"; a first band of days of 0 is "the same day".
    Coordinates in whole metres, days as whole numbers. `manhattan` measures along streets at right
    angles, as the Near Repeat Calculator does by default. The same seed gives the same answer,
    however many threads work.
    """
    import numpy as np

    if len(set(metres)) < len(metres) or list(metres) != sorted(metres) or metres[0] < 0:
        raise ValueError("distance bands must rise from 0 or more")
    if len(set(days)) < len(days) or list(days) != sorted(days) or days[0] < 0:
        raise ValueError("bands of days must rise from 0 or more")
    if len(easting) > MOST_POINTS:
        raise ValueError("too many points")
    from watchward.maths import knox_loops

    order = np.argsort(day, kind="stable")
    when, x, y = (np.asarray(one)[order].astype(np.int32) for one in (day, easting, northing))
    bands = np.asarray([m * m for m in metres], dtype=np.int64), np.asarray(days, dtype=np.int32)
    cell, *rooms = _cells(x, y, max(metres[-1], 1))
    laid = (np.column_stack([x, y, cell]), when, *rooms, *bands, manhattan)
    observed = knox_loops.pairs(np.arange(len(x), dtype=np.int32), *laid)
    drawn = on_all_cores(lambda turns: knox_loops.shuffled(turns, seed, *laid), shuffles)
    as_many = (drawn >= observed).sum(axis=0)
    return Knox(
        observed=observed,
        mean=drawn.mean(axis=0) if shuffles else np.full(observed.shape, np.nan),
        median=np.median(drawn, axis=0) if shuffles else np.full(observed.shape, np.nan),
        p=(as_many + 1) / (shuffles + 1),
        shuffles=shuffles,
    )


def _cells(
    x: "NDArray[np.int32]", y: "NDArray[np.int32]", reach: int
) -> "tuple[NDArray[np.int32], ...]":
    """Each point's cell, where each cell's room begins, and the cells that are met from each.

    Cells are as wide as the farthest band and numbered densely, row by row; those met are the next
    to the east and the three to the north, `near[near_from[k]:near_from[k + 1]]`, so that two
    neighbours meet once.
    """
    import numpy as np

    column, row = x.astype(np.int64) // reach, y.astype(np.int64) // reach
    column, row = column - column.min(initial=0), row - row.min(initial=0)
    width = int(column.max(initial=0)) + 3
    known, cell, many = np.unique(row * width + column + 1, return_inverse=True, return_counts=True)
    start = np.concatenate([[0], np.cumsum(many)])
    wanted = known[:, None] + np.array([1, width - 1, width, width + 1])
    at = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    there = known[at] == wanted if len(known) else np.zeros(wanted.shape, dtype=bool)
    near_from = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
    return tuple(one.astype(np.int32) for one in (cell, start, near_from, at[there]))
