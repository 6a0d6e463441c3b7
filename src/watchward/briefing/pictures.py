"""Chooses what to draw from released tables; a hidden cell is drawn as hidden, a missing one as a gap."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchward.briefing.charts import bars, heat, lines
from watchward.briefing.charts.style import OTHER, SIDES, Size
from watchward.briefing.definition import Drawing, Part
from watchward.briefing.document import Picture
from watchward.briefing.mapping import draw_map
from watchward.briefing.words import WEEKDAYS, joined, month_said
from watchward.contract.result import NOT_RECORDED, Column
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable

SPOKEN = {"health": "Hospital", "police": "Police", "ambulance": "Ambulance"}
UNKNOWN = (NOT_RECORDED, "unknown", "not known")
LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Canvas:
    """What a picture is drawn for: the answers, its size, its name on the page."""

    results: Mapping[str, SafeResult]
    size: Size
    ident: str

    def table(self, part: Part) -> SafeTable | None:
        """The table of one part, where it was released and has rows."""
        result = self.results.get(part.analysis)
        table = result.table(part.table) if result else None
        return table if table and table.rows else None


def picture(drawings: tuple[Drawing, ...], asked: Canvas) -> Picture | None:
    """The first drawing that the released tables allow."""
    for drawing in drawings:
        drawn = DRAWERS[drawing.kind](drawing, asked)
        if drawn:
            return drawn
    return None


def describing(table: SafeTable, *what: str) -> Column | None:
    """The dimension that describes one of these, in this order."""
    for wanted in what:
        for column in table.columns:
            if column.role == "dimension" and column.describes == wanted:
                return column
    return None


def counts(table: SafeTable) -> list[Column]:
    """The columns of people or events."""
    return [column for column in table.columns if column.role == "count"]


def side_of(column: Column, result: SafeResult) -> str:
    """Police, health or ambulance: by the column's name, else by its data set."""
    if column.name in SIDES:
        return column.name
    return next((s.side for s in result.sources if s.dataset == column.dataset), "")


def number(cell: SafeCell) -> float | None:
    """A number that may be drawn."""
    return float(cell.value) if not cell.mark and isinstance(cell.value, int | float) else None


def _subtitle(table: SafeTable, result: SafeResult) -> str:
    window = table.window or result.window
    return f"{window}. Synthetic: made-up records" if result.synthetic else window


def draw_lines(drawing: Drawing, asked: Canvas) -> Picture | None:
    """One line a side, months along; the first of the drawing's tables only."""
    part = drawing.parts[0]
    table = asked.table(part)
    month = describing(table, "month") if table else None
    if not table or not month:
        return None
    result = asked.results[part.analysis]
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
        [f"Line chart, {_subtitle(table, result)}.", *(_told(line) for line in drawn)]
        + [f"{letter.letter}: recording changed in {month_said(letter.month)}." for letter in breaks]
    )
    svg = lines.draw(
        drawn, breaks=breaks, size=asked.size, ident=asked.ident, title=drawing.title, alt=alt
    )
    return Picture(asked.ident, drawing.title, _subtitle(table, result), alt, svg)


def _series(table: SafeTable, column: Column, *, month: str, side: str) -> lines.Series | None:
    """A month without a row is a gap, as is a month whose count is hidden or not available."""
    by_month = {row[month].value: row for row in table.records()}
    known = [at for at in by_month if isinstance(at, int)]
    points = []
    for at in range(min(known), max(known) + 1):
        row = by_month.get(at)
        value = number(row[column.name]) if row else None
        low, high = (number(row[f"{column.name}_{end}"]) if row and f"{column.name}_{end}" in row else None for end in ("low", "high"))
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
    told = (
        f"{line.label.split(chr(10), maxsplit=1)[0]}: from {min(values):,.0f} to {max(values):,.0f} a month;"
        f" {have[0][1]:,.0f} in {month_said(have[0][0])}, {have[-1][1]:,.0f} in {month_said(have[-1][0])}."
    )
    return f"{told} No figure for {joined(gaps)}." if gaps else told


def recording_breaks(result: SafeResult) -> tuple[tuple[int, str], ...]:
    """Months in which recording changed, with the words for each."""
    table = result.table("breaks")
    month = describing(table, "month") if table else None
    if not table or not month:
        return ()
    notes = [column.name for column in table.columns if column.role == "note"]
    found = []
    for row in table.records():
        at = row[month.name].value
        if isinstance(at, int):
            found.append((at, " ".join(row[name].text for name in notes)))
    return tuple(found[: len(LETTERS)])


