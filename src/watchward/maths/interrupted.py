"""Interrupted time series: how level and slope changed when something began (Bernal 2017).

log mean = level + slope · t + step · after + bend · (t − start) · after + seasons. The step is the
change at once, as a ratio; the bend is the change of slope. Many areas at once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.maths.negative_binomial import Spread, fit_negative_binomial
from watchward.maths.poisson import Fits, fit_poisson, sandwich

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEP, BEND = 2, 3  # columns of the design
LEAST = 12  # times before and after, below which a series says little (Bernal and others 2017)
LAGS = 4  # of neighbouring times that Newey and West's errors allow for
CHANCE = 0.05  # a test of spread beyond Poisson is wrong so often where there is none
SMALL = 1e-9
SCALE = 52.0  # a slope is by so many times, so that the terms are of one size


@dataclass(frozen=True)
class Step:
    """Logs of ratios; `error` is of the step; `spread` beyond Poisson (0: none), as NB2 has it."""

    step: float
    error: float
    bend: float
    spread: float


@dataclass(frozen=True)
class Interrupted:
    """By series: the log of the step's ratio and its standard error, the bend's likewise."""

    step: "Floats"
    step_error: "Floats"
    bend: "Floats"
    bend_error: "Floats"
    fits: Fits


def design(times: int, start: int, *, season: int = 0, waves: int = 2) -> "Floats":
    """Times × terms; `season` is how many times make a year (0: none), each with so many waves."""
    import numpy as np

    if not 2 <= start <= times - 2:
        raise ValueError("an interruption has times before it and after it")
    t = np.arange(times, dtype=np.float64)
    after = (t >= start).astype(np.float64)
    columns = [np.ones(times), t / SCALE, after, after * (t - start) / SCALE]
    for wave in range(1, waves + 1 if season else 1):
        turn = 2 * np.pi * wave * t / season
        columns += [np.sin(turn), np.cos(turn)]
    return np.column_stack(columns)


def interrupted(
    counts: "Floats",
    start: int,
    *,
    season: int = 0,
    waves: int = 2,
    lags: int | None = LAGS,
    offset: "Floats | None" = None,
    begin: "Floats | None" = None,
) -> Interrupted:
    """Step and bend of each series (rows) at the time `start`; errors after Newey and West.

    Without `lags` they are the model's own. `begin`: as in `fit_poisson`.
    """
    import numpy as np

    y = np.atleast_2d(counts)
    shape = design(y.shape[1], start, season=season, waves=waves)
    fits = fit_poisson(y, shape, offset=offset, lags=lags, begin=begin)
    errors = fits.errors
    return Interrupted(
        np.asarray(fits.slopes[:, STEP]),
        np.asarray(errors[:, STEP]),
        np.asarray(fits.slopes[:, BEND]),
        np.asarray(errors[:, BEND]),
        fits,
    )


def careful_step(
    counts: "Floats", start: int, *, season: int = 0, spread: float | None = None
) -> Step:
    """One series' step, with the larger of two errors, as a short series makes either too small.

    Poisson; negative binomial where Pearson's statistic beside Poisson is beyond its upper 5 per
    cent, or with the `spread` given (0: Poisson). The errors are Newey and West's, and the model's
    own widened by what Pearson's statistic still leaves over; both times what Student's t has over
    the normal at 95 per cent.
    """
    import numpy as np
    from scipy import stats

    y = np.asarray(counts, dtype=np.float64)
    shape = design(len(y), start, season=season)
    free = y.size - shape.shape[1]
    fit = fit_negative_binomial(y, shape, spread=spread or 0.0)
    if spread is None and _pearson(y, fit) > stats.chi2(free).ppf(1 - CHANCE):
        fit = fit_negative_binomial(y, shape)
    score = (y - fit.means) / (1 + fit.spread * fit.means)
    robust = sandwich(fit.covariance, score[None, :], shape, LAGS)[0]
    own = fit.covariance * max(_pearson(y, fit) / free, 1.0)
    wider = stats.t(free).ppf(0.975) / stats.norm.ppf(0.975)
    error = wider * np.sqrt(max(robust[STEP, STEP], own[STEP, STEP]))
    return Step(float(fit.slopes[STEP]), float(error), float(fit.slopes[BEND]), fit.spread)


def _pearson(y: "Floats", fit: Spread) -> float:
    """Squared distances from the means over the variance that the model gives."""
    import numpy as np

    means = np.maximum(fit.means, SMALL)
    return float(((y - means) ** 2 / (means + fit.spread * means * means)).sum())


def placebo_steps(
    counts: "Floats", starts: "NDArray[np.int64]", *, season: int = 0, lags: int = LAGS
) -> "Floats":
    """z of the step at each of many dates (rows) in each series: dates when nothing happened."""
    import numpy as np

    found: list[Interrupted] = []
    for start in starts:  # each begins from the one before, whose date is near it
        begin = found[-1].fits.means if found else None
        found.append(interrupted(counts, int(start), season=season, lags=lags, begin=begin))
    return np.array([one.step / one.step_error for one in found])
