"""A released answer as an interactive map: areas and cells in classes, never points or pins.

Everything in it stands in the tables under the map: a class is made of shown numbers, a hidden one
is a class of its own. Outlines are those that were released, in longitude and latitude.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.translation import gettext as _

from watchward.briefing.charts.area_map import CALLED, LEVELS, MOVED, SEEN, SHARES, STATES
from watchward.briefing.pictures.area_map import coverage_said
from watchward.contract.dataset import datasets
from watchward.contract.result import Column
from watchward.contract.safe_result import MARKS, SafeCell, SafeResult, SafeTable
from watchward.export.outline import outlines_of, place_column
from watchward_web.evidence.api.shapes import DEGREES, features

STEPS = 4  # classes of a number, beside none
DEGREE_PLACES = 5  # decimals: about a metre
HOT = "hot"
STEP_OF = {level: str(at) for at, level in enumerate(LEVELS, start=1)}  # steps of a density
MARKED = ("above", "below", "called", "health", "police", "rose", "fell")
SHARE_OF = dict(zip((*SHARES, *CALLED, *SEEN, *MOVED), MARKED, strict=True))
AS_CLASS = STEP_OF | SHARE_OF | {"more": HOT}


@dataclass(frozen=True)
class Sheet:
    """One colouring of the map: a column of one table."""

    table: SafeTable
    column: Column


def has_map(result: SafeResult) -> bool:
    """Whether there is anything to draw."""
    return bool(_sheets(result))


def as_map(result: SafeResult) -> dict[str, Any]:
    """What the script on the page is told."""
    sheets = _sheets(result)
    tables = {sheet.table.name: sheet.table for sheet in sheets}
    drawn = {name: _drawn(table, result) for name, table in tables.items()}
    every = [outline for shapes, _each in drawn.values() for outline in shapes]
    return {
        "bounds": _round(shapely.total_bounds(every)),
        "said": [text for text in (coverage_said(result), *snapping(result)) if text],
        "ground": next((name for name, table in tables.items() if _of_areas(table)), ""),
        "layers": {name: collection for name, (_shapes, collection) in drawn.items()},
        "sheets": [_sheet(sheet, sheets) for sheet in sheets],
        "words": _words(),
    }


def _sheets(result: SafeResult) -> tuple[Sheet, ...]:
    """Classes by cell first, then this year's counts by area; an earlier year is in the table."""
    found = [
        Sheet(table, column)
        for table in result.tables
        if outlines_of(table, result)
        for column in table.columns
        if column.role == "class" or (column.role == "count" and "_" not in column.name)
    ]
    return tuple(sorted(found, key=lambda one: one.column.role != "class"))


def _of_areas(table: SafeTable) -> bool:
    """Areas lie under everything, for orientation."""
    at = place_column(table)
    return at is not None and table.columns[at].describes == "area"


def _drawn(table: SafeTable, result: SafeResult) -> tuple[Sequence[Any], dict[str, Any]]:
    """The outlines, and one feature a row: its name, and for each column its class and its text."""
    colours = {c.name: _classes(table, c) for c in table.columns if c.role in ("class", "count")}
    label = next((c.name for c in table.columns if c.role == "note"), table.columns[0].name)
    shapes, told = [], []
    for row, feature in zip(table.records(), features(table, result, crs=DEGREES), strict=True):
        if feature.outline is None:
            continue
        shapes.append(feature.outline)
        properties: dict[str, str | int] = {"name": row[label].text, "number": len(shapes)}
        for name, breaks in colours.items():
            properties |= {f"k_{name}": _class(row[name], breaks), f"t_{name}": row[name].text}
        geometry = _round_all(feature.geojson["geometry"])
        told.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return shapes, {"type": "FeatureCollection", "features": told}


def _classes(table: SafeTable, column: Column) -> tuple[int, ...]:
    """Lower ends of a number's classes: as many rows in each as there can be."""
    shown = [cell.value for cell in table.column(column.name) if not cell.mark]
    numbers = sorted({n for n in shown if isinstance(n, int) and n > 0})
    ends = {numbers[len(numbers) * step // STEPS] for step in range(STEPS)} if numbers else set()
    return tuple(sorted(ends))


def _class(cell: SafeCell, breaks: Sequence[int]) -> str:
    """ "c" hidden, "x" or "z" none, "hot", "0", or the number of its class from 1 on."""
    if cell.mark:
        return cell.mark
    if isinstance(cell.value, int):
        return str(sum(cell.value >= least for least in breaks))
    return AS_CLASS.get(str(cell.value), str(cell.value or ""))


def _sheet(sheet: Sheet, every: Sequence[Sheet]) -> dict[str, Any]:
    """A colouring and its key: the class, and what it stands for in words.

    Where two tables have a column of one title, the tables' titles tell them apart.
    """
    column, table = sheet.column, sheet.table
    alike = sum(other.column.title == column.title for other in every) > 1
    title = f"{table.title}: {column.title}" if alike else column.title
    used = {_class(cell, _classes(table, column)) for cell in table.column(column.name)}
    return {
        "table": table.name,
        "column": column.name,
        "title": f"{title} ({table.window})" if table.window else title,
        "key": [[mark, words] for mark, words in _key(table, column).items() if mark in used],
    }


def _key(table: SafeTable, column: Column) -> dict[str, str]:
    breaks = _classes(table, column)
    ends = [*breaks[1:], None][: len(breaks)]
    shown = [cell.value for cell in table.column(column.name) if isinstance(cell.value, int)]
    top = max(shown, default=0)
    key = {HOT: "Hot: more than by chance", "0": "None"}
    if column.role == "class":
        key |= {step: f"Density: {level}" for level, step in STEP_OF.items()}
        key |= {state: f"Hot spot: {state}" for state in STATES}
        key |= {mark: share.capitalize() for share, mark in SHARE_OF.items()}
    for at, (low, end) in enumerate(zip(breaks, ends, strict=True), start=1):
        below = [number for number in shown if low <= number and (end is None or number < end)]
        high = max(below, default=top)
        key[str(at)] = f"{low:,} to {high:,}" if high > low else f"{low:,}"
    return key | {"c": f"[c] {MARKS['c']}", "x": f"[x] {MARKS['x']}"}


def snapping(result: SafeResult) -> tuple[str, ...]:
    """What was done to places before they came here, one sentence a data set."""
    said = []
    for name in dict.fromkeys(source.dataset for source in result.sources):
        about = datasets()[name]
        if about.place.snap_metres:
            said.append(
                f"{about.title}: each place was moved to the middle of its square of "
                f"{about.place.snap_metres} m before it was sent."
            )
        elif about.place.precision == "snapped":
            said.append(f"{about.title}: places are published points near, not addresses.")
    return tuple(said)


def _words() -> Mapping[str, str]:
    """The words that the script writes, in the reader's language."""
    return {
        "map": _("Map"),
        "colour": _("Colour the map by"),
        "key": _("What the colours mean"),
        "chosen": _("Choose an area on the map to read its figures here."),
        "in": _("Zoom in"),
        "out": _("Zoom out"),
        "fingers": _("Use two fingers to move the map"),
    }


def _round(values: Any) -> list[float]:
    return [round(float(value), DEGREE_PLACES) for value in values]


def _round_all(geometry: Any) -> Any:
    """A GeoJSON geometry with as many decimals as can be seen."""
    return {**geometry, "coordinates": _shorter(geometry["coordinates"])}


def _shorter(part: Any) -> Any:
    if isinstance(part, float | int):
        return round(part, DEGREE_PLACES)
    return [_shorter(inner) for inner in part]
