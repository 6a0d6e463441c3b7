"""A released class and a figure for each pair of two kinds: bands of distance by bands of days."""

from watchward.briefing.charts import tiles
from watchward.briefing.definition import Drawing
from watchward.briefing.document import Picture
from watchward.briefing.pictures.canvas import Canvas, subtitle
from watchward.briefing.words import joined

DARK = "more than chance explains"
PALE = "not shown to be more"


def draw(drawing: Drawing, canvas: Canvas) -> Picture | None:
    """The first two dimensions are the sides of the table; `value` names the words in a tile."""
    part = drawing.parts[0]
    table = canvas.table(part)
    sides = [c.name for c in table.columns if c.role == "dimension"] if table else []
    classed = next((c.name for c in table.columns if c.role == "class"), "") if table else ""
    if table is None or len(sides) != 2 or not classed:
        return None
    down, across = (
        list(dict.fromkeys(str(row[side].value) for row in table.records())) for side in sides
    )
    found, dark = {}, []
    for row in table.records():
        at, more = [str(row[side].value) for side in sides], row[classed].value == DARK
        said = row[part.value].text if part.value in row else ""
        found[down.index(at[0]), across.index(at[1])] = (f"{said} ×" if said else "", more)
        dark += [f"{at[0]}, {at[1]} ({said} times chance)"] if more else []
    named = f"{table.title}. {subtitle(table, canvas.results[part.analysis])}"
    told = f"More than chance explains: {joined(dark)}." if dark else "No band is more than chance."
    alt = f"Table of tiles, {named}. {told}"
    svg = tiles.draw(
        found,
        rows=down,
        columns=across,
        key=(DARK, PALE),
        size=canvas.size,
        ident=canvas.ident,
        title=drawing.title,
        alt=alt,
    )
    return Picture(canvas.ident, drawing.title, named, alt, svg)
