"""Synthetic control: the treated areas beside a mixture of the others that went as they did before.

Chance is judged by treating each other area in turn (Abadie, Diamond and Hainmueller 2010), so it
gives no limits: with fewer than twenty areas it can never be rarer than one in as many.
"""

from watchward.analysis.evaluation.judged import NOTHING_BEFORE, Check, Counts, Judged, unknown
from watchward.contract.intervention import LEAST_MIXED
from watchward.maths.synthetic_control import synthetic_control

RARE = 0.05
CLOSE = 0.25  # the gap before may be so much of the mean, by root mean square
HALF = 0.5
METHOD = "Treated areas over a mixture of the others that followed them before."


def judge(counts: Counts) -> Judged:
    """What was seen after the start over what the mixture saw."""
    import numpy as np

    treated = counts.treated.mean(axis=0)
    if len(counts.comparison) < LEAST_MIXED:
        return unknown("a mixture needs two areas or more to be made of", method=METHOD)
    if not treated[: counts.start].any():
        return unknown(NOTHING_BEFORE, method=METHOD)
    outcome = np.vstack([treated, counts.comparison.astype(np.float64)])
    found = synthetic_control(outcome, treated=0, start=counts.start)
    after = slice(counts.start, None)
    mixture = treated - found.gap
    if mixture[after].sum() < HALF:
        return unknown("in the mixture nothing was counted afterwards", method=METHOD)
    mean = float(treated[: counts.start].mean())
    rare = found.p <= RARE
    return Judged(
        ratio=float(treated[after].sum() / mixture[after].sum()),
        low=None,
        high=None,
        level=3,
        method=METHOD,
        more=(
            ("Areas in the mixture", str(int((found.weights > 0.01).sum()))),
            ("As large among placebos, p", f"{found.p:.2f}" + ("" if rare else ": not rare")),
        ),
        checks=(
            Check(
                "The mixture followed it before",
                f"off by {100 * found.fit / max(mean, 0.1):.0f} per cent of its mean",
                found.fit <= CLOSE * mean,
            ),
            Check(
                "Enough others to judge chance by", f"{len(outcome) - 1}", len(outcome) > 1 / RARE
            ),
        ),
        rare=rare,
    )
