"""Who owes what as a grid: a row a month, a column a body's data set, a quarter over three rows.

A state is a sign and a word, never a colour alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from watchward.contract.safe_result import SafeResult
from watchward.disclosure.protect import protect_result
from watchward.hub.cells import Cell, cells
from watchward.hub.history import Step, history
from watchward.hub.results import sources_result
from watchward.hub.status import lines
from watchward_web.core.store import open_partnership
from watchward_web.partners.held import month_of
from watchward_web.partners.seat import Seat

MONTHS = 12


@dataclass(frozen=True)
class Slot:
    """One cell of the grid and how many of its months are in the window; None owes nothing."""

    cell: Cell | None
    span: int


@dataclass(frozen=True)
class Column:
    """One body's data set; a slot stands at the newest of its months."""

    provider: str
    dataset: str
    slots: Mapping[int, Slot]


@dataclass(frozen=True)
class Grid:
    """The last twelve months, the newest first, and a column for each body's data set."""

    months: tuple[int, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Told:
    """One cell and what happened to it."""

    cell: Cell
    steps: tuple[Step, ...]


def owed(seat: Seat, *, now: datetime) -> tuple[Cell, ...]:
    """Every cell of the partnership; no number of records is shown from them."""
    return cells(open_partnership(seat.partnership.store), now=now)


def grid(found: Iterable[Cell], *, now: datetime) -> Grid:
    """Lay the cells out by month."""
    last = month_of(now)
    months = tuple(range(last, last - MONTHS, -1))
    columns = tuple(
        Column(line.provider, line.dataset, _slots(line.cells, months)) for line in lines(found)
    )
    return Grid(months, columns)


def _slots(found: tuple[Cell, ...], months: tuple[int, ...]) -> dict[int, Slot]:
    by_month = {month: one for one in found for month in one.owed.months}
    slots: dict[int, Slot] = {}
    at = months[0]
    for month in months:
        cell = by_month.get(month)
        if at in slots and cell is not None and slots[at].cell is cell:
            slots[at] = Slot(cell, slots[at].span + 1)
        else:
            at = month
            slots[at] = Slot(cell, 1)
    return slots


def told_of(seat: Seat, *, provider: str, dataset: str, first: int, now: datetime) -> Told | None:
    """The cell that begins in a month, with its history; None where nobody owes it."""
    for one in owed(seat, now=now):
        if (one.provider, one.dataset, one.period.first) == (provider, dataset, first):
            store = open_partnership(seat.partnership.store)
            steps = history(store, provider=provider, dataset=dataset, period=one.period)
            return Told(one, steps)
    return None


def used_sources(seat: Seat, *, now: datetime) -> SafeResult:
    """Figure 14 of the report, from what arrived here, as the seat's audience may have it."""
    store = open_partnership(seat.partnership.store)
    return protect_result(sources_result(store, now=now), audience=seat.audience)
