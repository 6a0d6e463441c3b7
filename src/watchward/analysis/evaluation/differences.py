"""Difference in differences: how the treated areas changed, beside how the compared ones did.

The ratio of the sides' ratios of totals. With five areas or more on each side its limits go by how
areas differ; with fewer, by how unsteady the months before were.
"""

from math import exp
from typing import TYPE_CHECKING

from watchward.analysis.evaluation.judged import (
    NOTHING_BEFORE,
    TOO_FEW,
    WENT,
    YEAR,
    Beside,
    Check,
    Counts,
    Judged,
    beside,
    carried_on,
    same_way,
    unknown,
)
from watchward.maths.differences import Apart, difference, drift
from watchward.maths.steadiness import steadiness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MANY = 5  # areas on each side for errors by area
LEVEL_4 = 10
TREND = 3  # months before, below which no trend is told
BY_AREA = "The sides' ratios of totals, after over before; limits by leaving each area out in turn."
BY_MONTH = (
    "The sides' ratios of totals, after over before; error of four counts, widened by how unsteady "
    "the months before were."
)


def judge(counts: Counts) -> Judged:
    """The treated areas' ratio of after to before, over the compared areas'."""
    if min(len(counts.treated), len(counts.comparison)) >= MANY:
        return _by_area(counts)
    return _by_month(counts)


def _by_area(counts: Counts) -> Judged:
    import numpy as np

    both = np.vstack([counts.treated, counts.comparison]).astype(np.float64)
    ours = np.arange(len(both)) < len(counts.treated)
    before = both[:, : counts.start]
    if not (before[ours].any() and before[~ours].any()):
        return unknown(NOTHING_BEFORE, method=BY_AREA)
    found = difference(both, ours, counts.start)
    size = min(len(counts.treated), len(counts.comparison))
    trend = drift(before, ours) if counts.start >= TREND else None
    ratios = (exp(found.by + way * found.reach) for way in (0, -1, 1))
    change = Beside(*ratios)
    return Judged(
        ratio=change.ratio,
        low=change.low,
        high=change.high,
        level=4 if size >= LEVEL_4 else 3,
        method=BY_AREA,
        more=(
            ("Areas treated", str(len(counts.treated))),
            ("Compared", str(len(counts.comparison))),
        ),
        checks=(
            _alike(trend),
            carried_on(change, trend.by if trend else None, both.shape[1]),
        ),
    )


def _by_month(counts: Counts) -> Judged:
    treated, compared = counts.treated.sum(axis=0), counts.comparison.sum(axis=0)
    cut = counts.start
    steady = steadiness(treated[:cut], compared[:cut])
    pairs = [(int(one[:cut].sum()), int(one[cut:].sum())) for one in (treated, compared)]
    change = beside(*pairs, steady=steady)
    if change is None:
        return unknown(NOTHING_BEFORE, method=BY_MONTH)
    return Judged(
        ratio=change.ratio,
        low=change.low,
        high=change.high,
        level=3,
        method=BY_MONTH,
        more=(("Spread of the months before (1 is chance alone)", f"{steady.spread:.1f}"),),
        checks=(same_way(steady), carried_on(change, steady.trend, len(treated))),
    )


def _alike(found: Apart | None) -> Check:
    if found is None:
        return Check(WENT, TOO_FEW, None)
    a_year = [f"{exp(YEAR * (found.by + way * found.reach)):.2f}" for way in (0, -1, 1)]
    told = f"a year its ratio went by {a_year[0]}, limits {a_year[1]} to {a_year[2]}"
    return Check(WENT, told, abs(found.by) < found.reach)
