"""Areas within and beyond the limits of their size, one funnel a side, from released tables."""

from collections.abc import Mapping

from watchward.briefing.charts import funnel
from watchward.briefing.charts.style import OTHER, SIDES
from watchward.briefing.definition import Drawing, Part
from watchward.briefing.document import Picture
from watchward.briefing.pictures.canvas import Canvas, counts, side_of, subtitle
from watchward.contract.safe_result import SafeCell, SafeTable

LIMITS = ("low_far", "low", "high", "high_far")
FEW = 2  # areas, below which there is no funnel


def draw(drawing: Drawing, canvas: Canvas) -> Picture | None:
    """A group a part that was released; an area without figures is left out."""
    groups, about = [], ""
    for part in drawing.parts:
        table = canvas.table(part)
        group = _group(table, part, canvas) if table else None
        if table and group:
            about = about or subtitle(table, canvas.results[part.analysis])
            groups.append(group)
    if not groups:
        return None
    told = " ".join(f"{group.heading}: {_told(group)}." for group in groups)
    alt = f"Funnels, {about}: dashed limits of 95 per cent, dotted of 99.8. {told}"
    svg = funnel.draw(groups, size=canvas.size, ident=canvas.ident, title=drawing.title, alt=alt)
    return Picture(canvas.ident, drawing.title, about, alt, svg)


def _group(table: SafeTable, part: Part, canvas: Canvas) -> funnel.Group | None:
    side = side_of(counts(table)[0], canvas.results[part.analysis]) if counts(table) else ""
    points = tuple(point for row in table.records() if (point := _point(row)) is not None)
    if len(points) < FEW:
        return None
    heading = part.heading or table.title
    return funnel.Group(heading, SIDES.get(side, OTHER)[0], points)


def _point(row: Mapping[str, SafeCell]) -> funnel.Point | None:
    said = [row[name] for name in ("expected", "ratio", *LIMITS)]
    if any(cell.mark or not cell.text for cell in said):
        return None
    expected, ratio, *limits = (float(cell.text.replace(",", "")) for cell in said)
    low, inner, outer, high = limits
    beyond = not low <= ratio <= high
    return funnel.Point(row["name"].text, expected, ratio, (low, inner, outer, high), beyond)


def _told(group: funnel.Group) -> str:
    far = [f"{one.name} {one.ratio:.2f}" for one in group.points if one.beyond]
    said = f"beyond the outer limits: {', '.join(far)}" if far else "none beyond the outer limits"
    return f"{len(group.points)} areas, {said}"
