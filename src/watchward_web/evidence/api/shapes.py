"""Rows of a released table as GeoJSON features: longitude and latitude, or metres when asked for.

Outlines are kept in EPSG:27700; longitude and latitude are within a few metres of them, for no
grid of shifts is fetched.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape

from watchward.contract.safe_result import SafeResult, SafeTable
from watchward.export.outline import outlines_of, place_column
from watchward.export.tidy import tidy
from watchward_web.core.remembered import Remembered
from watchward_web.evidence.exports.files import records
from watchward_web.evidence.exports.machine import Wrong

DEGREES = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
METRES = "http://www.opengis.net/def/crs/EPSG/0/27700"
CRS = (DEGREES, METRES)
NUMBER = re.compile(r"[-+]?\d{1,9}(\.\d{1,20})?(e[-+]?\d{1,2})?", re.ASCII | re.IGNORECASE)
PLACES = 7  # decimals of a degree: about a centimetre

_made: Remembered["tuple[Feature, ...]"] = Remembered(32)


@dataclass(frozen=True)
class Feature:
    """A row and its outline in one coordinate system."""

    id: str
    properties: Mapping[str, Any]
    outline: Any

    @property
    def geojson(self) -> dict[str, Any]:
        """As RFC 7946 writes it."""
        told = mapping(self.outline) if self.outline is not None else None
        return {
            "type": "Feature",
            "id": self.id,
            "geometry": told,
            "properties": dict(self.properties),
        }


def features(table: SafeTable, result: SafeResult, *, crs: str) -> tuple[Feature, ...]:
    """The rows without their totals, in the order of the table; none where nothing is drawn."""
    key = (result.id, table.name, result.audience, crs)
    return _made.get(key, lambda: _features(table, result, crs=crs))


def _features(table: SafeTable, result: SafeResult, *, crs: str) -> tuple[Feature, ...]:
    found = records(tidy(table, result))[: len(table.rows)]
    at = place_column(table)
    outlines = outlines_of(table, result)
    if not outlines:
        return ()
    return tuple(
        Feature(
            _ident(row[at].value, number) if at is not None else str(number),
            told,
            None if outline is None else _outline(outline, crs),
        )
        for number, (row, told, outline) in enumerate(
            zip(table.rows, found, outlines, strict=True), start=1
        )
    )


def _ident(value: object, number: int) -> str:
    """The area's code, which stays from release to release."""
    text = str(value)
    return text if re.fullmatch(r"[A-Za-z0-9_-]{1,40}", text) else f"row-{number}"


def _outline(geometry: Mapping[str, Any], crs: str) -> Any:
    metres = shape(geometry)
    if crs == METRES:
        return metres
    return shapely.transform(metres, _degrees)


def _degrees(points: Any) -> Any:
    east, north = _transformer().transform(points[:, 0], points[:, 1])
    return shapely.get_coordinates(shapely.points(east, north)).round(PLACES)


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:27700", "OGC:CRS84", always_xy=True)


def read_crs(given: Mapping[str, str], name: str) -> str:
    """The coordinate system asked for."""
    asked = given.get(name, DEGREES)
    if asked not in CRS:
        raise Wrong(f"`{name}` is one of: {', '.join(CRS)}.")
    return asked


def read_box(given: Mapping[str, str]) -> Any:
    """The box asked for, in degrees or metres as `bbox-crs` says; None where there is none."""
    text = given.get("bbox")
    crs = read_crs(given, "bbox-crs")
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) not in (4, 6) or not all(NUMBER.fullmatch(part) for part in parts):
        raise Wrong("`bbox` is four or six numbers between commas.")
    numbers = [float(part) for part in parts]
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])
    if south > north or (west > east and crs == METRES):
        raise Wrong("`bbox` begins with its lower left corner.")
    if west > east:  # across the date line
        return crs, [(west, south, 180.0, north), (-180.0, south, east, north)]
    return crs, [(west, south, east, north)]


def inside(
    table: SafeTable, result: SafeResult, given: Mapping[str, str], *, crs: str
) -> Sequence[Feature]:
    """The features that meet the box; all of them where none was asked for."""
    found = features(table, result, crs=crs)
    asked = read_box(given)
    if asked is None:
        return found
    boxes = [shapely.box(*box) for box in asked[1]]
    compared = features(table, result, crs=asked[0])
    return [
        one
        for one, other in zip(found, compared, strict=True)
        if other.outline is not None and any(box.intersects(other.outline) for box in boxes)
    ]


def extent(table: SafeTable, result: SafeResult) -> list[float]:
    """The box round all of them, in degrees."""
    outlines = [f.outline for f in features(table, result, crs=DEGREES) if f.outline is not None]
    return [float(edge) for edge in shapely.total_bounds(outlines)]
