"""What a map may be drawn from: outlines and names that the released tables already show."""

from collections.abc import Mapping, Sequence
from typing import Any

from watchward.contract.safe_result import SafeTable

PROPERTIES = ("id", "code", "name", "kind", "layer")


def outlines(
    areas: Mapping[str, Any] | None, tables: Sequence[SafeTable]
) -> Mapping[str, Any] | None:
    """Areas are geography and stay; a cell or a point stays where a released row is about it."""
    if areas is None:
        return None
    named = {
        str(cell.value)
        for table in tables
        for row in table.rows
        for cell, column in zip(row, table.columns, strict=True)
        if column.role == "dimension" or column.describes == "place"
    }
    kept = [_bare(one, named) for one in areas.get("features", ()) if _may_stay(one, named)]
    return {**{key: areas[key] for key in ("type", "crs") if key in areas}, "features": kept}


def _may_stay(feature: Mapping[str, Any], named: set[str]) -> bool:
    properties = feature.get("properties") or {}
    return _is_area(feature) or any(
        str(properties.get(key)) in named for key in ("code", "id", "name")
    )


def _is_area(feature: Mapping[str, Any]) -> bool:
    point = (feature.get("geometry") or {}).get("type") == "Point"
    properties = feature.get("properties") or {}
    return not point and "cell" not in (properties.get("kind"), properties.get("layer"))


def _bare(feature: Mapping[str, Any], named: set[str]) -> dict[str, Any]:
    """Without anything that a count or score could travel in, or a name that no table shows."""
    properties = dict(feature.get("properties") or {})
    if not _is_area(feature) and str(properties.get("name")) not in named:
        properties.pop("name", None)
    return {
        "type": feature.get("type", "Feature"),
        "geometry": feature.get("geometry"),
        "properties": {key: properties[key] for key in PROPERTIES if key in properties},
    }
