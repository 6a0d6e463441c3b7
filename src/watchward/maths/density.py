"""Kernel density on a square grid: exact at every cell's centre, no binning and no transform.

The quartic kernel, 3 / (π h²) (1 − d²/h²)², which is nought beyond the bandwidth h, so that each
event reaches a few cells only (Silverman 1986; the choice of crime mapping, Chainey 2013).
"""

from typing import TYPE_CHECKING

from watchward.compiled import on_all_cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.maths.grid_cells import Grid

KM2 = 1_000_000  # square metres


def kernel_density(
    easting: "NDArray[np.int64]",
    northing: "NDArray[np.int64]",
    *,
    grid: "Grid",
    metres: int,
    weights: "NDArray[np.float64] | None" = None,
) -> "NDArray[np.float64]":
    """Events (or their weights) a square kilometre at each cell's centre; rows run north.

    `metres` is the bandwidth. Events outside the grid count where they reach into it.
    """
    import numpy as np

    if metres < 1:
        raise ValueError("the bandwidth must be a metre or more")
    from watchward.maths.density_loops import spread

    x, y = np.asarray(easting, dtype=np.int64), np.asarray(northing, dtype=np.int64)
    w = np.ones(len(x)) if weights is None else np.asarray(weights, dtype=np.float64)
    order = np.argsort(y, kind="stable")
    x, y, w = x[order], y[order], w[order]
    shape = np.array([grid.west, grid.south, grid.metres, grid.rows, grid.columns])
    # A share of the rows each, so that no two threads write to one cell and no order is by chance.
    summed = on_all_cores(lambda rows: spread(rows, x, y, w, shape, metres), grid.rows)
    return np.asarray(summed * (3 * KM2 / (np.pi * metres * metres)))
