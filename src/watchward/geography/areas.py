"""One published set of areas as polygons in grid metres, and which of them holds a point.

Every set has a vintage (LSOA 2011 is not LSOA 2021): points are placed in the areas of one named
vintage, and codes of two vintages are never joined without the publisher's look-up. Needs the
analysis install; shapely is loaded only when a polygon is touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

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

        A null (NaN) coordinate is in no area. Each distinct point is looked up once, near ones
        one after another, which halves the time.
        """
        import numpy as np
        import shapely

        given = np.asarray(eastings, dtype=float) + 1j * np.asarray(northings, dtype=float)
        points, where = np.unique(given, return_inverse=True)
        found = np.full(len(points), len(self), dtype=np.int64)
        real = np.flatnonzero(np.isfinite(points))
        real = real[np.lexsort((points[real].imag // 1_000, points[real].real // 1_000))]
        shapes = shapely.points(points[real].real, points[real].imag)
        hits, areas = shapely.STRtree(self.polygons).query(shapes, predicate="intersects")
        np.minimum.at(found, real[hits], areas)
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
