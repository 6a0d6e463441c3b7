"""A negative binomial regression of one series: counts that vary more than Poisson allows.

Variance = mean + spread · mean² (NB2; Cameron and Trivedi 1998). The spread is found where the
likelihood's slope in it is 0, the other terms by weighted least squares for each spread tried.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ROUNDS = 200
CLOSE = 1e-13
LEAST, MOST = 1e-7, 1e4  # spreads looked at; below the least, Poisson is as good


@dataclass(frozen=True)
class Spread:
    """Slopes on the log scale, their covariance given the spread, and the spread (0: Poisson)."""

    slopes: "Floats"
    covariance: "Floats"
    means: "Floats"
    spread: float


def fit_negative_binomial(
    counts: "Floats",
    design: "Floats",
    *,
    offset: "Floats | None" = None,
    spread: float | None = None,
) -> Spread:
    """Maximum likelihood; `counts` by time, `design` times × terms. A `spread` given is kept."""
    import numpy as np
    from scipy.optimize import brentq

    y, x = np.asarray(counts, dtype=np.float64), np.asarray(design, dtype=np.float64)
    given = np.zeros(len(y)) if offset is None else np.asarray(offset, dtype=np.float64)
    if y.shape != x.shape[:1] or not (y >= 0).all():
        raise ValueError("counts are 0 or more, one for each row of the design")

    def slope(log_spread: float) -> float:
        tried = float(np.exp(log_spread))
        return _slope_of_spread(y, _fit(y, x, given, tried)[1], tried)

    if spread is None:
        low, high = np.log(LEAST), np.log(MOST)
        spread = 0.0
        if slope(low) > 0 > slope(high):
            spread = float(np.exp(brentq(slope, low, high, xtol=1e-12)))
    slopes, means = _fit(y, x, given, spread)
    weight = means / (1 + spread * means)
    covariance = np.asarray(np.linalg.inv(x.T @ (weight[:, None] * x)), dtype=np.float64)
    return Spread(slopes, covariance, means, spread)


def _fit(y: "Floats", x: "Floats", offset: "Floats", spread: float) -> "tuple[Floats, Floats]":
    """Slopes and means for one spread."""
    import numpy as np

    mean = np.maximum((y + y.mean()) / 2, 1e-10)
    slopes = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        weight = mean / (1 + spread * mean)
        working = np.log(mean) - offset + (y - mean) / mean
        found = np.linalg.solve(x.T @ (weight[:, None] * x), x.T @ (weight * working))
        moved = float(np.abs(found - slopes).max())
        slopes = found
        mean = np.maximum(np.exp(np.clip(x @ slopes + offset, -700, 700)), 1e-10)
        if moved <= CLOSE * (1 + float(np.abs(slopes).max())):
            break
    return slopes, mean


def _slope_of_spread(y: "Floats", mean: "Floats", spread: float) -> float:
    """The likelihood's derivative in the spread, by its own digamma terms."""
    import numpy as np
    from scipy.special import digamma

    size = 1 / spread
    inside = (
        digamma(size) - digamma(y + size) + np.log1p(spread * mean) + (y - mean) / (size + mean)
    )
    return float((size * size * inside).sum())
