"""Which area holds each of many points, exactly: only what an edge is too near to is left to GEOS.

Crossings of a ray (even-odd over every ring, holes and parts alike) of those areas whose bounds
meet the point's cell. Shimrat 1962; Haines 1994.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.compiled import on_all_cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CELLS = 4  # of the grid, for each area
MANY = 50_000  # points, below which loading the compiled loops takes longer than they save


@dataclass(frozen=True, eq=False)
class Inside:
    """Edges of every area, and the areas that each cell of a grid may touch."""

    edges: "NDArray[np.float64]"  # x1, y1, x2, y2, area after area
    first_edge: "NDArray[np.int64]"
    bounds: "NDArray[np.float64]"
    first: "NDArray[np.int64]"  # where a cell's candidates begin
    listed: "NDArray[np.int64]"
    corner: "NDArray[np.float64]"
    side: float
    wide: int
    high: int

    def locate(self, points: "NDArray[np.float64]") -> "NDArray[np.int64]":
        """The first area that holds each (x, y), -1 for none, -2 where an edge is too near."""
        import numpy as np

        from watchward.geography import inside_loops

        found = np.empty(len(points), dtype=np.int64)
        cells = (self.first, self.listed, self.corner, self.side, self.wide, self.high)
        grid = (self.first_edge, *cells)

        def part(own: "NDArray[np.int64]") -> "NDArray[np.int64]":
            within = slice(own[0], own[-1] + 1)
            mine = found[within]
            inside_loops.locate(points[within], self.edges, self.bounds, grid, mine)
            return mine

        return on_all_cores(part, len(points)) if len(points) else found


def indexed(polygons: "NDArray[np.object_]") -> Inside:
    """Of shapely polygons and multipolygons; an empty one holds nothing."""
    import numpy as np
    import shapely

    from watchward.geography import inside_loops

    parts, of_area = shapely.get_parts(polygons, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    along = of_ring[1:] == of_ring[:-1]
    edges = np.hstack([points[:-1], points[1:]])[along]
    owner = of_area[of_part[of_ring[:-1][along]]]
    bounds = shapely.bounds(polygons)
    low, high = np.nanmin(bounds[:, :2], axis=0), np.nanmax(bounds[:, 2:], axis=0)
    extent = np.maximum(high - low, 1.0)
    side = float(np.sqrt(extent.prod() / (CELLS * len(polygons))))
    wide, tall = (int(extent[at] / side) + 1 for at in (0, 1))
    first, listed = inside_loops.candidates(bounds, low, side, wide, tall)
    first_edge = np.searchsorted(owner, np.arange(len(polygons) + 1))
    return Inside(edges, first_edge, bounds, first, listed, low, side, wide, tall)
