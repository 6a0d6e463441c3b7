"""Did it move next door? Weighted displacement quotient and total net effect.

Bowers and Johnson 2003; spans of one length on both sides of the start (maths/displacement.py).
"""

from watchward.analysis.evaluation.judged import (
    NOTHING_BEFORE,
    Check,
    Counts,
    Judged,
    beside,
    carried_on,
    same_way,
    unknown,
)
from watchward.maths.displacement import Areas, displacement
from watchward.maths.steadiness import steadiness


def judge(counts: Counts) -> Judged:
    """The treated areas' change against the comparison's; the quotient says what the ring did."""
    span = min(counts.start, counts.treated.shape[1] - counts.start)
    spans = [
        (
            int(group[:, counts.start - span : counts.start].sum()),
            int(group[:, counts.start : counts.start + span].sum()),
        )
        for group in (counts.treated, counts.buffer, counts.comparison)
    ]
    method = f"Counts of {span} months before and after, in, around and elsewhere."
    before = [group[:, : counts.start].sum(axis=0) for group in (counts.treated, counts.comparison)]
    steady = steadiness(*before)
    change = beside(spans[0], spans[2], steady=steady)
    if change is None:
        return unknown(NOTHING_BEFORE, method=method)
    found = displacement(Areas(*spans))
    return Judged(
        ratio=change.ratio,
        low=change.low,
        high=change.high,
        level=3,
        method=method,
        more=(
            ("Weighted displacement quotient", _quotient(found.quotient, found.quotient_range)),
            ("Prevented inside, net", _range(found.net, found.net_range)),
            ("Prevented inside and around, net", _range(found.total_net, found.total_net_range)),
        ),
        checks=(
            same_way(steady),
            carried_on(change, steady.trend, 2 * span),
            Check("It did not only move round about", *_moved(found.quotient)),
        ),
    )


def _quotient(value: float | None, limits: tuple[float, float] | None) -> str:
    if value is None:
        return "none: the areas did no better than the comparison"
    return f"{value:.2f}" + (f" ({limits[0]:.2f} to {limits[1]:.2f})" if limits else "")


def _range(value: float, limits: tuple[float, float]) -> str:
    return f"{value:.0f} ({limits[0]:.0f} to {limits[1]:.0f})"


def _moved(quotient: float | None) -> tuple[str, bool | None]:
    if quotient is None:
        return "nothing was gained that could move", None
    told = "benefit spread" if quotient > 0 else "some moved"
    return f"{told} (quotient {quotient:.2f})", quotient > -1
