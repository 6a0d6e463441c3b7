"""Synthetic control: what a treated area would have seen, as a mixture of areas that were not.

Weights are 0 or more and sum to 1, chosen to follow the treated area before the start (Abadie,
Diamond and Hainmueller 2010). Chance is judged by treating every other area in turn: how large is
the gap after the start beside the gap before, compared with theirs?
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TINY = 1e-12


@dataclass(frozen=True)
class Synthetic:
    """`weights` by donor; `gap` is treated − mixture at each time; `p` as among the placebos.

    `ratio` is the root mean square gap after over before; `fit` the one before, in the outcome's
    unit. `p` = (areas whose ratio is as large, the treated one among them) / (areas).
    """

    weights: "Floats"
    gap: "Floats"
    fit: float
    ratio: float
    p: float


def synthetic_control(outcome: "Floats", *, treated: int, start: int) -> Synthetic:
    """`outcome` is areas × times, complete; `treated` a row; `start` the first time after."""
    import numpy as np

    y = np.asarray(outcome, dtype=np.float64)
    if y.ndim != 2 or len(y) < 3 or not np.isfinite(y).all() or not 1 <= start < y.shape[1]:
        raise ValueError("three areas or more, complete, with times before and after the start")
    ratios = np.array([_ratio(_gap(y, row, start)[1], start) for row in range(len(y))])
    weights, gap = _gap(y, treated, start)
    return Synthetic(
        weights=weights,
        gap=gap,
        fit=float(np.sqrt((gap[:start] ** 2).mean())),
        ratio=float(ratios[treated]),
        p=float((ratios >= ratios[treated] - TINY).mean()),
    )


def _gap(y: "Floats", row: int, start: int) -> "tuple[Floats, Floats]":
    import numpy as np

    donors = np.delete(y, row, axis=0)
    weights = simplex_weights(donors[:, :start].T, y[row, :start])
    return weights, y[row] - weights @ donors


def _ratio(gap: "Floats", start: int) -> float:
    before, after = float((gap[:start] ** 2).mean()), float((gap[start:] ** 2).mean())
    return float((after / max(before, TINY)) ** 0.5)


def simplex_weights(donors: "Floats", target: "Floats") -> "Floats":
    """Weights of 0 or more that sum to 1 and bring `donors` (times × donors) nearest to `target`.

    Non-negative least squares with the sum as one heavy row more (Lawson and Hanson 1974), then
    made exact among the donors that it keeps.
    """
    import numpy as np
    from scipy.optimize import nnls

    centred = donors - target[:, None]  # as the weights sum to 1, the target is taken out
    size = max(float(np.abs(centred).max()), 1.0)
    heavy = np.vstack([centred / size, np.full((1, donors.shape[1]), 1e3)])
    goal = np.zeros(len(heavy))
    goal[-1] = 1e3
    rough, _ = nnls(heavy, goal, maxiter=50 * donors.shape[1])
    return _polished(centred / size, rough)


def _polished(centred: "Floats", rough: "Floats") -> "Floats":
    """The exact least squares under the sum, among the donors kept, where that stays within 0."""
    import numpy as np

    kept = np.flatnonzero(rough > 1e-9)
    inner = centred[:, kept]
    corner = np.ones((len(kept), 1))
    matrix = np.block([[inner.T @ inner, corner], [corner.T, np.zeros((1, 1))]])
    right = np.zeros(len(kept) + 1)
    right[-1] = 1.0
    found = np.linalg.lstsq(matrix, right, rcond=None)[0][:-1]
    weights = np.zeros(len(rough))
    weights[kept] = found if (found >= 0).all() else rough[kept]
    return np.asarray(weights / weights.sum())
