"""Outlines for maps, as GeoJSON in whole grid metres (EPSG:27700), by the codes in a table."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.geography.areas import Boundaries

EPSG = "urn:ogc:def:crs:EPSG::27700"
SMOOTH = 25.0  # metres: finer corners do not show on a page

Feature = Mapping[str, Any]


def area_features(boundaries: "Boundaries") -> list[Feature]:
    """Every area, for orientation too."""
    import shapely

    simple = boundaries.simplify(SMOOTH)
    shapes = shapely.to_geojson(simple.polygons)
    named = zip(simple.codes, simple.names, shapes, strict=True)
    return [
        _feature("area", code, name, json.loads(shape, parse_float=lambda n: round(float(n))))
        for code, name, shape in named
    ]


def cell_features(cells: Iterable[tuple[str, str, int, int]], metres: int) -> list[Feature]:
    """Squares from code, name and south-west corner."""
    return [
        _feature(
            "cell",
            code,
            name,
            {
                "type": "Polygon",
                "coordinates": [
                    [
                        [x, y],
                        [x + metres, y],
                        [x + metres, y + metres],
                        [x, y + metres],
                        [x, y],
                    ]
                ],
            },
        )
        for code, name, x, y in cells
    ]


def place_features(places: Iterable[tuple[str, int, int]]) -> list[Feature]:
    """Points by name, for the places that a table names."""
    return [
        _feature("place", name, name, {"type": "Point", "coordinates": [x, y]})
        for name, x, y in places
    ]


def neighbours(boundaries: "Boundaries") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Pairs of areas that touch, both ways, and each with itself."""
    import numpy as np
    import shapely

    left, right = shapely.STRtree(boundaries.polygons).query(
        boundaries.polygons, predicate="intersects"
    )
    return np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64)


def collection(features: Iterable[Feature]) -> dict[str, Any] | None:
    """A feature collection; None where there is nothing to draw."""
    listed = list(features)
    if not listed:
        return None
    crs = {"type": "name", "properties": {"name": EPSG}}
    return {"type": "FeatureCollection", "crs": crs, "features": listed}


def _feature(kind: str, code: str, name: str, geometry: Mapping[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "properties": {"kind": kind, "layer": kind, "code": code, "name": name},
        "geometry": geometry,
    }
