"""Hour by weekday of one side."""

from collections.abc import Mapping

from watchward.briefing.charts import heat
from watchward.briefing.definition import Drawing
from watchward.briefing.document import Picture
from watchward.briefing.pictures.canvas import (
    Canvas,
    chosen,
    describing,
    number,
    side_of,
    subtitle,
)
from watchward.briefing.words import SPOKEN, WEEKDAYS, joined


def draw(drawing: Drawing, canvas: Canvas) -> Picture | None:
    """Hour by weekday of one side."""
    part = drawing.parts[0]
    table = canvas.table(part)
    day = describing(table, "weekday") if table else None
    hour = describing(table, "hour") if table else None
    if not table or not day or not hour:
        return None
    result = canvas.results[part.analysis]
    column = chosen(table, part)
    if column is None:
        return None
    names = list(dict.fromkeys(row[hour.name].value for row in table.records()))
    cells = {}
    for row in table.records():
        at = row[day.name].value
        on = at if isinstance(at, int) else WEEKDAYS.index(str(at)) + 1
        cell = row[column.name]
        cells[on, names.index(row[hour.name].value)] = heat.HeatCell(number(cell), cell.mark)
    columns = tuple(f"{n:02d}" if isinstance(n, int) else str(n) for n in names)
    named = f"{SPOKEN.get(side_of(column, result), column.title)}, {subtitle(table, result)}"
    alt = f"Table of shades, {named}. {_busiest(cells, columns)}"
    svg = heat.draw(
        cells,
        columns=columns,
        side=side_of(column, result),
        size=canvas.size,
        ident=canvas.ident,
        title=drawing.title,
        alt=alt,
    )
    return Picture(canvas.ident, drawing.title, named, alt, svg)


def _busiest(cells: Mapping[tuple[int, int], heat.HeatCell], columns: tuple[str, ...]) -> str:
    most = sorted((c.value, key) for key, c in cells.items() if c.value is not None)[-3:]
    told = [
        f"{WEEKDAYS[day - 1]} {columns[at]} ({value:,.0f})" for value, (day, at) in reversed(most)
    ]
    hidden = sum(cell.mark == "c" for cell in cells.values())
    said = f"Most: {joined(told)}." if told else "Every cell is hidden."
    return f"{said} {hidden} cells are hidden." if hidden else said
