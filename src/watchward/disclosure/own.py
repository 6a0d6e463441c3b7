"""A guest at the table sees areas, and of the named places only the premises that is their own."""

from collections.abc import Sequence
from dataclasses import replace

from watchward.contract.safe_result import GATE, SafeTable
from watchward.disclosure.rules import Audience


def own_places(
    tables: Sequence[SafeTable], *, who: Audience, premises: str
) -> tuple[SafeTable, ...]:
    """Tables of places cut down to the guest's own; everybody else's as they are."""
    if who.places != "none":
        return tuple(tables)
    return tuple(_cut(table, premises) if is_of_places(table) else table for table in tables)


def is_of_places(table: SafeTable) -> bool:
    """True where a row is about a named place."""
    return any(c.role == "dimension" and c.describes == "place" for c in table.columns)


def _cut(table: SafeTable, premises: str) -> SafeTable:
    at = [column.describes for column in table.columns].index("place")
    rows = tuple(row for row in table.rows if row[at].value == premises)
    hidden = sum(cell.mark == "c" for row in rows for cell in row)
    return replace(table, rows=rows, total_rows=(), hidden=hidden, gate=GATE)
