"""Before and after in the same areas: the weakest design, for where there is no comparison.

Exact limits of a ratio of two Poisson counts (Przyborowski and Wilenski 1940).
"""

from watchward.analysis.evaluation.judged import Check, Counts, Judged
from watchward.maths.intervals import ratio_interval

YEAR = 12


def judge(counts: Counts) -> Judged:
    """Events a month after over events a month before."""
    months = counts.treated.shape[1]
    before, after = counts.start, months - counts.start
    was = int(counts.treated[:, :before].sum())
    now = int(counts.treated[:, before:].sum())
    low, high = ratio_interval(now, max(was, 1))
    scale = before / after
    whole = not before % YEAR and not after % YEAR
    return Judged(
        ratio=scale * now / max(was, 1),
        low=scale * low,
        high=scale * high,
        level=2,
        method="Events a month after over events a month before; exact limits of two counts.",
        more=(("Events before", f"{was:,}"), ("Events after", f"{now:,}")),
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
