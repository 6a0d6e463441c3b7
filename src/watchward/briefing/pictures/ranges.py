"""What a figure rests on: one range a row, about the figure itself, from released tables."""

from collections.abc import Mapping
from itertools import groupby

from watchward.briefing.charts import ranges
from watchward.briefing.charts.style import OTHER, SIDES
from watchward.briefing.definition import Drawing, Part
from watchward.briefing.document import Picture
from watchward.briefing.pictures.canvas import Canvas, counts, number, side_of, subtitle
from watchward.contract.safe_result import SafeCell, SafeTable


def draw(drawing: Drawing, canvas: Canvas) -> Picture | None:
    """A group for each row of a table that is told on several lines; hidden ones are left out.

    A dimension that labels the lines makes no groups: all of them are about the first line's value.
    """
    groups, about = [], ""
    for part in drawing.parts:
        table = canvas.table(part)
        made = _groups(table, part, canvas) if table else []
        if table and made:
            about = about or subtitle(table, canvas.results[part.analysis])
            groups += made
    if not groups:
        return None
    told = " ".join(
        f"{group.heading}: {'; '.join(f'{one.label}: {one.figure}' for one in group.spans)}."
        for group in groups
    )
    alt = f"Ranges, {about}. {told}"
    svg = ranges.draw(groups, size=canvas.size, ident=canvas.ident, title=drawing.title, alt=alt)
    return Picture(canvas.ident, drawing.title, about, alt, svg)


def _groups(table: SafeTable, part: Part, canvas: Canvas) -> list[ranges.Group]:
    names = [
        column.name
        for column in table.columns
        if column.role == "dimension" and column.name != part.label
    ]
    counted = next(iter(counts(table)), None)
    side = side_of(counted, canvas.results[part.analysis]) if counted else ""
    made = []
    for named, rows in groupby(
        table.records(), key=lambda row: ", ".join(row[name].text for name in names)
    ):
        lines = list(rows)
        middle = number(lines[0][part.value]) if part.middle is None else part.middle
        spans = [span for row in lines if (span := _span(row, part)) is not None]
        if middle is not None and spans:
            spans.sort(key=lambda one: one.low - one.high)
            heading = ": ".join(filter(None, (part.heading or table.title, named)))
            made.append(ranges.Group(heading, SIDES.get(side, OTHER)[0], middle, tuple(spans)))
    return made


def _span(row: Mapping[str, SafeCell], part: Part) -> ranges.Span | None:
    low, high = number(row[part.low]), number(row[part.high])
    if low is None or high is None:
        return None
    return ranges.Span(
        row[part.label].text, low, high, f"{row[part.low].text} to {row[part.high].text}"
    )
