"""One published set of areas as polygons in grid metres, and which of them holds a point.

Every set has a vintage (LSOA 2011 is not LSOA 2021): points are placed in the areas of one named
vintage, and codes of two vintages are never joined without the publisher's look-up. Needs the
analysis install; shapely is loaded only when a polygon is touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from watchward.geography.inside import MANY, Inside, indexed
from watchward.reference import Citation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Boundaries:
    """One published set of areas; `polygons` is an array of shapely geometries in EPSG:27700."""

    name: str
    vintage: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: "NDArray[np.object_]"
    citation: Citation
    populations: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.codes)

    def locate(self, eastings: "ArrayLike", northings: "ArrayLike") -> "NDArray[np.int64]":
        """The place in `codes` of the area holding each point, or -1; the first of two that touch.

        A null (NaN) coordinate is in no area. Many points go through loops of our own, and only
        those at an edge through GEOS, which alone is asked where there are few.
        """
        import numpy as np

        x, y = np.asarray(eastings, dtype=float), np.asarray(northings, dtype=float)
        found = np.full(len(x), -1, dtype=np.int64)
        asked = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        if len(asked) >= MANY and len(self):
            found[asked] = self._inside.locate(np.column_stack([x[asked], y[asked]]))
            asked = np.flatnonzero(found < -1)
        if len(asked):
            found[asked] = self._by_tree(x[asked], y[asked])
        return found

    @cached_property
    def _inside(self) -> Inside:
        return indexed(self.polygons)

    def _by_tree(self, x: "NDArray[np.float64]", y: "NDArray[np.float64]") -> "NDArray[np.int64]":
        """Each distinct point once, near ones one after another, which halves the time."""
        import numpy as np
        import shapely

        points, where = np.unique(x + 1j * y, return_inverse=True)
        found = np.full(len(points), len(self), dtype=np.int64)
        order = np.lexsort((points.imag // 1_000, points.real // 1_000))
        shapes = shapely.points(points[order].real, points[order].imag)
        hits, areas = shapely.STRtree(self.polygons).query(shapes, predicate="intersects")
        np.minimum.at(found, order[hits], areas)
        found[found == len(self)] = -1
        return found[where]

    def simplify(self, metres: float) -> "Boundaries":
        """Fewer corners; neighbours that shared an edge exactly still do."""
        import shapely

        if shapely.coverage_is_valid(self.polygons):
            simpler = shapely.coverage_simplify(self.polygons, metres)
        else:
            simpler = shapely.simplify(self.polygons, metres, preserve_topology=True)
        return replace(self, polygons=simpler)

    @property
    def centroids(self) -> "NDArray[np.float64]":
        """One easting and northing an area, inside it, as a crescent's centre of mass is not."""
        import shapely

        points = shapely.get_coordinates(shapely.point_on_surface(self.polygons))
        return cast("NDArray[np.float64]", points)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of them all."""
        import shapely

        west, south, east, north = shapely.total_bounds(self.polygons)
        return float(west), float(south), float(east), float(north)
