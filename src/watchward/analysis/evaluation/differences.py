"""Difference in differences: how the treated areas changed, beside how the compared ones did.

With five areas or more on each side, logs of counts and each area's own change, whose limits are
Welch's; with fewer, the ratio of two ratios of totals, its error widened by how unsteady the share
was before.
"""

from math import exp, sqrt
from typing import TYPE_CHECKING

from watchward.analysis.evaluation.judged import HALF, Check, Counts, Judged, Z, beside
from watchward.maths.differences import Apart, apart, difference, slopes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MANY = 5  # areas on each side for errors by area
LEVEL_4 = 10
WENT = "Both went the same way before"
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
    effect = difference(logs, on.astype(np.float64)).effect
    changes = logs[:, counts.start :].mean(axis=1) - logs[:, : counts.start].mean(axis=1)
    reach = apart(changes, ours).reach
    trend = apart(slopes(logs[:, : counts.start]), ours) if counts.start > 2 else None
    size = min(len(counts.treated), len(counts.comparison))
    return Judged(
        ratio=exp(effect),
        low=exp(effect - reach),
        high=exp(effect + reach),
        level=4 if size >= LEVEL_4 else 3,
        method="Difference in differences of log counts; limits by how areas differ (Welch).",
        more=(
            ("Areas treated", str(len(counts.treated))),
            ("Compared", str(len(counts.comparison))),
        ),
        checks=(_alike(trend),),
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


def _alike(trend: Apart | None) -> Check:
    """Where counts never move, both are what rounding leaves: that is no trend."""
    if trend is None or not trend.error:
        return _parallel(None)
    own = trend.by if abs(trend.by) > ROUNDING else 0.0
    told = f"t = {own / trend.error:.1f} on {trend.freedom:.0f} degrees, for a trend of its own"
    return Check(WENT, told, abs(own) < trend.reach)


def _parallel(z: float | None) -> Check:
    told = "too few months before" if z is None else f"z = {z:.1f} for a trend of its own"
    return Check(WENT, told, None if z is None else abs(z) < Z)
