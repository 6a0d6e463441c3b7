"""Counts of one side by place and month, oldest first, and the season that they show."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from watchward.contract.dataset import Dataset
from watchward.engine.api import Tables
from watchward.engine.ground import Ground
from watchward.engine.monthly import monthly_areas, monthly_points
from watchward.geography.areas import Boundaries
from watchward.maths.forecast import Forecast, next_month
from watchward.maths.season import seasonal_factors

if TYPE_CHECKING:
    from numpy.typing import NDArray

YEAR = 12


@dataclass(frozen=True)
class Series:
    """`counts`: places × months; `known`: the months that were received."""

    unit: str
    counts: "NDArray[np.int64]"
    months: range
    known: "NDArray[np.bool_]"

    def foretell(self, at: int) -> Forecast:
        """The month at that column (or the one after the last), from the columns before it."""
        known = self.known[:at]
        factors, factor = self._season(at)
        return next_month(self.counts[:, :at], known=known, factors=factors, factor=factor)

    def mean_year(self, at: int) -> "NDArray[np.float64]":
        """The mean of the known months of the year before a column."""
        known = np.flatnonzero(self.known[at - YEAR : at]) + at - YEAR
        return np.asarray(self.counts[:, known].mean(axis=1))

    def _season(self, at: int) -> "tuple[NDArray[np.float64], float]":
        """Times an even month, by the totals of the months before; 1 before two years."""
        before = np.flatnonzero(self.known[:at])
        months = [self.months[int(one)] for one in before]
        found = seasonal_factors(months, self.counts[:, before].sum(axis=0).astype(np.float64))
        if found is None:
            return np.ones(at), 1.0
        by = {month % YEAR: one for month, one in zip(months, found, strict=True)}
        start = self.months.start
        factors = np.array([by.get((start + one) % YEAR, 1.0) for one in range(at)])
        return factors, by.get((start + at) % YEAR, 1.0)


@dataclass(frozen=True)
class Looked:
    """What a forecast looks back on: months, those received, and providers left out of them."""

    months: range
    held: frozenset[int]
    left_out: frozenset[str]
    said: tuple[str, ...]

    @property
    def known(self) -> "NDArray[np.bool_]":
        """By month, whether it was received."""
        return np.array([month in self.held for month in self.months], dtype=bool)


def of_areas(tables: Tables, about: Dataset, looked: Looked, *, areas: Boundaries) -> Series:
    """Every area."""
    counts = monthly_areas(tables, about, looked.months, areas, left_out=looked.left_out)
    return Series("areas", counts, looked.months, looked.known)


def of_cells(tables: Tables, about: Dataset, looked: Looked, *, ground: Ground) -> Series:
    """Every cell of the partnership's ground, in the order of `ground.inside`."""
    points = monthly_points(tables, about, looked.months, left_out=looked.left_out)
    grid = ground.grid
    column = (points.easting - grid.west) // grid.metres
    row = (points.northing - grid.south) // grid.metres
    within = (column >= 0) & (column < grid.columns) & (row >= 0) & (row < grid.rows)
    order = np.where(ground.inside, np.cumsum(ground.inside.ravel()).reshape(ground.area.shape), 0)
    index = np.where(within, order[np.where(within, row, 0), np.where(within, column, 0)], 0) - 1
    counts = points.by(index, int(ground.inside.sum()))
    return Series(f"cells of {grid.metres} m", counts, looked.months, looked.known)
