"""Poisson regressions of many series at once: one design, a row of counts for each series.

Weighted least squares to convergence (McCullagh and Nelder 1989), all series in one product of
matrices, since they share the design. Errors are the model's, or allow for autocorrelation and for
spread beyond Poisson (Newey and West 1987).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ROUNDS = 60
CLOSE = 1e-7  # in a slope; as each round squares the distance, what is left is far smaller
SMALLEST = 1e-10  # a mean is never quite 0, so that a series without events has a fit
FLOOR = -23.0


@dataclass(frozen=True)
class Fits:
    """By series: `slopes` on the log scale, their covariance, fitted means; `settled`: found."""

    slopes: "Floats"  # series × terms
    covariance: "Floats"  # series × terms × terms
    means: "Floats"  # series × times
    settled: "NDArray[np.bool_]"

    @property
    def errors(self) -> "Floats":
        """Standard errors of the slopes."""
        import numpy as np

        return np.sqrt(np.diagonal(self.covariance, axis1=1, axis2=2))


def fit_poisson(
    counts: "Floats",
    design: "Floats",
    *,
    offset: "Floats | None" = None,
    lags: int | None = None,
    begin: "Floats | None" = None,
) -> Fits:
    """Fit each row of `counts` (series × times) on `design` (times × terms).

    `offset` is the log of what each time's count is out of, by time or by series and time. `lags`
    asks for Newey and West's errors with so many lags; None for the model's own. `begin` has means
    to begin from, those of a like design, which saves rounds and changes nothing else.
    """
    import numpy as np

    y, x = np.atleast_2d(np.asarray(counts, dtype=np.float64)), np.asarray(design, dtype=np.float64)
    if y.shape[1] != x.shape[0]:
        raise ValueError("a design has one row for each time")
    if not (y >= 0).all() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("counts are 0 or more, and no term is made of the others")
    given = np.zeros_like(y) if offset is None else np.broadcast_to(offset, y.shape)
    products = _products(x)
    first = (y + y.mean(axis=1, keepdims=True)) / 2 if begin is None else begin
    predictor = np.log(np.maximum(first, SMALLEST))
    slopes = np.zeros((len(y), x.shape[1]))
    moved = np.full(len(y), np.inf)
    for _ in range(ROUNDS):
        mean = np.exp(predictor)
        bread = _symmetric(mean @ products, x.shape[1])
        found = np.linalg.solve(bread, ((mean * (predictor - given) + y - mean) @ x)[..., None])
        moved, slopes = np.abs(found[..., 0] - slopes).max(axis=1), found[..., 0]
        predictor = np.clip(slopes @ x.T + given, FLOOR, -FLOOR)
        if moved.max() <= CLOSE:
            break
    mean = np.exp(predictor)
    inverse = np.asarray(np.linalg.inv(_symmetric(mean @ products, x.shape[1])), dtype=np.float64)
    covariance = inverse if lags is None else sandwich(inverse, y - mean, x, lags)
    return Fits(slopes, covariance, mean, moved <= CLOSE)


def _products(x: "Floats") -> "Floats":
    """Each time's products of two terms, one column a pair, so that X'WX is one product."""
    import numpy as np

    first, second = np.triu_indices(x.shape[1])
    return np.asarray(x[:, first] * x[:, second])


def _symmetric(flat: "Floats", terms: int) -> "Floats":
    import numpy as np

    first, second = np.triu_indices(terms)
    whole = np.empty((len(flat), terms, terms))
    whole[:, first, second] = flat
    whole[:, second, first] = flat
    return whole


def sandwich(inverse: "Floats", residual: "Floats", x: "Floats", lags: int) -> "Floats":
    """Newey and West's covariance by series; by Bartlett a lag of l counts 1 − l / (lags + 1).

    `residual` (series × times) is what each time's terms are multiplied by in the score.
    """
    import numpy as np

    terms = x.shape[1]
    meat = (residual * residual) @ _pairs(x, x)
    for lag in range(1, lags + 1):
        across = (residual[:, lag:] * residual[:, :-lag]) @ _pairs(x[lag:], x[:-lag])
        both = across + across.reshape(-1, terms, terms).transpose(0, 2, 1).reshape(across.shape)
        meat += (1 - lag / (lags + 1)) * both
    return np.asarray(inverse @ meat.reshape(-1, terms, terms) @ inverse)


def _pairs(x: "Floats", late: "Floats") -> "Floats":
    """Each time's products of a term with a term some times before."""
    import numpy as np

    return np.asarray((x[:, :, None] * late[:, None, :]).reshape(len(x), -1))
