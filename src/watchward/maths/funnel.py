"""Funnel plots: which areas differ from the rest by more than their size and chance explain.

Spiegelhalter 2005 (Statistics in Medicine 24:1185-1202): limits round the common rate that narrow
as areas grow, and a variance between areas (`tau`) where all of them vary more than chance allows.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WINSORISED = 0.1  # share of z-scores drawn in at each end before spread is judged
DRAWN_IN = 0.67865  # mean square of a standard normal drawn in so: without it, spread reads low


@dataclass(frozen=True)
class Funnel:
    """By area: `ratio` seen over expected, its z with the variance between areas, and limits.

    `inflation` is the winsorised mean square of z (about 1: chance alone); `tau` the standard
    deviation between areas, on the square root scale of the ratio; 0 where there is none.
    """

    ratio: "Floats"
    z: "Floats"
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

    The square root makes a count's chance the same for all (variance of √(seen / expected) is
    1 / (4 expected)). Without spread between areas the limits are exact Poisson ones.
    """
    import numpy as np

    o, e = np.asarray(seen, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if (o < 0).any() or not (e > 0).all() or o.shape != e.shape:
        raise ValueError("counts are 0 or more, and every area expects more than 0")
    error = 1 / (2 * np.sqrt(e))
    z = (np.sqrt(o / e) - 1) / error
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    inflation = float((np.clip(z, low, high) ** 2).mean()) / DRAWN_IN
    tau = _between(inflation, error)
    return Funnel(
        o / e, (np.sqrt(o / e) - 1) / np.sqrt(error**2 + tau**2),
        *_limits(e, error, tau, near), *_limits(e, error, tau, far), inflation, tau,
    )  # fmt: skip


def _between(inflation: float, error: "Floats") -> float:
    """DerSimonian and Laird's variance, from the winsorised spread; 0 unless beyond chance."""
    areas = len(error)
    if areas < 3 or inflation <= (areas - 1) / areas:
        return 0.0
    weight = 1 / error**2
    scale = float(weight.sum() - (weight**2).sum() / weight.sum())
    return float((max(areas * inflation - (areas - 1), 0.0) / scale) ** 0.5)


def _limits(
    expected: "Floats", error: "Floats", tau: float, level: float
) -> "tuple[Floats, Floats]":
    """Of the ratio. Exact Poisson where areas do not vary beyond chance."""
    import numpy as np
    from scipy.stats import norm, poisson

    tail = (1 - level) / 2
    if tau == 0.0:
        return poisson.ppf(tail, expected) / expected, poisson.ppf(1 - tail, expected) / expected
    reach = float(norm.ppf(1 - tail)) * np.sqrt(error**2 + tau**2)
    return np.maximum(1 - reach, 0.0) ** 2, (1 + reach) ** 2
