"""Short groups of bars, each with the row of what is not recorded."""

from collections.abc import Mapping

from watchward.briefing.charts import bars
from watchward.briefing.charts.style import OTHER, PANEL, SIDES
from watchward.briefing.definition import Drawing, Part
from watchward.briefing.document import Picture
from watchward.briefing.pictures.canvas import Canvas, chosen, number, side_of, subtitle
from watchward.briefing.tables import percent_text
from watchward.briefing.words import SPOKEN
from watchward.contract.result import NOT_RECORDED, Column
from watchward.contract.safe_result import SafeCell, SafeTable

UNKNOWN = (NOT_RECORDED, "unknown", "not known")
SHORT, LONG = 3, 8  # bars of one group, on the first page and on its own page


def draw(drawing: Drawing, canvas: Canvas) -> Picture | None:
    """Up to three short groups of bars; the row of unknowns is last and grey."""
    groups, told, about = [], [], ""
    for part in drawing.parts:
        table = canvas.table(part)
        if not table:
            continue
        group = _group(table, part, canvas)
        if group:
            groups.append(group)
            about = about or subtitle(table, canvas.results[part.analysis])
            listed = "; ".join(f"{bar.label} {bar.figure}" for bar in group.bars)
            told.append(f"{group.heading}: {listed}.")
    if not groups:
        return None
    alt = f"Bar charts, {about}. {' '.join(told)}"
    svg = bars.draw(groups, size=canvas.size, ident=canvas.ident, title=drawing.title, alt=alt)
    return Picture(canvas.ident, drawing.title, about, alt, svg)


def _group(table: SafeTable, part: Part, canvas: Canvas) -> bars.Group | None:
    """The longest bars of one count, then the rest that are not recorded."""
    column = chosen(table, part)
    if column is None:
        return None
    result = canvas.results[part.analysis]
    dimensions = [c.name for c in table.columns if c.role == "dimension"]
    dimensions = [part.label] if part.label else dimensions
    drawn: list[bars.Bar] = []
    for row in table.records():
        if any(row[name].text != text for name, text in part.only):
            continue
        names = [row[name].text for name in dimensions]
        unknown = any(name.casefold() in UNKNOWN for name in names)
        if unknown and drawn and drawn[-1].quiet and len(dimensions) > 1:
            continue
        name = "Not recorded" if unknown else ", ".join(names)
        drawn.append(
            bars.Bar(
                name, number(row[column.name]), _figure(row, column, of_all=unknown), quiet=unknown
            )
        )
    known = sorted(
        (bar for bar in drawn if not bar.quiet and bar.value != 0),
        key=lambda bar: -(bar.value or 0),
    )
    most = known[: SHORT if canvas.size is PANEL else LONG]
    quiet = [bar for bar in drawn if bar.quiet] if len(dimensions) == 1 else []
    side = side_of(column, result)
    spoken = SPOKEN.get(side, column.title).lower() if column.role == "count" else column.title
    heading = f"{part.heading or table.title} ({spoken})"
    return bars.Group(heading, SIDES.get(side, OTHER)[0], (*most, *quiet))


def _figure(row: Mapping[str, SafeCell], column: Column, *, of_all: bool) -> str:
    """The count and its share, or why there is none; shares else are of those that are known."""
    cell = row[column.name]
    if number(cell) is None:
        return f"{cell.text} {'hidden' if cell.mark == 'c' else 'not available'}"
    share = row.get(f"{column.name}_share")
    if share is None or number(share) is None:
        return cell.text
    told = percent_text(float(share.value or 0))
    return f"{cell.text} ({told} of all)" if of_all else f"{cell.text} ({told})"
