"""One side's events on the partnership's ground, by three ways of looking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from watchward.engine.ground import Ground
from watchward.maths.density import kernel_density
from watchward.maths.gi_chance import gi_star_p
from watchward.maths.hot import hot_cells
from watchward.maths.relative import more_than_either

if TYPE_CHECKING:
    from numpy.typing import NDArray

SUPPORT = 8  # events round a cell, below which nothing is called
DEALS, SEED = 999, 1992
DENSE = 3  # times the mean of the cells with any


@dataclass(frozen=True)
class Seen:
    """One side's events: every array has one number a cell."""

    around: "NDArray[np.int64]"  # events in the cell and those next to it
    density: "NDArray[np.float64]"  # events a square kilometre at the cell's centre
    times: "NDArray[np.float64]"  # density over the mean of the cells with any
    hot: "NDArray[np.bool_]"
    p: "NDArray[np.float64]"  # of Gi*, by dealing the counts anew
    beside: "Mapping[str, NDArray[np.bool_]]"  # more than `residents`, than `others` explain

    @property
    def dense(self) -> "NDArray[np.bool_]":
        """At least three times the mean of the cells with any."""
        return self.times >= DENSE


def seen_on(
    ground: Ground,
    easting: "NDArray[np.int64]",
    northing: "NDArray[np.int64]",
    *,
    records: "NDArray[np.int64]",
    others: "NDArray[np.int64]",
    people: "NDArray[np.float64] | None",
    metres: int,
    level: float,
    clumping: float,
) -> Seen:
    """Density with a bandwidth of `metres`, Gi* with its checks, and relative density."""
    grid, inside = ground.grid, ground.inside
    counts = grid.count(easting, northing, of=records)
    weights = records.astype(np.float64)
    density = kernel_density(easting, northing, grid=grid, metres=metres, weights=weights)
    density = np.where(inside, density, 0.0)
    some = density[density > 0]
    hot, around = hot_cells(counts, inside=inside, level=level, support=SUPPORT, clumping=clumping)
    return Seen(
        around=around,
        density=density,
        times=density / some.mean() if len(some) else density,
        hot=hot,
        p=gi_star_p(counts, inside=inside, deals=DEALS, seed=SEED),
        beside=more_than_either(
            counts,
            people=people,
            others=grid.count(easting, northing, of=others),
            inside=inside,
            level=level,
            support=SUPPORT,
            clumping=clumping,
        ),
    )
