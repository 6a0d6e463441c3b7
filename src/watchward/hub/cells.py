"""The ledger of who owes what: one cell for each body, data set and period, judged on a day.

A period is in time where the first package that brought its last month came by the due day; a later
correction does not make it late. Counts of rows are exact: they are for the provider and analysts.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from watchward.contract.dataset import datasets
from watchward.contract.duty import DutyRule, month_of, periods
from watchward.contract.period import Period, last_day
from watchward.contract.receipt import Receipt
from watchward.geography.clock import LONDON
from watchward.hub.duties import Duty, duties
from watchward.hub.held import Held, what_is_held
from watchward.hub.locks import locks
from watchward.lake.store import Store

RUNNING, AWAITED, MISSING, PART, IN_TIME, LATE, REMOVED = (
    "running",  # the period has not ended
    "awaited",  # ended, not yet due, not yet whole
    "missing",  # past its day, nothing came
    "part",  # past its day, some of its months came
    "in time",
    "late",
    "removed",  # came, and was deleted when its time was up
)
RECEIVED = frozenset({IN_TIME, LATE, REMOVED})


@dataclass(frozen=True)
class Cell:
    """One body's data set in one period, as it stands on the day it was asked for."""

    provider: str
    dataset: str
    period: Period  # the whole month or quarter
    owed: Period  # the months of it that fall in the duty
    due: dt.date
    state: str
    late_days: int  # days late when it came, or so far; never negative
    received: dt.date | None  # the day on which the last month first came
    months: tuple[int, ...]  # months that came, removed ones included
    receipts: tuple[str, ...]  # that stand
    superseded: tuple[tuple[str, str], ...]  # (receipt, the one that replaced it)
    rows: Mapping[str, int] = field(default_factory=dict)
    refused: int = 0  # packages of these months that were refused whole
    locked: bool = False
    early: bool = False  # first sent before the period was over: it may not be whole
    unusual: bool = False  # fewer than half the rows that are usual for this body

    @property
    def complete(self) -> int:
        """Of the rows read at the provider, how many in a hundred were accepted."""
        read = self.rows.get("read", 0)
        return 100 * self.rows.get("accepted_of_read", 0) // read if read else 0

    @property
    def replaced(self) -> bool:
        """True where a correction stands in an earlier package's place."""
        return bool(self.superseded)


def cells(store: Store, *, now: dt.datetime, ahead: int = 0) -> tuple[Cell, ...]:
    """Every cell of every duty up to the period that runs, and of so many months `ahead`."""
    held, shut = what_is_held(store), locks(store)
    locked = {(one.provider, one.dataset, month) for one in shut for month in one.period.months}
    today = now.astimezone(LONDON).date()
    found: list[Cell] = []
    for duty in duties(store):
        own = held.of(duty.provider, duty.dataset)
        made = [
            _cell(duty, period, rule, own=own, today=today)
            for period, rule in _owed_periods(duty, today, ahead)
        ]
        found += [
            _marked(one, locked={m for p, d, m in locked if (p, d) == (one.provider, one.dataset)})
            for one in _unusual(made)
        ]
    return tuple(found)


def _owed_periods(duty: Duty, today: dt.date, ahead: int) -> Iterable[tuple[Period, DutyRule]]:
    about = datasets().get(duty.dataset)
    last = month_of(today) + ahead
    if about is None or month_of(duty.starts) > last:
        return ()
    if duty.ends:
        last = min(last, month_of(duty.ends))
    return periods(about.duties, first=month_of(duty.starts), last=last)


def _cell(duty: Duty, period: Period, rule: DutyRule, *, own: Held, today: dt.date) -> Cell:
    owed = Period(
        max(period.first, month_of(duty.starts)),
        min(period.last, month_of(duty.ends) if duty.ends else period.last),
    )
    came = {month: own.first[month] for month in owed.months if month in own.first}
    due = rule.due(period)
    ended = last_day(period.last) < today
    whole = len(came) == len(owed.months)
    received = max(came.values()) if whole else None
    standing = [one for one in own.standing if Period.parse(one.period).overlaps(owed)]
    return Cell(
        provider=duty.provider,
        dataset=duty.dataset,
        period=period,
        owed=owed,
        due=due,
        state=_state(owed, came, own=own, due=due, ended=ended, today=today),
        late_days=max(((received or today) - due).days, 0) if ended or received else 0,
        received=received,
        months=tuple(sorted(came)),
        receipts=tuple(one.id for one in standing),
        superseded=tuple(
            (old, new) for old, new, of in own.replaced if Period.parse(of).overlaps(owed)
        ),
        rows=_rows(own, standing, owed),
        refused=sum(Period.parse(of).overlaps(owed) for of in own.refused if of),
        early=received is not None and received <= last_day(owed.last),
    )


def _state(
    owed: Period,
    came: Mapping[int, dt.date],
    *,
    own: Held,
    due: dt.date,
    ended: bool,
    today: dt.date,
) -> str:
    if len(came) == len(owed.months):
        if set(owed.months) <= own.removed:
            return REMOVED
        return IN_TIME if max(came.values()) <= due else LATE
    if not ended:
        return RUNNING
    if today <= due:
        return AWAITED
    return PART if came else MISSING


def _rows(own: Held, standing: list[Receipt], owed: Period) -> dict[str, int]:
    """`accepted` is of these months alone; the others are of every package that touches them."""
    return {
        "accepted": sum(own.rows.get(month, 0) for month in owed.months),
        "accepted_of_read": sum(one.accepted for one in standing),
        "read": sum(one.rows_read for one in standing),
        "unreadable": sum(one.unreadable for one in standing),
        "rejected": sum(one.rejected for one in standing),
    }


def _unusual(made: list[Cell]) -> list[Cell]:
    """Marks a period of less than half the median of the twelve before it (four at the least)."""
    known: list[int] = []
    marked = []
    for one in made:
        low = False
        if one.state in (IN_TIME, LATE):
            rows = one.rows["accepted"]
            before = sorted(known[-12:])
            low = len(before) >= 4 and 2 * rows < before[len(before) // 2]
            known.append(rows)
        marked.append(replace(one, unusual=low))
    return marked


def _marked(one: Cell, *, locked: set[int]) -> Cell:
    return replace(one, locked=bool(one.months) and set(one.owed.months) <= locked)


def due_next(found: Iterable[Cell], *, today: dt.date, days: int) -> list[Cell]:
    """Cells not yet whole that fall due within so many days, the nearest first."""
    near = today + dt.timedelta(days=days)
    open_cells = [one for one in found if one.state in (RUNNING, AWAITED) and one.due <= near]
    return sorted(open_cells, key=lambda one: (one.due, one.provider, one.dataset))


def overdue(found: Iterable[Cell]) -> list[Cell]:
    """Cells past their day that are missing or only part there, the latest first."""
    return sorted(
        (one for one in found if one.state in (MISSING, PART)),
        key=lambda one: (-one.late_days, one.provider, one.dataset),
    )
