"""Interrupted time series: the step at the start, beside its own trend and seasons.

With areas to compare, their step is taken off. Poisson with errors after Newey and West (Bernal and
others 2017); placebo starts before it say how often chance alone makes such a step.
"""

from math import exp, hypot
from typing import TYPE_CHECKING

from watchward.analysis.evaluation.judged import Check, Counts, Judged, Z
from watchward.maths.interrupted import (
    LEAST,
    careful_step_error,
    interrupted,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SEASON = 12
YEARS = 2  # of months before, for seasons to be told
MARGIN = 6  # months from either end in which no placebo starts
FEW = 4
OFTEN = 0.3  # neighbouring dates share their months, so shares well above 5 per cent are chance


def judge(counts: Counts) -> Judged:
    """The ratio at once; the slope after it stands in the lines below."""
    import numpy as np

    groups = [counts.treated] + ([counts.comparison] if len(counts.comparison) else [])
    series = np.array([group.sum(axis=0) for group in groups], dtype=np.float64)
    season = SEASON if counts.start >= YEARS * SEASON else 0
    found = interrupted(series, counts.start, season=season)
    errors = careful_step_error(series, counts.start, season=season)
    effect, error = float(found.step[0]), float(errors[0])
    bend = float(found.bend[0])
    if len(groups) > 1:
        effect -= float(found.step[1])
        error = hypot(error, float(errors[1]))
        bend -= float(found.bend[1])
    return Judged(
        ratio=exp(effect),
        low=exp(effect - Z * error),
        high=exp(effect + Z * error),
        level=3 if len(groups) > 1 else 2,
        method="Step of a monthly Poisson series with trend and seasons; the larger of two errors.",
        more=(("Change of slope a year, ratio", f"{exp(bend * SEASON / 52):.2f}"),),
        checks=(_long(counts), _placebos(series[:1], counts.start, season)),
    )


def _long(counts: Counts) -> Check:
    after = counts.treated.shape[1] - counts.start
    enough = min(counts.start, after) >= LEAST
    return Check(f"{LEAST} months or more on each side", f"{counts.start} and {after}", enough)


def _placebos(series: "Floats", start: int, season: int) -> Check:
    """Steps at dates before the start, when nothing began: one in twenty would pass |z| 1.96."""
    import numpy as np

    starts = range(MARGIN, start - MARGIN + 1)
    what = "Dates before it, when nothing began, show no such step"
    if len(starts) < FEW:
        return Check(what, "too few months before", None)
    season = season if start >= 3 * SEASON else 0
    before = series[:, :start]
    z = [
        float(interrupted(before, one, season=season).step[0])
        / float(careful_step_error(before, one, season=season)[0])
        for one in starts
    ]
    share = float((np.abs(z) > Z).mean())
    return Check(what, f"{share:.0%} of {len(starts)} dates do; chance alone: 5 %", share <= OFTEN)
