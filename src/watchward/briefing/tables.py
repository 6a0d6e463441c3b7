"""A released table as it is printed, and as the CSV behind its download link."""

import csv
import io
import re

from watchward.briefing.document import Grid, GridCell
from watchward.briefing.words import WEEKDAYS, month_said, window_said
from watchward.contract.result import Column
from watchward.contract.safe_result import SafeCell, SafeTable

NUMBERS = ("count", "figure", "accounting")
FORMULA = re.compile(r"^\s*[=+\-@|%\t\r]")


def grids(table: SafeTable, *, ident: str, window: str) -> tuple[Grid, ...]:
    """The table as it is; hours by weekday become one grid a count, days down, hours across."""
    whole = grid(table, ident=ident, window=window)
    day, hour = _named(table, "weekday"), _named(table, "hour")
    if not day or not hour:
        return (whole,)
    counted = [column for column in table.columns if column.role == "count"]
    return tuple(
        _week(table, column, day=day, hour=hour, whole=whole, ident=f"{ident}-{column.name}")
        for column in counted
    )


def _named(table: SafeTable, describes: str) -> Column | None:
    found = (c for c in table.columns if c.role == "dimension" and c.describes == describes)
    return next(found, None)


def _week(
    table: SafeTable, column: Column, *, day: Column, hour: Column, whole: Grid, ident: str
) -> Grid:
    cells = {(row[day.name].value, row[hour.name].value): row for row in table.records()}
    days = list(dict.fromkeys(key[0] for key in cells))
    hours = list(dict.fromkeys(key[1] for key in cells))
    heads = (GridCell(day.title), *(GridCell(_short_hour(at), number=True) for at in hours))
    rows = []
    for on in days:
        name = cell_text(SafeCell(on), day)
        found = [cells.get((on, at)) for at in hours]
        counted = [row[column.name] if row else SafeCell(None, "x") for row in found]
        rows.append((GridCell(name[:3]), *(GridCell(c.text, True, c.mark) for c in counted)))
    caption = f"{column.title}: {whole.caption[0].lower()}{whole.caption[1:]}"
    return Grid(ident, caption, heads, tuple(rows), (), whole.csv)


def _short_hour(at: object) -> str:
    return f"{at:02d}" if isinstance(at, int) else str(at)


def grid(table: SafeTable, *, ident: str, window: str) -> Grid:
    """The table with its window in the caption; totals come last and are called so."""
    heads = tuple(GridCell(column.title, column.role in NUMBERS) for column in table.columns)
    rows = tuple(_row(row, table.columns, total=False) for row in table.rows)
    totals = tuple(_row(row, table.columns, total=True) for row in table.total_rows)
    said = window_said(table.window or window)
    caption = f"{table.title.rstrip('.')}, {said}" if said else table.title
    return Grid(ident, caption, heads, rows, totals, _csv(heads, (*rows, *totals)))


def _row(
    cells: tuple[SafeCell, ...], columns: tuple[Column, ...], *, total: bool
) -> tuple[GridCell, ...]:
    printed = []
    for number, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if total and column.role == "dimension" and cell.mark == "z":
            printed.append(GridCell("All" if number else "Total"))
        else:
            text = cell_text(cell, column)
            printed.append(GridCell(text, column.role in NUMBERS, cell.mark))
    return tuple(printed)


def cell_text(cell: SafeCell, column: Column) -> str:
    """As printed: months and weekdays by name, percentages with their sign."""
    if cell.mark or cell.value is None:
        return cell.text
    if column.role == "dimension" and isinstance(cell.value, int):
        if column.describes == "month":
            return month_said(cell.value)
        if column.describes == "weekday" and 1 <= cell.value <= 7:
            return WEEKDAYS[cell.value - 1]
        if column.describes == "hour":
            return f"{cell.value:02d}:00"
        return str(cell.value)
    return cell.text


def _csv(heads: tuple[GridCell, ...], rows: tuple[tuple[GridCell, ...], ...]) -> str:
    """Plain CSV; a cell that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_inert(head.text) for head in heads])
    writer.writerows([_inert(cell.text) for cell in row] for row in rows)
    return out.getvalue()


def _inert(text: str) -> str:
    number = re.fullmatch(r"[-+]?[\d,]+(\.\d+)?%?", text)
    return f"'{text}" if FORMULA.match(text) and not number else text
