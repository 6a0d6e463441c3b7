"""The same released table, then and now, side by side. It shows; it does not prove anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchward.briefing.pictures.lines import recording_breaks
from watchward.briefing.tables import cell_text
from watchward.briefing.words import month_said, window_said
from watchward.contract.result import Column
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable

MOST = 12  # rows shown; a table by month shows this many before the decision, and all after it
NOT_SHOWN = SafeCell(None, "x")
Key = tuple[object, ...]


@dataclass(frozen=True)
class Line:
    """One row: its name, then for each count what it was and what it is."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    since: bool  # a month that came after the evidence


@dataclass(frozen=True)
class Compared:
    """`counts` are the titles of what is counted; without `has_now` only the past is there."""

    caption: str
    counts: tuple[str, ...]
    lines: tuple[Line, ...]
    then_window: str
    now_window: str
    then_version: str
    now_version: str
    breaks: tuple[str, ...]
    missing: tuple[str, ...]
    has_now: bool


def find_table(result: SafeResult, wanted: Sequence[str], *, row: str = "") -> SafeTable | None:
    """The first table with counts, and with a row of that name where one is asked for.

    Without a row one by month comes first: it alone shows what came after.
    """
    named = [result.table(name) for name in wanted]
    first = [table for table in named if table is not None]
    every = [*first, *(t for t in result.tables if t not in first)]
    if not row:
        every.sort(key=lambda table: not _by_month(table))
    for table in every:
        rows = table.records()
        if rows and _counts(table) and (not row or any(_is(r, table, row) for r in rows)):
            return table
    return None


def compare(then: SafeResult, now: SafeResult | None, *, table: str, row: str = "") -> Compared:
    """Lay the frozen table beside today's; rows are matched by what they are of."""
    old = then.table(table)
    new = now.table(table) if now else None
    if old is None:
        raise AssertionError("the log keeps evidence with its table")
    before, after = _rows(old, row), _rows(new, row) if new else {}
    keys = _chosen(old, before, after)
    counts = _told(_counts(old), [before.get(key, {}) for key in keys])
    last = _last_month(before)
    by_month = _by_month(old)
    lines = tuple(
        Line(
            name=_name(before.get(key) or after[key], old),
            pairs=tuple(_pair(before.get(key), after.get(key), one) for one in counts),
            since=by_month and _month(key) > last,
        )
        for key in keys
    )
    return Compared(
        caption=old.title,
        counts=tuple(one.title for one in counts),
        lines=lines,
        then_window=window_said(old.window or then.window),
        now_window=window_said((new.window or now.window) if new and now else ""),
        then_version=then.store_version,
        now_version=now.store_version if now else "",
        breaks=_breaks(now or then),
        missing=_missing(now or then),
        has_now=new is not None,
    )


def _counts(table: SafeTable) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.role == "count")


def _told(counts: tuple[Column, ...], rows: Sequence[dict[str, SafeCell]]) -> tuple[Column, ...]:
    """Without columns that had nothing to say then, such as a year before the first month held."""
    said = [c for c in counts if any(row.get(c.name, NOT_SHOWN).mark != "x" for row in rows)]
    return tuple(said) or counts[:1]


def _rows(table: SafeTable, row: str) -> dict[Key, dict[str, SafeCell]]:
    kept = [one for one in table.records() if not row or _is(one, table, row)]
    named = [column.name for column in table.columns if column.role == "dimension"]
    return {tuple(one[name].value for name in named): one for one in kept}


def _is(row: dict[str, SafeCell], table: SafeTable, name: str) -> bool:
    wanted = name.strip().casefold()
    said = [cell_text(row[c.name], c) for c in table.columns if c.role in ("dimension", "note")]
    return wanted in (text.casefold() for text in (*said, _name(row, table)))


def _name(row: dict[str, SafeCell], table: SafeTable) -> str:
    """What a row is of; an area by its name rather than its code."""
    notes = [c for c in table.columns if c.role == "note" and c.name == "name"]
    named = notes or [c for c in table.columns if c.role == "dimension"]
    return ", ".join(cell_text(row[c.name], c) for c in named)


def _by_month(table: SafeTable) -> bool:
    of = [column for column in table.columns if column.role == "dimension"]
    return len(of) == 1 and of[0].describes == "month"


def _chosen(
    table: SafeTable, before: dict[Key, dict[str, SafeCell]], after: dict[Key, dict[str, SafeCell]]
) -> list[Key]:
    """Months in their order, the last year and what came after; else the largest of then."""
    if _by_month(table):
        every = sorted({*before, *after}, key=_month)
        last = _last_month(before)
        return [key for key in every if _month(key) > last - MOST]
    first = _counts(table)[0].name
    keys = sorted(before, key=lambda key: -_size(before[key][first]))
    return keys[:MOST]


def _month(key: Key) -> int:
    return key[0] if isinstance(key[0], int) else 0


def _last_month(rows: dict[Key, dict[str, SafeCell]]) -> int:
    return max((_month(key) for key in rows), default=0)


def _size(cell: SafeCell) -> float:
    return float(cell.value) if isinstance(cell.value, int | float) and not cell.mark else -1.0


def _pair(
    before: dict[str, SafeCell] | None, after: dict[str, SafeCell] | None, column: Column
) -> tuple[str, str]:
    found = (row.get(column.name, NOT_SHOWN) if row else NOT_SHOWN for row in (before, after))
    then, now = (cell_text(cell, column) for cell in found)
    return then, now


def _breaks(result: SafeResult) -> tuple[str, ...]:
    return tuple(f"{month_said(month)}: {words}" for month, words in recording_breaks(result))


def _missing(result: SafeResult) -> tuple[str, ...]:
    """Each source's months that were not received."""
    return tuple(
        f"{one.title}: {', '.join(month_said(month) for month in one.missing_months)}"
        for one in result.sources
        if one.missing_months
    )
