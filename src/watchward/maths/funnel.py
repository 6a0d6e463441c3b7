"""Funnel plots: which areas differ from the rest by more than their size and chance explain.

Limits round the common rate that narrow as areas grow, and a variance between areas where all of
them vary more than chance allows (Spiegelhalter 2005, Statistics in Medicine 24:1185-1202). His
square root of the ratio is true for large counts only: with two events expected an area, chance
alone looks twice as wide as chance. So a count is Poisson, or negative binomial where rates vary
(mean e, variance e + (tau e)²), and how far it lies out is its randomised quantile residual (Dunn
and Smyth 1996), which is normal for every size.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.stats.distributions import rv_frozen

    Floats = NDArray[np.float64]

WINSORISED = 0.1  # share of z-scores drawn in at each end before spread is judged
DRAWN_IN = 0.67865  # mean square of a standard normal drawn in so: without it, spread reads low
DRAWS, SEED = 20, 2005  # of the part of a residual that is chance; the mean over draws is taken
STEPS = 60  # of tau, from the smallest to the largest looked at
SMALLEST, LARGEST = 0.01, 4.0
EDGE = 1e-300


@dataclass(frozen=True)
class Funnel:
    """By area: `ratio` seen over expected, and limits of it for an area like the others.

    `inflation` is the winsorised mean square of z beside chance (1: chance alone); `tau` the
    standard deviation of the areas' own rates over the common one; 0 where there is none.
    """

    ratio: "Floats"
    low: "Floats"
    high: "Floats"
    low_far: "Floats"
    high_far: "Floats"
    inflation: float
    tau: float


def funnel(
    seen: "NDArray[np.int64]", expected: "Floats", *, near: float = 0.95, far: float = 0.998
) -> Funnel:
    """Areas' counts against what each expects; limits at `near` and `far` for the ratio.

    Without spread between areas the limits are exact Poisson ones.
    """
    import numpy as np

    o, e = np.asarray(seen, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if (o < 0).any() or not (e > 0).all() or o.shape != e.shape:
        raise ValueError("counts are 0 or more, and every area expects more than 0")
    draws = np.random.default_rng(SEED).random((DRAWS, len(o)))
    inflation = _inflation(o, e, 0.0, draws)
    tau = _between(o, e, draws) if inflation > 1 else 0.0
    limits = (*_limits(e, tau, near), *_limits(e, tau, far))
    return Funnel(o / e, *limits, inflation, tau)


def _between(o: "Floats", e: "Floats", draws: "Floats") -> float:
    """The smallest tau that leaves no more than chance; 0 where no tau does.

    Where hardly anything is expected nothing tells rates that vary from rates that do not.
    """
    import numpy as np

    below = 0.0
    for tau in np.geomspace(SMALLEST, LARGEST, STEPS):
        if _inflation(o, e, float(tau), draws) <= 1:
            return _crossing(o, e, draws, below=below, above=float(tau))
        below = float(tau)
    return 0.0


def _crossing(o: "Floats", e: "Floats", draws: "Floats", *, below: float, above: float) -> float:
    from scipy.optimize import brentq

    def over(tau: float) -> float:
        return _inflation(o, e, tau, draws) - 1

    return float(brentq(over, below, above, xtol=1e-4))


def _inflation(o: "Floats", e: "Floats", tau: float, draws: "Floats") -> float:
    """The mean over draws of the winsorised mean square of the residuals, beside a normal's."""
    import numpy as np
    from scipy.special import ndtri

    law = _law(e, tau)
    under = law.cdf(o - 1) + draws * law.pmf(o)
    over = law.sf(o) + (1 - draws) * law.pmf(o)
    tail = ndtri(np.clip(np.minimum(under, over), EDGE, 0.5))
    z = np.where(under < over, tail, -tail)
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED], axis=1, keepdims=True)
    return float((np.clip(z, low, high) ** 2).mean()) / DRAWN_IN


def _law(e: "Floats", tau: float) -> "rv_frozen":
    """Poisson, or negative binomial, of each area's count."""
    from scipy.stats import nbinom, poisson

    if tau == 0.0:
        return poisson(e)
    size = 1 / tau**2
    return nbinom(size, size / (size + e))


def _limits(e: "Floats", tau: float, level: float) -> "tuple[Floats, Floats]":
    """Of the ratio."""
    law = _law(e, tau)
    return law.ppf((1 - level) / 2) / e, law.ppf((1 + level) / 2) / e
