"""What to remind whom of, and when it was done: due soon, overdue, an agreement that runs out.

Titles name a data set, a period and a day: nothing of a person can stand in one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchward.contract.dataset import datasets
from watchward.geography.clock import LONDON
from watchward.hub.agreements import Expiry, expiring
from watchward.hub.cells import AWAITED, MISSING, PART, RUNNING, Cell, cells
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

SOON = (14, 7, 1)  # days before the due day
OFTEN = 8  # weeks in which somebody is reminded weekly; then every fourth week
AHEAD = 12  # months of the calendar


@dataclass(frozen=True)
class Reminder:
    """`key` is the same on every day on which it would be the same reminder, so it goes once."""

    key: str
    kind: str  # due soon, overdue, agreement
    provider: str
    dataset: str
    on: dt.date
    title: str


@dataclass(frozen=True)
class Entry:
    """A day of the calendar: something falls due, or an agreement ends."""

    key: str
    provider: str
    on: dt.date
    title: str


def reminders(store: Store, *, now: dt.datetime, provider: str = "") -> tuple[Reminder, ...]:
    """What there is to say today, the most pressing first; of one body where named."""
    today = now.astimezone(LONDON).date()
    found = [
        *(r for one in cells(store, now=now) for r in _of_cell(one, today)),
        *(_of_agreement(one) for one in expiring(store, on=today)),
    ]
    mine = [one for one in found if not provider or one.provider == provider]
    order = ("overdue", "due soon", "agreement")
    return tuple(sorted(mine, key=lambda r: (r.provider, order.index(r.kind), r.on)))


def unsent(store: Store, found: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Those that nobody has been sent yet."""
    with ledger(store) as connection:
        sent = {row["key"] for row in connection.execute("select key from reminded")}
    return tuple(one for one in found if one.key not in sent)


def note_sent(store: Store, found: Iterable[Reminder], *, by: str, now: dt.datetime) -> None:
    """So that a job that runs twice reminds once."""
    with ledger(store) as connection:
        connection.executemany(
            "insert or ignore into reminded values (?, ?, ?)",
            [(one.key, now.isoformat(), by) for one in found],
        )


def entries(store: Store, *, now: dt.datetime, provider: str = "") -> tuple[Entry, ...]:
    """Every due day of the coming year that is still open, those past and open, agreements' ends.

    The keys stay as they are, so that a calendar moves an entry rather than doubling it.
    """
    today = now.astimezone(LONDON).date()
    found = [
        Entry(_key("due", one), one.provider, one.due, f"{_named(one)} is due")
        for one in cells(store, now=now, ahead=AHEAD)
        if one.state in (RUNNING, AWAITED, MISSING, PART)
    ]
    found += [
        Entry(
            f"agreement:{one.provider}:{one.dataset}",
            one.provider,
            one.last,
            f"The agreement about {_title(one.dataset)} ends ({one.provider})",
        )
        for one in expiring(store, on=today)
    ]
    mine = [one for one in found if not provider or one.provider == provider]
    return tuple(sorted(mine, key=lambda one: (one.on, one.key)))


def _of_cell(one: Cell, today: dt.date) -> Iterator[Reminder]:
    if one.state in (MISSING, PART):
        week = (one.late_days - 1) // 7
        turn = week if week < OFTEN else OFTEN + (week - OFTEN) // 4
        how = "is missing" if one.state == MISSING else "is there in part"
        title = f"{_named(one)} {how}: it was due on {one.due}, {one.late_days} days ago"
        yield _reminder(one, "overdue", f"{turn}", title)
    days = (one.due - today).days
    if one.state == AWAITED and days <= SOON[0]:
        mark = min(mark for mark in SOON if mark >= min(days, SOON[0]))
        title = f"{_named(one)} is due on {one.due}"
        yield _reminder(one, "due soon", f"{mark}", title)


def _reminder(one: Cell, kind: str, turn: str, title: str) -> Reminder:
    key = f"{_key(kind, one)}:{turn}"
    return Reminder(key, kind, one.provider, one.dataset, one.due, title)


def _of_agreement(one: Expiry) -> Reminder:
    ends = "ends on" if one.days >= 0 else "ended on"
    title = f"The agreement about {_title(one.dataset)} {ends} {one.last} ({one.provider})"
    key = f"agreement:{one.provider}:{one.dataset}:{one.last}:{one.mark}"
    return Reminder(key, "agreement", one.provider, one.dataset, one.last, title)


def _key(kind: str, one: Cell) -> str:
    return f"{kind}:{one.provider}:{one.dataset}:{one.period}"


def _named(one: Cell) -> str:
    return f"{_title(one.dataset)}, {one.owed} ({one.provider})"


def _title(dataset: str) -> str:
    about = datasets().get(dataset)
    return about.title if about else dataset
