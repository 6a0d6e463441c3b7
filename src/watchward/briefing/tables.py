"""A released table as it is printed, and as the CSV behind its download link."""

import csv as commas
import io
import re
from collections.abc import Mapping

from watchward.briefing.document import Grid, GridCell
from watchward.briefing.words import SPOKEN, WEEKDAYS, month_said, window_said
from watchward.contract.result import WORKING, Column
from watchward.contract.safe_result import SafeCell, SafeTable
from watchward.export.inert import inert

FEW = 4  # rows of totals, or of anything, that are never too many
NUMBERS = ("count", "figure", "accounting")
WIDE = 5  # columns, beyond which heads are short
MOST, MONTHS, UNCOUNTED = 40, 60, 12  # rows printed: of counts, of months, of classes or notes only
PROSE = 40  # letters, from which a cell holds a sentence


def grids(table: SafeTable, *, ident: str, window: str) -> tuple[Grid, ...]:
    """The table as it is; hours by weekday become one grid a count, days down, hours across."""
    whole = grid(table, ident=ident, window=window)
    day, hour = _named(table, "weekday"), _named(table, "hour")
    if not day or not hour:
        return (whole,)
    counted = [column for column in table.columns if column.role == "count"]
    return tuple(
        _week(
            table,
            column,
            day=day,
            hour=hour,
            window=window,
            csv=whole.csv,
            ident=f"{ident}-{column.name}",
        )
        for column in counted
    )


def _named(table: SafeTable, describes: str) -> Column | None:
    found = (c for c in table.columns if c.role == "dimension" and c.describes == describes)
    return next(found, None)


def _week(
    table: SafeTable,
    column: Column,
    *,
    day: Column,
    hour: Column,
    window: str,
    csv: str,
    ident: str,
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
    title = _captioned(table, window)
    caption = f"{column.title}: {title[0].lower()}{title[1:]}"
    return Grid(ident, caption, heads, tuple(rows), (), csv)


def _short_hour(at: object) -> str:
    return f"{at:02d}" if isinstance(at, int) else str(at)


def grid(table: SafeTable, *, ident: str, window: str) -> Grid:
    """The table with its window in the caption; totals come last and are called so."""
    order = [at for at in _in_order(table.columns) if table.columns[at].describes != WORKING]
    short = _short_names(table) if len(order) > WIDE else {}
    heads = tuple(
        GridCell(
            _head(table.columns[at], short),
            table.columns[at].role in NUMBERS,
            prose=any(len(row[at].text) > PROSE for row in table.rows),
        )
        for at in order
    )
    rows = [_row(row, table.columns, order=order, total=False) for row in table.rows]
    totals = tuple(_row(row, table.columns, order=order, total=True) for row in table.total_rows)
    every = rows
    grand = tuple(
        printed
        for printed, row in zip(totals, table.total_rows, strict=True)
        if len(totals) <= FEW or _grand(row, table.columns)
    )
    caption = _captioned(table, window)
    whole = _csv(heads, (*rows, *totals))
    if short:
        spoken = {word: title.removesuffix(", 12 months") for title, word in short.items()}
        meant = [f"{word}: {full}" for word, full in spoken.items() if full not in caption]
        caption += f". {'; '.join(meant)}" if meant else ""
    every_line = _named(table, "line") is not None  # lines add up only where each is there
    empty = 0 if every_line else sum(_nothing(row, table.columns) for row in table.rows)
    if empty and len(rows) > FEW:
        kept = zip(rows, table.rows, strict=True)
        rows = [printed for printed, row in kept if not _nothing(row, table.columns)]
        some = f"{empty:,} rows in which nothing was counted are left out"
        caption += ". " + ("1 row in which nothing was counted is left out" if empty == 1 else some)
    if len(rows) > (most := _most(table)) and not every_line:
        which = (
            "latest"
            if _named(table, "month")
            else "largest"
            if _counted(table) is not None
            else "first"
        )
        rows = [every[at] for at in _chosen(table, most)]
        caption += f". The {which} {most} of {len(table.rows):,}; the page's download has them all"
    return Grid(ident, caption, heads, tuple(rows), grand, whole)


def _captioned(table: SafeTable, window: str) -> str:
    said = window_said(table.window or window)
    return f"{table.title.rstrip('.')}, {said}" if said else table.title


def _short_names(table: SafeTable) -> dict[str, str]:
    """In a wide table one word stands for what each side counts; the caption says which."""
    return {
        c.title: SPOKEN[c.name] for c in table.columns if c.role == "count" and c.name in SPOKEN
    }


def _head(column: Column, short: Mapping[str, str]) -> str:
    title = column.title
    for long, word in short.items():
        title = title.replace(long, word)
    return re.sub(r", health(?=,|$)", ", hospital", title)


def _nothing(row: tuple[SafeCell, ...], columns: tuple[Column, ...]) -> bool:
    """True where every count of a row is nought and none is hidden or missing."""
    counted = [cell for cell, column in zip(row, columns, strict=True) if column.role == "count"]
    return bool(counted) and all(not cell.mark and cell.value == 0 for cell in counted)


def _grand(row: tuple[SafeCell, ...], columns: tuple[Column, ...]) -> bool:
    pairs = zip(row, columns, strict=True)
    return all(cell.mark == "z" for cell, column in pairs if column.role == "dimension")


def _counted(table: SafeTable) -> int | None:
    """The place of the first count."""
    return next((i for i, column in enumerate(table.columns) if column.role == "count"), None)


def _most(table: SafeTable) -> int:
    if _named(table, "month"):
        return MONTHS
    return UNCOUNTED if _counted(table) is None else MOST


def _chosen(table: SafeTable, most: int) -> list[int]:
    """The rows with the largest first count; a table by month keeps its latest."""
    at = _counted(table)
    if _named(table, "month"):
        return list(range(len(table.rows)))[-most:]
    if at is None:
        return list(range(most))
    sizes = [row[at].value if not row[at].mark else -1 for row in table.rows]
    return sorted(range(len(sizes)), key=lambda i: (-float(sizes[i] or 0), i))[:most]


def percent_text(value: float) -> str:
    """A share without false precision."""
    return f"{value:.0f}%"


def _in_order(columns: tuple[Column, ...]) -> list[int]:
    """Each figure after the counts that it was worked out from: those whose name begins it."""
    counted = [at for at, column in enumerate(columns) if column.role == "count"]
    after = dict.fromkeys(range(len(columns)), -1)
    for at, column in enumerate(columns):
        if column.role == "figure":
            stem = column.name.split("_", maxsplit=1)[0]
            mine = [i for i in counted if columns[i].name.split("_", maxsplit=1)[0] == stem]
            after[at] = max(mine, default=-1)
    return sorted(after, key=lambda at: (after[at], 1) if after[at] >= 0 else (at, 0))


def _row(
    cells: tuple[SafeCell, ...], columns: tuple[Column, ...], *, order: list[int], total: bool
) -> tuple[GridCell, ...]:
    printed: list[GridCell] = []
    for number, (cell, column) in enumerate((cells[at], columns[at]) for at in order):
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
    writer = commas.writer(out, lineterminator="\r\n")
    writer.writerow([inert(head.text) for head in heads])
    writer.writerows([inert(cell.text) for cell in row] for row in rows)
    return out.getvalue()
