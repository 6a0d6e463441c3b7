"""Before and after in the same areas: the weakest design, for where there is no comparison.

Exact limits of a ratio of two Poisson counts (Przyborowski and Wilenski 1940).
"""

from watchward.analysis.evaluation.judged import NOTHING_BEFORE, Check, Counts, Judged, unknown
from watchward.maths.intervals import ratio_interval

YEAR = 12


def judge(counts: Counts) -> Judged:
    """Events a month after over events a month before."""
    months = counts.treated.shape[1]
    before, after = counts.start, months - counts.start
    was = int(counts.treated[:, :before].sum())
    now = int(counts.treated[:, before:].sum())
    more = (("Events before", f"{was:,}"), ("Events after", f"{now:,}"))
    method = "Events a month after over events a month before; exact limits of two counts."
    if not was:
        return unknown(NOTHING_BEFORE, method=method, more=more)
    low, high = ratio_interval(now, was)
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
