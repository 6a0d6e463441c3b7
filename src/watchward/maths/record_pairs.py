"""Pairs that may be of one event, by night and place; and what pairs there are by chance alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.maths.record_grid import BLOCKS, Events, Grid, Laid, blocks_of, each_block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HOURS = (0, 1, 2, 4)  # bands of hours between; then more; then not said
RINGS = (0.1, 0.2, 0.4, 0.7, 1.0)  # bands of distance, of the metres asked for
TIMES, PLACES, PEOPLE = len(HOURS) + 2, len(RINGS), 6  # codes; `PEOPLE` itself: contradicted
WEEKS = (-14, -7, 7, 14)  # days that nights are moved by
CROWDS = 48  # classes of how busy the surroundings are
PARTS = (9, 12, 14, 16, 18, 20)  # hours into the night at which its parts begin
KINDS = CROWDS * (len(PARTS) + 2)
MOST_CELLS = 4_000_000


@dataclass(frozen=True, repr=False)
class Candidates:
    """Pairs of the i-th left record, from `begin[i]`; both lists in order of night and place.

    `kind` is a left record's part of the night (last: not said) and class of crowd as one code;
    `person` is its age band and sex as one code, and `ages` and `sexes` the shares of the right
    list, "not said" first. Of nights moved by whole weeks: `drawn` and `met` are pairs by block of
    nights, by kind or person, and by code of the pair; `exposed` the left records of each kind.
    """

    left: Laid
    right: Laid
    blocks: "NDArray[np.int64]"
    begin: "NDArray[np.int64]"
    other: "NDArray[np.int32]"
    place: "NDArray[np.uint8]"
    people: "NDArray[np.uint8]"
    kind: "NDArray[np.int64]"
    person: "NDArray[np.int64]"
    ages: "NDArray[np.float64]"
    sexes: "NDArray[np.float64]"
    drawn: "NDArray[np.int64]"
    met: "NDArray[np.int64]"
    exposed: "NDArray[np.int64]"


def candidates(left: Events, right: Events, *, metres: int) -> Candidates:
    """Every pair of one night within `metres` that age band and sex do not contradict."""
    import numpy as np

    from watchward.maths import record_loops

    grid = Grid.over(left, right, metres)
    one, other = grid.laid(left), grid.laid(right)
    blocks = blocks_of(one.night)
    edges = np.array([int((ring * metres) ** 2) for ring in RINGS], dtype=np.int64)
    rules = (edges, np.array(HOURS, dtype=np.int64), metres)
    sides = (one.columns, other.columns)
    near, fits = (np.zeros(len(one.key), dtype=np.int64) for _ in range(2))
    each_block(lambda at: record_loops.counted(*blocks[at : at + 2], *sides, rules, near, fits))
    begin = np.concatenate([[0], np.cumsum(fits)])
    pairs = np.empty(begin[-1], dtype=np.int32)
    place, people = (np.empty(begin[-1], dtype=np.uint8) for _ in range(2))
    codes = (pairs, place, people)
    each_block(lambda at: record_loops.filled(*blocks[at : at + 2], *sides, rules, begin, codes))
    ages, sexes = _shares(left.age_band, right.age_band), _shares(left.sex, right.sex)
    part = np.where(one.hour < 0, len(PARTS) + 1, np.searchsorted(PARTS, one.hour, side="right"))
    kind = part * CROWDS + _crowds(one, other, near, metres)
    person = (one.age_band + 1) * len(sexes) + one.sex + 1
    start = (blocks, grid.night, rules)
    drawn, met, exposed = _by_chance(one, other, start, kind, person, groups=len(ages) * len(sexes))
    return Candidates(
        one,
        other,
        blocks,
        begin,
        pairs,
        place,
        people,
        kind,
        person,
        ages,
        sexes,
        drawn,
        met,
        exposed,
    )


def _by_chance(
    one: Laid,
    other: Laid,
    laid: "tuple[NDArray[np.int64], int, tuple[NDArray[np.int64], NDArray[np.int64], int]]",
    kind: "NDArray[np.int64]",
    person: "NDArray[np.int64]",
    *,
    groups: int,
) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]":
    """What meets on nights moved by whole weeks, by block: places and times, people, how many."""
    import numpy as np

    from watchward.maths import record_loops

    blocks, night, rules = laid
    drawn = np.zeros((BLOCKS, KINDS, TIMES * PLACES), dtype=np.int64)
    met = np.zeros((BLOCKS, groups, PEOPLE + 1), dtype=np.int64)
    exposed = np.zeros((BLOCKS, KINDS), dtype=np.int64)
    first, last = other.night[[0, -1]]
    sides = (one.columns, other.columns)

    def tally(at: int) -> None:
        start, stop = blocks[at : at + 2]
        for days in WEEKS:
            inside = np.searchsorted(one.night[start:stop], [first - days, last - days + 1])
            begun, ended = start + inside
            if begun < ended:
                record_loops.tallied(
                    *(begun, ended, days * night, *sides, rules),
                    *((kind, person), (drawn[at], met[at])),
                )
                exposed[at] += np.bincount(kind[begun:ended], minlength=KINDS)

    each_block(tally)
    return drawn, met, exposed


def _shares(left: "NDArray[np.int64]", right: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Of the right list: not said first, then each code that either list has."""
    import numpy as np

    codes = int(max(left.max(), right.max())) + 2
    return np.asarray(np.bincount(right + 1, minlength=codes) / len(right))


