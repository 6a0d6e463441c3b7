"""From released classes to a map: never a density, a score or a cell's count."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from watchward.briefing.charts import area_map as maps
from watchward.briefing.charts.style import TALLER
from watchward.briefing.definition import Drawing
from watchward.briefing.document import Picture
from watchward.briefing.pictures.canvas import Canvas
from watchward.briefing.words import joined, window_said
from watchward.contract.safe_result import SafeCell, SafeTable

NAMED = 5


def draw(drawing: Drawing, canvas: Canvas) -> Picture | None:
    """Outlines of areas, hot cells over them, and up to five named places."""
    result = canvas.results.get(drawing.parts[0].analysis)
    if result is None or not result.areas:
        return None
    classes = _classes(drawing, canvas)
    features = list(result.areas.get("features", ()))
    ground, over = [], []
    for feature in features:
        properties = feature.get("properties", {})
        shape = maps.rings(feature.get("geometry") or {})
        kind = classes.get(str(properties.get("code")), "")
        if shape and properties.get("kind") == "area":
            ground.append(maps.Area(shape, kind))
        elif shape and kind:
            over.append(maps.Area(shape, kind))
    if not ground and not over:
        return None
    places = _places(drawing, canvas, features)
    alt = _told(len(ground), [area.kind for area in (*ground, *over)], [p.name for p in places])
    svg = maps.draw(
        ground,
        over=over,
        places=places,
        size=replace(canvas.size, height=TALLER[canvas.size.width]),
        ident=canvas.ident,
        title=drawing.title,
        alt=alt,
    )
    window = window_said(result.window)
    subtitle = (
        f"{window}. Synthetic: made-up records, invented place" if result.synthetic else window
    )
    return Picture(canvas.ident, drawing.title, subtitle, alt, svg)


def _classes(drawing: Drawing, canvas: Canvas) -> Mapping[str, str]:
    """By code: the side for which an area or cell is hot, or `both`, or `hidden`."""
    found: dict[str, str] = {}
    for part in drawing.parts:
        table = canvas.table(part) if part.heading != "places" else None
        if not table:
            continue
        code = next(c.name for c in table.columns if c.role == "dimension")
        for row in table.records():
            found.setdefault(str(row[code].value), _kind(row, table))
    return found


def _kind(row: Mapping[str, SafeCell], table: SafeTable) -> str:
    classes = {
        c.name.removesuffix("_class"): row[c.name] for c in table.columns if c.role == "class"
    }
    hot = [side for side, cell in classes.items() if cell.text == "hot"]
    if len(hot) > 1:
        return "both"
    if hot:
        return hot[0] if hot[0] in ("health", "police") else "hot"
    counted = [row[c.name] for c in table.columns if c.role == "count"]
    cells = [*classes.values(), *(() if classes else counted)]
    return "hidden" if cells and all(cell.mark == "c" for cell in cells) else ""


def _places(
    drawing: Drawing, canvas: Canvas, features: list[Mapping[str, Any]]
) -> list[maps.Place]:
    """The first five places of the places table that have a point on the map."""
    points = {
        str(feature["properties"].get("name")): feature["geometry"]["coordinates"]
        for feature in features
        if (feature.get("geometry") or {}).get("type") == "Point"
    }
    for part in drawing.parts:
        table = canvas.table(part) if part.heading == "places" else None
        if table:
            return _named(table, points)
    return []


def _named(table: SafeTable, points: Mapping[str, Any]) -> list[maps.Place]:
    label = next(c.name for c in table.columns if c.role == "dimension")
    names = [row[label].text for row in table.records()]
    return [maps.Place(name, *points[name][:2]) for name in names if name in points][:NAMED]


def _told(areas: int, kinds: list[str], names: list[str]) -> str:
    parts = [f"Map of {areas} areas, north at the top." if areas else "Map, north at the top."]
    for kind, words in maps.KINDS.items():
        if kind in kinds:
            parts.append(f"{words}: {kinds.count(kind)}.")
    if names:
        parts.append(f"Named on the map: {joined(names)}.")
    return " ".join(parts)
