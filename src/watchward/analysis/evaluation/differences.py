"""Difference in differences: how the treated areas changed, beside how the compared ones did.

With five areas or more on each side, logs of counts with errors clustered by area; with fewer, the
ratio of two ratios of totals, its error widened by how unsteady the share was before.
"""

from math import exp, sqrt
from typing import TYPE_CHECKING

from watchward.analysis.evaluation.judged import HALF, Check, Counts, Judged, Z, beside
from watchward.maths.differences import Difference, difference, leads

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MANY = 5  # areas on each side for errors by area
LEVEL_4 = 10
ROUNDING = 1e-9  # of a logarithm


def judge(counts: Counts) -> Judged:
    """The treated areas' ratio of after to before, over the compared areas'."""
    if min(len(counts.treated), len(counts.comparison)) >= MANY:
        return _by_area(counts)
    return _by_totals(counts)


def _by_area(counts: Counts) -> Judged:
    import numpy as np

    both = np.vstack([counts.treated, counts.comparison])
    logs = np.log(both + HALF)
    ours = np.arange(len(both)) < len(counts.treated)
    on = ours[:, None] & (np.arange(both.shape[1]) >= counts.start)
    found = difference(logs, on.astype(np.float64))
    trend = leads(logs, ours, counts.start) if counts.start > 2 else None
    size = min(len(counts.treated), len(counts.comparison))
    return Judged(
        ratio=exp(found.effect),
        low=exp(found.effect - Z * found.error),
        high=exp(found.effect + Z * found.error),
        level=4 if size >= LEVEL_4 else 3,
        method="Difference in differences of log counts, errors clustered by area.",
        more=(
            ("Areas treated", str(len(counts.treated))),
            ("Compared", str(len(counts.comparison))),
        ),
        checks=(_parallel(_z(trend) if trend and trend.error else None),),
    )


def _by_totals(counts: Counts) -> Judged:
    treated, compared = counts.treated.sum(axis=0), counts.comparison.sum(axis=0)
    cut = counts.start
    unsteady, z = _share_before(treated[:cut], compared[:cut])
    pairs = [(int(one[:cut].sum()), int(one[cut:].sum())) for one in (treated, compared)]
    change = beside(*pairs, spread=unsteady)
    return Judged(
        ratio=change.ratio,
        low=change.low,
        high=change.high,
        level=3,
        method=(
            "The treated areas' ratio of after to before over the compared areas'; error of four "
            "counts, widened by how unsteady the months before were."
        ),
        more=(("Spread of the months before (1 is chance alone)", f"{unsteady:.1f}"),),
        checks=(_parallel(z),),
    )


def _share_before(treated: "Ints", compared: "Ints") -> tuple[float, float | None]:
    """How unsteady the treated share was (at least 1), and z of its trend (Cochran, Armitage)."""
    import numpy as np

    total = treated + compared
    kept = total > 0
    months = int(kept.sum())
    share = treated.sum() / max(total.sum(), 1)
    if months < 3 or not 0 < share < 1:
        return 1.0, None
    n, y, t = total[kept], treated[kept], np.arange(len(total))[kept].astype(float)
    unsteady = float(((y - n * share) ** 2 / (n * share * (1 - share))).sum()) / (months - 1)
    unsteady = max(unsteady, 1.0)
    t -= (n * t).sum() / n.sum()
    z = float(
        (t * (y - n * share)).sum() / sqrt(unsteady * share * (1 - share) * (n * t * t).sum())
    )
    return unsteady, z


def _z(trend: Difference) -> float:
    """Where counts never move, both are what rounding leaves: that is no trend."""
    return trend.effect / trend.error if abs(trend.effect) > ROUNDING else 0.0


def _parallel(z: float | None) -> Check:
    told = "too few months before" if z is None else f"z = {z:.1f} for a trend of its own"
    return Check("Both went the same way before", told, None if z is None else abs(z) < Z)
