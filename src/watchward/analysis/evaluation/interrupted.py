"""Interrupted time series: the step at the start, beside its own trend and seasons.

With areas to compare, their step is taken off. Poisson, or negative binomial where counts vary
more than chance allows (Bernal and others 2017; maths/interrupted.py has the test); placebo starts
before it say how often chance alone makes such a step.
"""

from math import exp, hypot, isfinite
from typing import TYPE_CHECKING

from watchward.analysis.evaluation.judged import NOTHING_BEFORE, Check, Counts, Judged, Z, unknown
from watchward.contract.intervention import LEAST_MONTHS
from watchward.maths.interrupted import LEAST, SCALE, Step, careful_step

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SEASON = 12
YEARS = 2  # of months before, for seasons to be told
MARGIN = 6  # months from either end in which no placebo starts
FEW = 4
BEYOND = 20.0  # a logarithm that no count of events can have
METHOD = "Step of a monthly series with trend and seasons; the larger of two errors."
TOO_FEW = "the counts are too few, or too uneven, for a step beside a trend"
OFTEN = 0.3  # neighbouring dates share their months, so shares well above 5 per cent are chance


def judge(counts: Counts) -> Judged:
    """The ratio at once; the slope after it stands in the lines below."""
    import numpy as np

    lacking = _lacking(counts)
    if lacking:
        return unknown(lacking, method=METHOD)
    groups = [counts.treated] + ([counts.comparison] if len(counts.comparison) else [])
    series = [group.sum(axis=0).astype(np.float64) for group in groups]
    season = SEASON if counts.start >= YEARS * SEASON else 0
    found = [careful_step(one, counts.start, season=season) for one in series]
    effect, error, bend = found[0].step, found[0].error, found[0].bend
    if len(found) > 1:
        effect -= found[1].step
        error = hypot(error, found[1].error)
        bend -= found[1].bend
    if not (isfinite(error) and abs(effect) + Z * error < BEYOND):
        return unknown(TOO_FEW, method=METHOD)
    return Judged(
        ratio=exp(effect),
        low=exp(effect - Z * error),
        high=exp(effect + Z * error),
        level=3 if len(found) > 1 else 2,
        method=METHOD,
        more=(
            ("Change of slope a year, ratio", f"{exp(bend * SEASON / SCALE):.2f}"),
            ("Model of the counts", " and ".join(dict.fromkeys(map(_model, found)))),
        ),
        checks=(_long(counts), _placebos(series[0], counts.start, season, found[0].spread)),
    )


def _lacking(counts: Counts) -> str:
    """Why no step can be told, if so."""
    if min(counts.start, counts.treated.shape[1] - counts.start) < LEAST_MONTHS:
        return f"a step beside a trend needs {LEAST_MONTHS} months or more on each side"
    groups = [group for group in (counts.treated, counts.comparison) if len(group)]
    if not all(group[:, : counts.start].any() for group in groups):
        return NOTHING_BEFORE
    if not all(group[:, counts.start :].any() for group in groups):
        return TOO_FEW
    return ""


def _model(found: Step) -> str:
    if not found.spread:
        return "Poisson: they vary no more than chance makes them"
    return f"negative binomial: they vary more than chance (spread {found.spread:.3f})"


def _long(counts: Counts) -> Check:
    after = counts.treated.shape[1] - counts.start
    enough = min(counts.start, after) >= LEAST
    return Check(f"{LEAST} months or more on each side", f"{counts.start} and {after}", enough)


def _placebos(series: "Floats", start: int, season: int, spread: float) -> Check:
    """Steps at dates before the start, when nothing began: one in twenty would pass |z| 1.96."""
    starts = range(MARGIN, start - MARGIN + 1)
    what = "Dates before it, when nothing began, show no such step"
    if len(starts) < FEW:
        return Check(what, "too few months before", None)
    season = season if start >= 3 * SEASON else 0
    found = [careful_step(series[:start], one, season=season, spread=spread) for one in starts]
    share = sum(abs(one.step) > Z * one.error for one in found) / len(found)
    return Check(what, f"{share:.0%} of {len(found)} dates do; chance alone: 5 %", share <= OFTEN)
