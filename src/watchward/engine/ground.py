"""The partnership's ground as square cells: which are inside it, in what area, who lives there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.errors import UsageRefusal
from watchward.maths.grid_cells import Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.geography.areas import Boundaries
    from watchward.geography.population import Population

MOST = 1_000_000  # cells


@dataclass(frozen=True)
class Ground:
    """Cells, and for each the area that its centre is in (-1: not the partnership's)."""

    grid: Grid
    area: "NDArray[np.int64]"  # rows × columns

    @property
    def inside(self) -> "NDArray[np.bool_]":
        """The partnership's own cells."""
        return self.area >= 0

    def code(self, row: int, column: int) -> str:
        """A cell's name: its south-west corner in metres."""
        east, north = self.grid.corner(row, column)
        return f"E{east}N{north}"

    def people(
        self, areas: "Boundaries", residents: "Population | None"
    ) -> "NDArray[np.float64] | None":
        """Residents by cell, spread evenly over their area; None unless every area has a number."""
        import numpy as np

        if residents is None:
            return None
        living = residents.of_areas(areas.codes)
        if np.isnan(living).any():
            return None
        flat = self.area.ravel()
        here = flat >= 0
        cells = np.bincount(flat[here], minlength=len(areas))
        spread = np.zeros(len(flat))
        spread[here] = (living / np.maximum(cells, 1))[flat[here]]
        return spread.reshape(self.area.shape)


def ground_of(areas: "Boundaries", metres: int) -> Ground:
    """Square cells over the areas; a cell is inside where its centre is in some area."""
    grid = grid_over(areas.bounds, metres)
    return Ground(grid, areas.locate(*grid.centres).reshape(grid.rows, grid.columns))


def grid_over(bounds: tuple[float, float, float, float], metres: int) -> Grid:
    """Square cells over west, south, east and north; refused where they would be too many."""
    grid = Grid.over(bounds, metres)
    if grid.rows * grid.columns > MOST:
        raise UsageRefusal(
            "The ground is too large for cells of this size.",
            where="--cell-metres",
            do="Ask for larger cells, or add the partnership's areas with `watchward area add`.",
        )
    return grid
