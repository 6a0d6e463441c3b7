"""Before and after in the same areas: the weakest design, for where there is no comparison.

Exact limits of a ratio of two Poisson counts (Przyborowski and Wilenski 1940), wider where months
vary by more than chance.
"""

from math import sqrt

from watchward.analysis.evaluation.judged import (
    HALF,
    NOTHING_BEFORE,
    Check,
    Counts,
    Judged,
    Z,
    unknown,
)
from watchward.maths.intervals import ratio_interval
from watchward.maths.steadiness import spread_of

YEAR = 12
FEW = 3  # months in all, below which nobody can see how they vary


def judge(counts: Counts) -> Judged:
    """Events a month after over events a month before."""
    months = counts.treated.shape[1]
    before, after = counts.start, months - counts.start
    was = int(counts.treated[:, :before].sum())
    now = int(counts.treated[:, before:].sum())
    more = (("Events before", f"{was:,}"), ("Events after", f"{now:,}"))
    method = (
        "Events a month after over events a month before; exact limits of two counts, wider where "
        "months vary by more than chance."
    )
    if not was:
        return unknown(NOTHING_BEFORE, method=method, more=more)
    low, high = ratio_interval(now, was)
    base, wider = max(now, HALF) / was, _wider(counts)
    low, high = base * (low / base) ** wider, base * (high / base) ** wider
    scale = before / after
    whole = not before % YEAR and not after % YEAR
    return Judged(
        ratio=scale * now / was,
        low=scale * low,
        high=scale * high,
        level=2,
        method=method,
        more=more,
        checks=(
            Check(
                "Whole years on both sides, so that seasons cancel",
                f"{before} months before, {after} after",
                whole,
            ),
            Check(
                "Areas were not chosen for a bad year, which would fall by itself",
                "this design cannot tell",
                None,
            ),
        ),
    )


def _wider(counts: Counts) -> float:
    """How many times as far limits reach on the log scale; seasons count as unsteadiness too."""
    import numpy as np
    from scipy.special import stdtrit

    y = counts.treated.sum(axis=0).astype(np.float64)
    if len(y) < FEW:
        return 1.0
    periods = (y[: counts.start], y[counts.start :])
    means = np.concatenate([np.full(len(one), max(one.mean(), 1e-9)) for one in periods])
    freedom = len(y) - len(periods)
    spread = spread_of((y - means) / np.sqrt(means), freedom)
    return max(float(stdtrit(freedom, 0.975)) * sqrt(spread) / Z, 1.0) if spread > 1 else 1.0