def _crowds(one: Laid, other: Laid, near: "NDArray[np.int64]", metres: int) -> "NDArray[np.int64]":
    """A class for each left record, by how many of the right list lie about it on other nights.

    Nights of Friday and Saturday are counted apart. Its own night is left out: a partner there
    would make the surroundings of those who have one look busier.
    """
    import numpy as np

    from watchward.maths import record_loops

    wide, high = (int(max(getattr(side, axis).max() for side in (one, other))) for axis in "xy")
    square = max(metres * 2 // 5, 1)
    while (wide // square + 3) * (high // square + 3) > MOST_CELLS:
        square *= 2
    shape = (2, high // square + 3, wide // square + 3)
    counts = np.zeros(shape, dtype=np.int32)
    rows, columns, late = _squares(other, square)
    np.add.at(counts, (late, rows, columns), 1)
    rows, columns, late = _squares(one, square)
    found = np.empty(len(rows), dtype=np.int64)
    record_loops.around(columns, rows, late, counts, found)
    nights = _late(np.arange(other.night[0], other.night[-1] + 1))
    rate = np.maximum(found - near, 0) / np.maximum(np.bincount(nights, minlength=2) - 1, 1)[late]
    rate *= _weekdays(other)[one.night % 7]
    ends = np.quantile(rate[:: 1 + len(rate) // 20_000], np.arange(1, CROWDS) / CROWDS)
    return np.asarray(np.searchsorted(ends, rate, side="left"), dtype=np.int64)


def _weekdays(other: Laid) -> "NDArray[np.float64]":
    """Records in a night of each day of the week, for one in a night of its kind."""
    import numpy as np

    every = np.arange(other.night[0], other.night[-1] + 1)
    nights = np.maximum(np.bincount(every % 7, minlength=7), 1)
    records = np.bincount(other.night % 7, minlength=7)
    late = _late(np.arange(7))
    of_kind = [records[late == kind].sum() / nights[late == kind].sum() for kind in (0, 1)]
    return np.asarray(records / nights / np.maximum(np.array(of_kind), 1e-9)[late])


def _squares(side: Laid, square: int) -> tuple["NDArray[np.int64]", ...]:
    return side.y // square + 1, side.x // square + 1, _late(side.night)


def _late(night: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """1 for the nights of Friday and Saturday; day 0 was a Thursday."""
    import numpy as np

    return np.isin((night + 3) % 7, (4, 5)).astype(np.int64)
