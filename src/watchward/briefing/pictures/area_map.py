"""From released classes to a map: never a density, a score or a cell's count."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from watchward.briefing.charts import area_map as maps
from watchward.briefing.charts.marks import SHAPES, Mark
from watchward.briefing.charts.style import TALLER
from watchward.briefing.definition import Drawing
from watchward.briefing.document import Picture
from watchward.briefing.pictures.canvas import (
    Canvas,
    describing,
    number,
    ranked,
    subtitle,
    titled,
)
from watchward.briefing.tables import percent_text
from watchward.briefing.words import SPOKEN, joined
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable

NAMED = 5
STREET = "police_street"
PUBLISHED = "Names are of published map points: on or near, never an address."


def draw(drawing: Drawing, canvas: Canvas) -> Picture | None:
    """Outlines of areas, hot areas or cells, and up to five named places."""
    result = canvas.results.get(drawing.parts[0].analysis)
    tables = [(part, table) for part in drawing.parts if (table := canvas.table(part))]
    if result is None or not result.areas or not tables:
        return None
    features = list(result.areas.get("features", ()))
    classes = _classes(table for part, table in tables if part.heading not in ("places", "marks"))
    ground, over = _shapes(features, classes)
    if not ground and not over:
        return None
    named = next((table for part, table in tables if part.heading == "places"), None)
    marked = next((table for part, table in tables if part.heading == "marks"), None)
    marks = _marks(marked, features) if marked else []
    published = named is not None and any(c.dataset == STREET for c in named.columns)
    places = _places(named, features, published=published) if named else []
    title = titled(drawing.title, tables[0][1])
    note = PUBLISHED if published and places else ""
    kinds = [area.kind for area in (*ground, *over)]
    told = _told(len(ground), kinds, [place.name for place in places])
    alt = " ".join(text for text in (told, note, _told_marks(marks)) if text)
    svg = maps.draw(
        ground,
        over=over,
        places=places,
        marks=marks,
        note=note,
        size=replace(canvas.size, height=TALLER[canvas.size.width]),
        ident=canvas.ident,
        title=title,
        alt=alt,
    )
    said = ". ".join(
        text for text in (subtitle(tables[0][1], result), coverage_said(result)) if text
    )
    return Picture(canvas.ident, title, said, alt, svg)


def coverage_said(result: SafeResult) -> str:
    """The share of records with a usable place, by side; a hidden share is left out."""
    table = result.table("coverage")
    source = describing(table, "source") if table else None
    if table is None or source is None:
        return ""
    sides = {one.dataset: SPOKEN.get(one.side, one.title).lower() for one in result.sources}
    shares = [column.name for column in table.columns if column.role == "figure"]
    told = [
        f"{sides.get(str(row[source.name].value), '')} {percent_text(float(row[name].value or 0))}"
        for row in table.records()
        for name in shares[:1]
        if number(row[name]) is not None
    ]
    return f"Records with a usable place: {', '.join(told)}" if told else ""


def _shapes(
    features: Iterable[Mapping[str, Any]], classes: Mapping[str, str]
) -> tuple[list[maps.Area], list[maps.Area]]:
    """The areas of the ground, and the cells over it that have a class."""
    ground, over = [], []
    for feature in features:
        properties = feature.get("properties", {})
        shape = maps.rings(feature.get("geometry") or {})
        kind = classes.get(str(properties.get("code")), "")
        if shape and properties.get("kind") == "area":
            ground.append(maps.Area(shape, kind))
        elif shape and kind:
            over.append(maps.Area(shape, kind))
    return ground, over


def _classes(tables: Iterable[SafeTable]) -> dict[str, str]:
    """By code: the side for which an area or cell is hot, or `several`, or `hidden`."""
    found: dict[str, str] = {}
    for table in tables:
        code = next(c.name for c in table.columns if c.role == "dimension")
        for row in table.records():
            found.setdefault(str(row[code].value), _kind(row, table))
    return found


def _kind(row: Mapping[str, SafeCell], table: SafeTable) -> str:
    classes = {
        c.name.removesuffix("_class"): row[c.name] for c in table.columns if c.role == "class"
    }
    level = next((cell.text for cell in classes.values() if cell.text in maps.FILLS), "")
    if level:
        return level
    hot = [side for side, cell in classes.items() if cell.text == "hot"]
    if len(hot) > 1:
        return "several"
    if hot:
        return hot[0] if len(classes) > 1 and hot[0] in maps.KINDS else "hot"
    counted = [row[c.name] for c in table.columns if c.role == "count"]
    cells = list(classes.values()) or counted
    return "hidden" if cells and all(cell.mark == "c" for cell in cells) else ""


def _places(
    table: SafeTable, features: Iterable[Mapping[str, Any]], *, published: bool
) -> list[maps.Place]:
    """The five with most that have a point; a published point is called by its street alone."""
    points = _points(features)
    label = describing(table, "place")
    rows = ranked(table)[1] if label else []
    found = []
    for at, row in enumerate(rows[:NAMED], start=1):
        name = row[label.name].text if label else ""
        if name in points:
            said = re.sub(r"^on or near | \(.*\)", "", name, flags=re.I) if published else name
            found.append(maps.Place(at, said, *points[name][:2]))
    return found


def _marks(table: SafeTable, features: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """Every row whose place has a point, in its class."""
    points = _points(features)
    label, kind = describing(table, "place"), next(c for c in table.columns if c.role == "class")
    rows = table.records() if label else []
    return [
        Mark(east, north, row[kind.name].text)
        for row in rows
        if label and row[label.name].text in points
        for east, north in [points[row[label.name].text]]
    ]


def _told_marks(marks: list[Mark]) -> str:
    kinds = [mark.kind for mark in marks]
    said = [f"{SHAPES[kind][0]}: {kinds.count(kind)}" for kind in SHAPES if kind in kinds]
    return f"Marks by colour: {', '.join(said)}." if said else ""


def _points(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        str(feature["properties"].get("name")): feature["geometry"]["coordinates"]
        for feature in features
        if (feature.get("geometry") or {}).get("type") == "Point"
    }


def _told(areas: int, kinds: list[str], names: list[str]) -> str:
    parts = [f"Map of {areas} areas, north at the top." if areas else "Map, north at the top."]
    for kind, words in maps.SAID.items():
        if kind in kinds:
            parts.append(f"{words}: {kinds.count(kind)}.")
    if names:
        parts.append(f"Named on the map: {joined(names)}.")
    return " ".join(parts)
