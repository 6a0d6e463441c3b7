"""Reads areas from what publishers issue (GeoJSON) and keeps each set as one small file.

The kept file is itself GeoJSON, gzipped, in whole metres of EPSG:27700 with its vintage and
citation inside, so that any GIS opens it. Needs the analysis install.
"""

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from watchward.errors import InputRefusal, UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.geography.kept import read_citation, written_citation
from watchward.reference import Citation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EPSG = "urn:ogc:def:crs:EPSG::27700"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
GRID_EAST, GRID_NORTH = 700_000, 1_300_000
SUFFIX = ".geojson.gz"


def read_boundaries(
    path: Path,
    *,
    code: str,
    name: str,
    vintage: str,
    citation: Citation,
    label: str | None = None,
    population: str | None = None,
) -> Boundaries:
    """Areas from a GeoJSON file, plain or gzipped, in degrees or in grid metres.

    `code`, `label` and `population` name properties of its features; broken polygons are mended.
    """
    features = _features(path)
    rows = [feature.get("properties") or {} for feature in features]
    if any(row.get(code) in (None, "") for row in rows):
        raise InputRefusal(
            f"Some area has no property `{code}`.", where=path.name, do="Name the code's property."
        )
    codes = tuple(str(row[code]) for row in rows)
    if len(set(codes)) != len(codes):
        raise InputRefusal(f"`{code}` repeats.", where=path.name, do="Name the code's property.")
    return Boundaries(
        name=name,
        vintage=vintage,
        codes=codes,
        names=tuple(str(row.get(label or code) or "") for row in rows),
        polygons=_polygons(features, path.name),
        citation=citation,
        populations=_populations(codes, rows, population, path.name),
    )


def save_boundaries(boundaries: Boundaries, folder: Path) -> Path:
    """One file in whole metres, the same bytes for the same areas; replaces its namesake."""
    import shapely

    path = _path(folder, boundaries.name)
    whole = shapely.transform(boundaries.polygons, lambda metres: metres.round())
    shapes = shapely.to_geojson(_mended(whole))
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": code,
                "name": name,
                "population": boundaries.populations.get(code),
            },
            "geometry": json.loads(shape, parse_float=lambda number: int(float(number))),
        }
        for code, name, shape in zip(boundaries.codes, boundaries.names, shapes, strict=True)
    ]
    written = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": EPSG}},
        "name": boundaries.name,
        "vintage": boundaries.vintage,
        "citation": written_citation(boundaries.citation),
        "features": features,
    }
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    folder.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    partial.replace(path)
    return path


def load_boundaries(folder: Path, name: str) -> Boundaries:
    """What `save_boundaries` kept under that name."""
    path = _path(folder, name)
    if not path.exists():
        there = ", ".join(boundary_names(folder)) or "none yet"
        raise UsageRefusal(
            f"There are no areas called {name}.",
            where="areas",
            do=f"There are: {there}. Add some with `watchward area add FILE`.",
        )
    head = _document(path)
    return read_boundaries(
        path,
        code="code",
        label="name",
        population="population",
        name=head["name"],
        vintage=head["vintage"],
        citation=read_citation(head["citation"]),
    )


def boundary_names(folder: Path) -> tuple[str, ...]:
    """Every set of areas kept in a folder."""
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in folder.glob(f"*{SUFFIX}")))


def _path(folder: Path, name: str) -> Path:
    if not NAME.fullmatch(name):
        raise UsageRefusal(
            "The name of a set of areas is small letters, digits, _ and -.",
            where="areas",
            do="For example: lsoa_2011.",
        )
    return folder / f"{name}{SUFFIX}"


def _document(path: Path) -> dict[str, Any]:
    """The file as JSON; a person is told what is wrong with it, not where the parser stopped."""
    try:
        raw = path.read_bytes()
        text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        document = json.loads(text)
    except (OSError, EOFError, ValueError) as cause:
        raise InputRefusal(
            "It cannot be read as GeoJSON.", where=path.name, do="Export it again as GeoJSON."
        ) from cause
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise InputRefusal(
            "It is not a GeoJSON FeatureCollection.", where=path.name, do="Export it as GeoJSON."
        )
    return document


def _features(path: Path) -> list[dict[str, Any]]:
    features = _document(path).get("features") or []
    areal = ("Polygon", "MultiPolygon")
    if not features or any(
        (one.get("geometry") or {}).get("type") not in areal for one in features
    ):
        raise InputRefusal(
            "It holds no areas, or something that is not an area.",
            where=path.name,
            do="Give a file whose features are all polygons.",
        )
    return features


def _polygons(features: Sequence[Mapping[str, Any]], where: str) -> "NDArray[np.object_]":
    """Valid shapes on the British grid; a file in another system would only seem to load."""
    import numpy as np
    import shapely

    written = np.array([json.dumps(feature["geometry"]) for feature in features], dtype=object)
    try:
        polygons = _in_metres(shapely.from_geojson(written))
    except shapely.errors.ShapelyError as cause:
        raise InputRefusal(
            "The outline of some area is broken.", where=where, do="Export it again as GeoJSON."
        ) from cause
    west, south, east, north = shapely.total_bounds(polygons)
    if not (west >= 0 and south >= 0 and east <= GRID_EAST and north <= GRID_NORTH):
        raise InputRefusal(
            "Its areas are not in Great Britain, or are in other coordinates.",
            where=where,
            do="Export it as longitude and latitude (WGS 84) or as EPSG:27700 metres.",
        )
    mended = _mended(polygons)
    empty = np.flatnonzero(shapely.area(mended) == 0)
    if len(empty):
        raise InputRefusal(
            "The outline of an area encloses nothing.",
            where=f"{where}, feature {empty[0] + 1}",
            do="Draw it again or take it out: no record can lie in it.",
        )
    return mended


def _in_metres(polygons: "NDArray[np.object_]") -> "NDArray[np.object_]":
    """Degrees become metres; told apart by size, as publishers' `crs` members cannot be trusted."""
    import numpy as np
    import shapely
    from pyproj import Transformer

    from watchward.geography.grid import HELMERT

    west, south, east, north = shapely.total_bounds(polygons)
    if max(-west, east) > 180 or max(-south, north) > 90:
        return polygons
    convert = Transformer.from_pipeline(HELMERT).transform
    metres = shapely.transform(
        polygons, lambda lonlat: np.column_stack(convert(lonlat[:, 0], lonlat[:, 1]))
    )
    return cast("NDArray[np.object_]", metres)


def _mended(polygons: "NDArray[np.object_]") -> "NDArray[np.object_]":
    """Valid areas only: mending a bow-tie may leave lines behind, which hold no point."""
    import numpy as np
    import shapely

    broken = np.flatnonzero(~shapely.is_valid(polygons))
    mended = polygons.copy()
    for place in broken:
        parts = shapely.get_parts(shapely.make_valid(polygons[place]))
        mended[place] = shapely.union_all(parts[shapely.area(parts) > 0])
    return mended


def _populations(
    codes: Sequence[str], rows: Sequence[Mapping[str, Any]], population: str | None, where: str
) -> dict[str, int]:
    stated = {
        code: row[population]
        for code, row in zip(codes, rows, strict=True)
        if population is not None and row.get(population) is not None
    }
    if not all(isinstance(people, int | float) and people >= 0 for people in stated.values()):
        raise InputRefusal(
            f"`{population}` is not a number everywhere.", where=where, do="Give plain numbers."
        )
    return {code: round(people) for code, people in stated.items()}
