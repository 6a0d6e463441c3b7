"""A line a side, month by month, with what changed in recording."""

from watchward.briefing.charts import lines
from watchward.briefing.charts.style import OTHER, SIDES
from watchward.briefing.definition import Drawing
from watchward.briefing.document import Picture
from watchward.briefing.pictures.canvas import (
    Canvas,
    counts,
    describing,
    number,
    side_of,
    subtitle,
    titled,
)
from watchward.briefing.words import SPOKEN, joined, month_said
from watchward.contract.result import Column
from watchward.contract.safe_result import SafeResult, SafeTable

LETTERS = "ABCDEFGH"


def draw(drawing: Drawing, canvas: Canvas) -> Picture | None:
    """One line a side, months along; the first of the drawing's tables only."""
    part = drawing.parts[0]
    table = canvas.table(part)
    month = describing(table, "month") if table else None
    if not table or not month:
        return None
    result = canvas.results[part.analysis]
    drawn = [
        line
        for column in counts(table)[:4]
        if (line := _series(table, column, month=month.name, side=side_of(column, result)))
    ]
    if not drawn:
        return None
    breaks = tuple(
        lines.Break(at, LETTERS[i]) for i, (at, _) in enumerate(recording_breaks(result))
    )
    alt = " ".join(
        [f"Line chart, {subtitle(table, result)}.", *(_told(line) for line in drawn)]
        + [
            f"{letter.letter}: recording changed in {month_said(letter.month)}."
            for letter in breaks
        ]
    )
    title = titled(drawing.title, table)
    if any(point[2] is not None for line in drawn for point in line.points):
        title += "; the shading is the range of an ordinary year"
    svg = lines.draw(
        drawn, breaks=breaks, size=canvas.size, ident=canvas.ident, title=title, alt=alt
    )
    said = subtitle(table, result)
    if any(point[1] is None for line in drawn for point in line.points):
        said += ". A stripe with ×: not received, or hidden"
    return Picture(canvas.ident, title, said, alt, svg)


def _series(table: SafeTable, column: Column, *, month: str, side: str) -> lines.Series | None:
    """A month without a row is a gap, as is a month whose count is hidden or not available."""
    by_month = {row[month].value: row for row in table.records()}
    known = [at for at in by_month if isinstance(at, int)]
    points = []
    for at in range(min(known), max(known) + 1):
        row = by_month.get(at)
        value = number(row[column.name]) if row else None
        low, high = (
            number(row[f"{column.name}_{end}"]) if row and f"{column.name}_{end}" in row else None
            for end in ("low", "high")
        )
        points.append((at, value, low, high))
    have = [point for point in points if point[1] is not None]
    if not have:
        return None
    at, value, _, _ = have[-1]
    name = SPOKEN.get(side, column.title)
    said = f"{name}\n{value:,.0f} in {month_said(at)[:3]} {at // 12}"
    return lines.Series(said, *SIDES.get(side, OTHER), tuple(points))


def _told(line: lines.Series) -> str:
    have = [(at, value) for at, value, _, _ in line.points if value is not None]
    gaps = [month_said(at) for at, value, _, _ in line.points if value is None]
    values = [value for _, value in have]
    name = line.label.split("\n", maxsplit=1)[0]
    ends = [f"{value:,.0f} in {month_said(at)}" for at, value in (have[0], have[-1])]
    told = f"{name}: from {min(values):,.0f} to {max(values):,.0f} a month; {', '.join(ends)}."
    return f"{told} No figure for {joined(gaps)}." if gaps else told


def recording_breaks(result: SafeResult) -> tuple[tuple[int, str], ...]:
    """Months in which recording changed, with the words for each."""
    table = result.table("breaks")
    month = describing(table, "month") if table else None
    if not table or not month:
        return ()
    found = []
    for row in table.records():
        at = row[month.name].value
        said = {name: cell.text for name, cell in row.items()}
        who = SPOKEN.get(said.get("side", ""), said.get("side", ""))
        if isinstance(at, int):
            found.append((at, f"{who}, {said.get('sort', '')}. {said.get('what', '')}"))
    return tuple(found[-len(LETTERS) :])
