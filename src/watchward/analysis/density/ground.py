"""The partnership's ground as cells, and one side's events on it by three ways of looking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from watchward.errors import UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.maths.density import kernel_density
from watchward.maths.gi_chance import gi_star_p
from watchward.maths.grid_cells import Grid
from watchward.maths.hot import hot_cells
from watchward.maths.relative import more_than_others, more_than_people

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 1_000_000  # cells
SUPPORT = 8  # events round a cell, below which nothing is called
DEALS, SEED = 999, 1992
DENSE = 3  # times the mean of the cells with any


@dataclass(frozen=True)
class Ground:
    """Cells, those of them that are the partnership's, and its residents by cell (or None)."""

    grid: Grid
    inside: "NDArray[np.bool_]"
    people: "NDArray[np.float64] | None"


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


def ground_of(areas: Boundaries, metres: int) -> Ground:
    """Square cells over the areas; a cell is inside where its centre is in some area."""
    grid = Grid.over(areas.bounds, metres)
    if grid.rows * grid.columns > MOST:
        raise UsageRefusal(
            "The ground is too large for cells of this size.",
            where="cell_metres",
            do="Ask for larger cells.",
        )
    at = areas.locate(*grid.centres)
    inside = at.reshape(grid.rows, grid.columns) >= 0
    if not set(areas.populations) >= set(areas.codes):
        return Ground(grid, inside, None)
    people = np.array([float(areas.populations[code]) for code in areas.codes])
    cells = np.bincount(at[at >= 0], minlength=len(areas))
    spread = np.zeros(len(at))
    spread[at >= 0] = (people / np.maximum(cells, 1))[at[at >= 0]]
    return Ground(grid, inside, spread.reshape(inside.shape))


def seen_on(
    ground: Ground,
    easting: "NDArray[np.int64]",
    northing: "NDArray[np.int64]",
    *,
    records: "NDArray[np.int64]",
    others: "NDArray[np.int64]",
    metres: int,
    level: float,
) -> Seen:
    """Density with a bandwidth of `metres`, Gi* with its checks, and relative density."""
    grid, inside = ground.grid, ground.inside
    counts = grid.count(easting, northing, of=records)
    weights = records.astype(np.float64)
    density = kernel_density(easting, northing, grid=grid, metres=metres, weights=weights)
    density = np.where(inside, density, 0.0)
    some = density[density > 0]
    hot, around = hot_cells(counts, inside=inside, level=level, support=SUPPORT)
    return Seen(
        around=around,
        density=density,
        times=density / some.mean() if len(some) else density,
        hot=hot,
        p=gi_star_p(counts, inside=inside, deals=DEALS, seed=SEED),
        beside=_beside(ground, counts, grid.count(easting, northing, of=others), level=level),
    )


def _beside(
    ground: Ground, counts: "NDArray[np.int64]", others: "NDArray[np.int64]", *, level: float
) -> "dict[str, NDArray[np.bool_]]":
    """Only what can be asked: residents are not always known, and some sources have no others."""
    inside, found = ground.inside, {}
    if ground.people is not None:
        found["residents"] = more_than_people(
            counts, ground.people, inside=inside, level=level, support=SUPPORT
        )
    if others[inside].any():
        found["others"] = more_than_others(
            counts, others, inside=inside, level=level, support=SUPPORT
        )
    return found