def draw_bars(drawing: Drawing, asked: Canvas) -> Picture | None:
    """Up to three short groups of bars; the row of unknowns is last and grey."""
    groups, told, about = [], [], ""
    for part in drawing.parts:
        table = asked.table(part)
        if not table:
            continue
        result = asked.results[part.analysis]
        group = _group(table, part, result)
        if group:
            groups.append(group)
            about = about or _subtitle(table, result)
            listed = "; ".join(f"{bar.label} {bar.figure}" for bar in group.bars)
            told.append(f"{group.heading}: {listed}.")
    if not groups:
        return None
    alt = f"Bar charts, {about}. {' '.join(told)}"
    svg = bars.draw(groups, size=asked.size, ident=asked.ident, title=drawing.title, alt=alt)
    return Picture(asked.ident, drawing.title, about, alt, svg)


def _group(table: SafeTable, part: Part, result: SafeResult) -> bars.Group | None:
    label = part.label or next((c.name for c in table.columns if c.role == "dimension"), "")
    column = next((c for c in counts(table) if c.name == part.value), None)
    column = column or next(iter(counts(table)), None)
    if not label or column is None:
        return None
    share = part.share or f"{column.name}_share"
    rows = [
        row
        for row in table.records()
        if all(row[name].text == text for name, text in part.only if name in row)
    ]
    drawn = []
    for row in rows:
        name = row[label].text
        figure = row[column.name].text
        if number(row[column.name]) is None:
            figure += " hidden" if row[column.name].mark == "c" else " not available"
        elif share in row and number(row[share]) is not None:
            figure += f" ({row[share].text.removesuffix('.0')}%)"
        unknown = name.casefold() in UNKNOWN
        drawn.append(bars.Bar(name, number(row[column.name]), figure, quiet=unknown))
    known = sorted((bar for bar in drawn if not bar.quiet), key=lambda bar: -(bar.value or 0))
    side = side_of(column, result)
    colour = SIDES.get(side, OTHER)[0]
    heading = f"{part.heading or table.title} ({SPOKEN.get(side, column.title).lower()})"
    most = known[:5]
    return bars.Group(heading, colour, (*most, *(bar for bar in drawn if bar.quiet)))


def draw_heat(drawing: Drawing, asked: Canvas) -> Picture | None:
    """Hour by weekday of one side."""
    part = drawing.parts[0]
    table = asked.table(part)
    day = describing(table, "weekday") if table else None
    hour = describing(table, "hour") if table else None
    if not table or not day or not hour:
        return None
    result = asked.results[part.analysis]
    column = next((c for c in counts(table) if c.name == part.value), counts(table)[0])
    names = list(dict.fromkeys(row[hour.name].value for row in table.records()))
    cells = {}
    for row in table.records():
        at = row[day.name].value
        on = at if isinstance(at, int) else WEEKDAYS.index(str(at)) + 1
        cell = row[column.name]
        cells[on, names.index(row[hour.name].value)] = heat.HeatCell(number(cell), cell.mark)
    columns = tuple(f"{n:02d}" if isinstance(n, int) else str(n) for n in names)
    subtitle = f"{SPOKEN.get(side_of(column, result), column.title)}, {_subtitle(table, result)}"
    alt = f"Table of shades, {subtitle}. {_busiest(cells, columns)}"
    svg = heat.draw(
        cells, columns=columns, size=asked.size, ident=asked.ident, title=drawing.title, alt=alt
    )
    return Picture(asked.ident, drawing.title, subtitle, alt, svg)


def _busiest(cells: Mapping[tuple[int, int], heat.HeatCell], columns: tuple[str, ...]) -> str:
    most = sorted((c.value, key) for key, c in cells.items() if c.value is not None)[-3:]
    told = [f"{WEEKDAYS[day - 1]} {columns[at]} ({value:,.0f})" for value, (day, at) in reversed(most)]
    hidden = sum(cell.mark == "c" for cell in cells.values())
    said = f"Most: {joined(told)}." if told else "Every cell is hidden."
    return f"{said} {hidden} cells are hidden." if hidden else said


DRAWERS = {"lines": draw_lines, "bars": draw_bars, "heat": draw_heat, "map": draw_map}
