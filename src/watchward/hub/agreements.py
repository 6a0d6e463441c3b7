"""On what terms a body's data are used: purpose, legal basis, floor, from when to when.

Without one in date a feed is refused where the store is for production or where the partnership
has asked for it; open data, which anybody may use, need none.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from watchward.contract.dataset import datasets
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.events import reason_given, write_event
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

LOWEST_FLOOR = 3
WARNED = (60, 30, 7, 0)  # days before the last one
REQUIRED = "agreements required"


@dataclass(frozen=True)
class Agreement:
    """What was signed; no count below `floor` is shown to partners while it is in date."""

    id: int
    provider: str
    dataset: str
    floor: int
    purpose: str
    basis: str
    valid_from: dt.date
    valid_to: dt.date
    by: str
    at: str


@dataclass(frozen=True)
class Expiry:
    """A body's data set whose agreement runs out; `mark` is the warning that is due."""

    provider: str
    dataset: str
    last: dt.date
    days: int  # negative where it has run out
    mark: int


def record_agreement(
    store: Store,
    *,
    provider: str,
    dataset: str,
    floor: int,
    purpose: str,
    valid_from: dt.date,
    valid_to: dt.date,
    by: str,
    now: dt.datetime,
    basis: str = "",
) -> int:
    """Write down what was signed; returns the agreement's number."""
    if floor < LOWEST_FLOOR:
        raise UsageRefusal(
            f"The floor is below {LOWEST_FLOOR}, which no agreement may allow.",
            where="floor",
            do=f"Agree a floor of {LOWEST_FLOOR} or more with the provider.",
        )
    if valid_from > valid_to:
        raise UsageRefusal("The agreement ends before it begins.", where="agreement")
    days = (valid_from.isoformat(), valid_to.isoformat())
    with ledger(store) as connection:
        made = connection.execute(
            "insert into agreement"
            " (provider, dataset, floor, purpose, basis, valid_from, valid_to, by, at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (provider, dataset, floor, purpose, basis, *days, by, now.isoformat()),
        ).lastrowid
        write_event(
            connection,
            kind="agreement recorded",
            by=by,
            at=now,
            reason=" ".join(purpose.split()),
            provider=provider,
            dataset=dataset,
            about={"agreement": made, "from": days[0], "to": days[1], "floor": floor},
        )
    return int(made or 0)


def end_agreement(
    store: Store, ident: int, *, last: dt.date, reason: str, by: str, now: dt.datetime
) -> Agreement:
    """It runs out sooner than was signed; one that runs longer is a new agreement."""
    why = reason_given(reason)
    with ledger(store) as connection:
        connection.execute("begin immediate")
        row = connection.execute("select * from agreement where id = ?", (ident,)).fetchone()
        if row is None:
            raise UsageRefusal("There is no agreement of that number.", where="agreement")
        found = _agreement(row)
        if not found.valid_from <= last < found.valid_to:
            raise UsageRefusal(
                "An agreement is ended on a day within it, before its last.",
                where="agreement",
                do="To extend it, record a new one.",
            )
        connection.execute(
            "update agreement set valid_to = ? where id = ?", (last.isoformat(), ident)
        )
        write_event(
            connection,
            kind="agreement ended",
            by=by,
            at=now,
            reason=why,
            provider=found.provider,
            dataset=found.dataset,
            about={"agreement": ident, "to": last.isoformat()},
        )
    return found


def every_agreement(store: Store) -> tuple[Agreement, ...]:
    """All that were ever recorded, by body, data set and first day."""
    with ledger(store) as connection:
        rows = connection.execute(
            "select * from agreement order by provider, dataset, valid_from, id"
        ).fetchall()
    return tuple(_agreement(row) for row in rows)


def agreements(store: Store, *, on: dt.date) -> tuple[Agreement, ...]:
    """Agreements in date on a day; of several for one provider and data set the newest counts."""
    found = [one for one in every_agreement(store) if one.valid_from <= on <= one.valid_to]
    newest = {(one.provider, one.dataset): one for one in sorted(found, key=lambda one: one.id)}
    return tuple(newest[key] for key in sorted(newest))


def expiring(store: Store, *, on: dt.date) -> tuple[Expiry, ...]:
    """Whose cover runs out within sixty days, or has; one that follows on without a gap counts."""
    by: dict[tuple[str, str], list[Agreement]] = {}
    for one in every_agreement(store):
        by.setdefault((one.provider, one.dataset), []).append(one)
    found = []
    for (provider, dataset), own in sorted(by.items()):
        last = _covered_to(own, on)
        days = (last - on).days
        if days <= WARNED[0]:
            mark = min((mark for mark in WARNED if mark >= days), default=0)
            found.append(Expiry(provider, dataset, last, days, mark))
    return tuple(found)


def _covered_to(own: Iterable[Agreement], on: dt.date) -> dt.date:
    """The last day of cover without a gap from `on`; where there is none, the last there was."""
    begun = [one for one in own if one.valid_from <= on]
    last = max((one.valid_to for one in begun), default=on - dt.timedelta(days=1))
    if last < on:
        return last
    for one in sorted(own, key=lambda one: one.valid_from):
        if one.valid_from <= last + dt.timedelta(days=1):
            last = max(last, one.valid_to)
    return last


def require_agreements(
    store: Store, *, required: bool, reason: str, by: str, now: dt.datetime
) -> None:
    """From now on a feed without an agreement in date is refused, or no longer."""
    why = reason_given(reason)
    said = "yes" if required else "no"
    with ledger(store) as connection:
        connection.execute("insert or replace into house_rule values (?, ?)", (REQUIRED, said))
        write_event(connection, kind=REQUIRED, by=by, at=now, reason=why, about={"required": said})


def agreements_required(store: Store) -> bool:
    """True in production, and where the partnership has asked for it."""
    with ledger(store) as connection:
        return store.production or _asked_for(connection)


def agreed(
    connection: sqlite3.Connection,
    *,
    provider: str,
    dataset: str,
    on: dt.date,
    production: bool,
    where: str,
) -> None:
    """Refuse a feed for which there is no agreement in date, where one is required."""
    about = datasets().get(dataset)
    if (about and about.public) or not (production or _asked_for(connection)):
        return
    row = connection.execute(
        "select max(valid_to) as last, sum(? between valid_from and valid_to) as now"
        " from agreement where provider = ? and dataset = ?",
        (on.isoformat(), provider, dataset),
    ).fetchone()
    if row["now"]:
        return
    ended = f"; the last one ended on {row['last']}" if row["last"] else ""
    raise PackageRefusal(
        f"No agreement with this provider about this data set is in date{ended}.",
        where=where,
        do="Ask the partnership to sign one and record it (on its page “Agreements”, or: "
        "watchward agree); then send this package again.",
    )


def _asked_for(connection: sqlite3.Connection) -> bool:
    row = connection.execute("select value from house_rule where name = ?", (REQUIRED,)).fetchone()
    return bool(row and row["value"] == "yes")


def _agreement(row: sqlite3.Row) -> Agreement:
    told = (row["id"], row["provider"], row["dataset"], row["floor"], row["purpose"], row["basis"])
    first, last = dt.date.fromisoformat(row["valid_from"]), dt.date.fromisoformat(row["valid_to"])
    return Agreement(*told, first, last, row["by"], row["at"])
