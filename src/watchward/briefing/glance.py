"""Small tables on the first page: the month beside the rolling year, and the five places."""

from collections.abc import Mapping

from watchward.briefing.document import Grid, GridCell
from watchward.briefing.pictures.canvas import counts, describing, number, ranked
from watchward.briefing.tables import percent_text
from watchward.briefing.words import SPOKEN, month_said
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable

Row = Mapping[str, SafeCell]
NAMED = 5


def at_a_glance(kind: str, results: Mapping[str, SafeResult], *, ident: str) -> Grid | None:
    """The table of that kind, where its answer was released."""
    made = {"sides": _sides, "places": _places}.get(kind)
    return made(results, ident) if made else None


def _sides(results: Mapping[str, SafeResult], ident: str) -> Grid | None:
    """One row a side: its last month, the ordinary range, twelve months, the change."""
    trends = results.get("trends")
    months = trends.table("months") if trends else None
    month = describing(months, "month") if months else None
    if trends is None or months is None or month is None:
        return None
    years = trends.table("rolling_year")
    year: Row = years.records()[0] if years and years.rows else {}
    last = {c.name: _last(months, c.name) for c in counts(months)}
    when = {row[month.name].value for row in last.values() if row}
    words = month_said(int(next(iter(when)) or 0)) if len(when) == 1 else "Last month"
    rows = tuple(
        (
            GridCell(SPOKEN.get(column.name, column.title)),
            _cell(row[column.name]),
            _range(row, column.name),
            _cell(year.get(column.name)),
            _change(year.get(f"{column.name}_change")),
        )
        for column in counts(months)
        if (row := last[column.name])
    )
    heads = ("Source", words, "Ordinary range", "12 months", "Change")
    caption = "The last month, the range of an ordinary year, and the rolling year"
    titles = tuple(GridCell(head, number=at > 0) for at, head in enumerate(heads))
    return Grid(ident, caption, titles, rows, (), "") if rows else None


def _last(months: SafeTable, name: str) -> Row:
    held = [row for row in months.records() if row[name].mark != "x"]
    return held[-1] if held else {}


def _places(results: Mapping[str, SafeResult], ident: str) -> Grid | None:
    """Five named places, each with its rolling-year counts and the change where it leads."""
    where = results.get("hot_spots")
    table = where.table("places") if where else None
    label = describing(table, "place") if table else None
    if table is None or label is None or not table.rows:
        return None
    sides = [c for c in counts(table) if not c.name.endswith("_before")]
    lead = ranked(table)[0]
    leader = SPOKEN.get(lead, lead).lower()
    heads = (
        GridCell("Place"),
        *(GridCell(SPOKEN.get(side.name, side.title), number=True) for side in sides),
        GridCell(f"Change, {leader}", number=True),
    )
    rows = [
        (
            GridCell(f"{at}. {row[label.name].text}"),
            *(_cell(row[side.name]) for side in sides),
            _change(row.get(f"{lead}_change")),
        )
        for at, row in enumerate(ranked(table)[1][:NAMED], start=1)
    ]
    caption = f"The places on the map: twelve months, and the change in {leader} counts"
    return Grid(ident, caption, heads, tuple(rows), (), "")


def _cell(cell: SafeCell | None) -> GridCell:
    cell = cell or SafeCell(None, "x")
    return GridCell(cell.text, number=True, mark=cell.mark)


def _range(row: Row, name: str) -> GridCell:
    low, high = (row.get(f"{name}_{end}") for end in ("low", "high"))
    if low is None or high is None or number(low) is None or number(high) is None:
        return _cell(low)
    return GridCell(f"{low.text} to {high.text}", number=True)


def _change(cell: SafeCell | None) -> GridCell:
    if cell is None or number(cell) is None:
        return _cell(cell)
    value = float(cell.value or 0)
    text = percent_text(abs(value))
    sign = "" if text == "0%" else "+" if value > 0 else "−"
    return GridCell(f"{sign}{text}", number=True)
