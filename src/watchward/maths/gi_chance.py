"""p of Gi* by dealing the counts anew among all cells: a check of the normal z, not the rule.

All values are dealt, the cell's own too, as the z of Gi* supposes; the window's sum then orders
cells as z does. With R deals no p is below 1 / (R + 1), so over a whole grid false-discovery
control can seldom pass any; and on a skewed grid p ≤ 0.05 alone calls far too much hot (hot.py).
"""

from typing import TYPE_CHECKING

from watchward.compiled import on_all_cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def gi_star_p(
    counts: "NDArray[np.int64]",
    *,
    inside: "NDArray[np.bool_]",
    reach: int = 1,
    deals: int = 999,
    seed: int = 0,
) -> "NDArray[np.float64]":
    """(deals in which a cell's window held as much, + 1) / (deals + 1); NaN outside the mask."""
    import numpy as np

    from watchward.maths import gi_loops

    x = np.ascontiguousarray(counts, dtype=np.int64)
    mask = np.ascontiguousarray(inside, dtype=np.bool_)
    as_many = on_all_cores(lambda turns: gi_loops.dealt(turns, seed, x, mask, reach), deals)
    p = (as_many.sum(axis=0) + 1) / (deals + 1)
    return np.where(mask, p, np.nan)
