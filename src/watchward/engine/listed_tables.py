"""Tables of the questions that link lists: for analysts, with estimates that count no records."""

from collections.abc import Sequence

from watchward.contract.result import Cell, Column, Table
from watchward.engine.asked import Asked

ENDS = (
    Column("total", "Events in all", "note"),
    Column("low", "Lowest likely", "note"),
    Column("high", "Highest likely", "note"),
)


def whole(value: float) -> Cell:
    """An estimate as a whole number; words where there is no end to it."""
    return "no limit" if value == float("inf") else round(value)


def listed_table(
    asked: Asked,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[Cell, ...]],
) -> Table:
    """A table over the months asked, which nobody but an analyst is shown."""
    return Table(
        name=name,
        title=title,
        columns=columns,
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
        analysts_only=True,
    )
