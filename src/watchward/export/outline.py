"""The outlines that a released table's rows are about: areas and cells, never points."""

from collections.abc import Mapping
from typing import Any

from watchward.contract.safe_result import SafeResult, SafeTable

METRES = "27700"  # EPSG code of the British National Grid, in which areas are kept
SHAPES = ("Polygon", "MultiPolygon")
ABOUT = ("area", "cell")


def place_column(table: SafeTable) -> int | None:
    """Which column names the area or the cell; None where the table is about something else."""
    for at, column in enumerate(table.columns):
        if column.role == "dimension" and column.describes in ABOUT:
            return at
    return None


def outlines_of(table: SafeTable, result: SafeResult) -> list[Mapping[str, Any] | None]:
    """For each row its outline as GeoJSON, None where it has none; empty for a table without."""
    at = place_column(table)
    crs = ((result.areas or {}).get("crs") or {}).get("properties", {}).get("name", "")
    if at is None or not str(crs).endswith(METRES):
        return []
    known = _known(result.areas or {}, kind=table.columns[at].describes)
    found = [known.get(str(row[at].value)) for row in table.rows]
    return found if any(found) else []


def _known(areas: Mapping[str, Any], *, kind: str) -> dict[str, Mapping[str, Any]]:
    shapes: dict[str, Mapping[str, Any]] = {}
    for feature in areas.get("features", ()):
        properties = feature.get("properties") or {}
        geometry = feature.get("geometry") or {}
        cell = "cell" in (properties.get("kind"), properties.get("layer"))
        if geometry.get("type") in SHAPES and cell == (kind == "cell"):
            for key in ("id", "code"):
                if properties.get(key):
                    shapes[str(properties[key])] = geometry
    return shapes
