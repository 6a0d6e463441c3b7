"""A period that is closed: its figures have been used, so a correction waits until it is reopened.

The lock is asked before any record is looked at, under the writer's lock, so that no correction
can slip in beside it.
"""

import datetime as dt
import sqlite3
from dataclasses import dataclass

from watchward.contract.dataset import dataset as dataset_named
from watchward.contract.period import Period
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.events import reason_given, write_event
from watchward.hub.recover import recovered
from watchward.lake.ledger_file import ledger
from watchward.lake.lock import writer_lock
from watchward.lake.store import Store


@dataclass(frozen=True)
class Lock:
    """Months of one provider's data set, closed by somebody for a reason."""

    id: int
    provider: str
    dataset: str
    period: Period
    at: str
    by: str
    reason: str


def lock(
    store: Store,
    *,
    provider: str,
    dataset: str,
    period: Period,
    reason: str,
    by: str,
    now: dt.datetime,
) -> int:
    """Close the months; each must have been accepted. Returns the lock's number."""
    why = reason_given(reason)
    dataset_named(dataset)
    with writer_lock(store), recovered(store), ledger(store) as connection:
        connection.execute("begin immediate")
        _acceptable(connection, provider, dataset, period)
        made = connection.execute(
            "insert into period_lock (provider, dataset, first, last, at, by, reason)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (provider, dataset, period.first, period.last, _said(now), by, why),
        ).lastrowid
        write_event(
            connection,
            kind="locked",
            by=by,
            at=now,
            reason=why,
            provider=provider,
            dataset=dataset,
            period=period,
            about={"lock": made},
        )
    return int(made or 0)


def reopen(store: Store, ident: int, *, reason: str, by: str, now: dt.datetime) -> Lock:
    """Let corrections in again; who, when and why stay in the history."""
    why = reason_given(reason)
    with ledger(store) as connection:
        connection.execute("begin immediate")
        row = connection.execute(
            "select * from period_lock where id = ? and reopened_at = ''", (ident,)
        ).fetchone()
        if row is None:
            raise UsageRefusal(
                "There is no lock of that number, or it has been reopened already.",
                where="lock",
                do="See: watchward lock list.",
            )
        found = _lock(row)
        connection.execute(
            "update period_lock set reopened_at = ? where id = ?", (_said(now), ident)
        )
        write_event(
            connection,
            kind="reopened",
            by=by,
            at=now,
            reason=why,
            provider=found.provider,
            dataset=found.dataset,
            period=found.period,
            about={"lock": ident},
        )
    return found


def locks(store: Store) -> tuple[Lock, ...]:
    """Locks that hold now, by provider, data set and month."""
    with ledger(store) as connection:
        rows = connection.execute(
            "select * from period_lock where reopened_at = '' order by provider, dataset, first"
        ).fetchall()
    return tuple(_lock(row) for row in rows)


def not_locked(
    connection: sqlite3.Connection, *, provider: str, dataset: str, period: Period, where: str
) -> None:
    """Refuse a package of months that are closed, naming who can open them and how."""
    rows = _open_locks(connection, provider, dataset)
    shut = [one for one in rows if one.period.overlaps(period)]
    if shut:
        raise PackageRefusal(
            f"{shut[0].period} is locked, since {shut[0].at[:10]}: its figures have been used.",
            where=where,
            do="Ask the partnership to reopen it and say why you correct it (on its page "
            f"“Locks”, or: watchward lock reopen {shut[0].id}); then send this package again.",
        )


def _acceptable(
    connection: sqlite3.Connection, provider: str, dataset: str, period: Period
) -> None:
    held = connection.execute(
        "select first, last from receipt where provider = ? and dataset = ? and replaced_by = ''",
        (provider, dataset),
    ).fetchall()
    accepted = {month for row in held for month in range(row["first"], row["last"] + 1)}
    lacking = sorted(set(period.months) - accepted)
    if lacking:
        raise UsageRefusal(
            f"{Period(lacking[0], lacking[0])} has not been accepted, so it cannot be locked.",
            where="lock",
            do="Lock only months that are held: see `watchward ledger`.",
        )
    shut = _open_locks(connection, provider, dataset)
    if any(one.period.overlaps(period) for one in shut):
        raise UsageRefusal(
            "Some of these months are locked already.", where="lock", do="Nothing needs doing."
        )


def _open_locks(connection: sqlite3.Connection, provider: str, dataset: str) -> list[Lock]:
    rows = connection.execute(
        "select * from period_lock"
        " where provider = ? and dataset = ? and reopened_at = '' order by first",
        (provider, dataset),
    ).fetchall()
    return [_lock(row) for row in rows]


def _lock(row: sqlite3.Row) -> Lock:
    period = Period(row["first"], row["last"])
    return Lock(
        row["id"], row["provider"], row["dataset"], period, row["at"], row["by"], row["reason"]
    )


def _said(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
