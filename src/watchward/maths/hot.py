"""Which cells are hot: more events round them than chance explains, false calls kept to a share.

Grids of violence are mostly empty and steep. There the normal z of Gi* calls two or three events on
empty ground hot, and a permutation at 0.05 calls a third of a town hot. So a cell must pass twice:
Gi* against the grid as it is, and the Poisson chance of so many events round it if all were spread
evenly. The larger p of the two goes through false-discovery control, and a cell with little round
it (`support`) is never hot. Where events make several records each, the counts are of records and
vary more than Poisson counts: `clumping` (variance over mean, see clumping.py) divides them.
"""

from typing import TYPE_CHECKING

from watchward.maths.fdr import benjamini_hochberg
from watchward.maths.gi_star import gi_star, gi_star_of, window_sums

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def hot_cells(
    counts: "NDArray[np.int64]",
    *,
    inside: "NDArray[np.bool_]",
    level: float,
    support: int,
    clumping: float = 1.0,
    reach: int = 1,
) -> "tuple[NDArray[np.bool_], NDArray[np.int64]]":
    """Hot or not, and how many records lie round each cell (what the call rests on)."""
    import numpy as np

    x = np.where(inside, counts, 0).astype(np.float64)
    round_it = window_sums(x, reach)
    if not x.any():
        return np.zeros(x.shape, dtype=bool), round_it.astype(np.int64)
    z = gi_star(x, reach=reach, inside=inside)
    even = x.sum() / inside.sum() * window_sums(inside.astype(np.float64), reach)
    p = _worse(z, round_it / clumping, even / clumping)
    p[~inside] = np.nan
    hot = (benjamini_hochberg(p) <= level) & (round_it / clumping >= support)
    return hot, round_it.astype(np.int64)


def hot_areas(
    counts: "NDArray[np.int64]",
    left: "NDArray[np.int64]",
    right: "NDArray[np.int64]",
    *,
    level: float,
    support: int,
    clumping: float = 1.0,
) -> "NDArray[np.bool_]":
    """Hot or not for irregular areas; pairs of neighbours go both ways, and selves are included."""
    import numpy as np

    x = np.asarray(counts, dtype=np.float64)
    if not x.any():
        return np.zeros(len(x), dtype=bool)
    around = np.bincount(left, weights=x[right], minlength=len(x)).astype(np.float64)
    even = x.mean() * np.bincount(left, minlength=len(x)).astype(np.float64)
    p = _worse(gi_star_of(x, left, right), around / clumping, even / clumping)
    return np.asarray((benjamini_hochberg(p) <= level) & (around / clumping >= support))


def _worse(
    z: "NDArray[np.float64]", seen: "NDArray[np.float64]", even: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """The larger of the normal p of z and the Poisson p of so many or more, whole or not."""
    import numpy as np
    from scipy.special import gammainc, ndtr

    as_many = np.where(seen > 0, gammainc(np.maximum(seen, 1e-300), np.maximum(even, 1e-300)), 1.0)
    return np.asarray(np.fmax(ndtr(-z), as_many))
