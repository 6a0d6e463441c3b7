"""Which body owes which data set, from which day to which. When it falls due is the data set's."""

import datetime as dt
import sqlite3
from dataclasses import dataclass

from watchward.contract.dataset import dataset as dataset_named
from watchward.errors import UsageRefusal
from watchward.hub.bodies import nation_of, not_held_there
from watchward.hub.events import reason_given, write_event
from watchward.hub.receive import PROVIDER
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store


@dataclass(frozen=True)
class Duty:
    """`ends` is None while nobody knows of an end."""

    id: int
    provider: str
    dataset: str
    starts: dt.date
    ends: dt.date | None


def set_duty(
    store: Store,
    *,
    provider: str,
    dataset: str,
    starts: dt.date,
    ends: dt.date | None = None,
    reason: str,
    by: str,
    now: dt.datetime,
) -> int:
    """Write down that a body owes a data set; returns the duty's number."""
    why = reason_given(reason)
    _sensible(provider, dataset, starts, ends)
    with ledger(store) as connection:
        connection.execute("begin immediate")
        _of_its_nation(dataset, nation_of(connection, provider), starts)
        others = _of(connection, provider, dataset)
        if any(_overlap(one, starts, ends) for one in others):
            raise UsageRefusal(
                "This body has a duty of that data set in those days already.",
                where="duty",
                do="End the other duty first, or begin this one on the day after.",
            )
        made = connection.execute(
            "insert into duty (provider, dataset, starts, ends) values (?, ?, ?, ?)",
            (provider, dataset, starts.isoformat(), ends.isoformat() if ends else ""),
        ).lastrowid
        write_event(
            connection,
            kind="duty set",
            by=by,
            at=now,
            reason=why,
            provider=provider,
            dataset=dataset,
            about={
                "duty": made,
                "starts": starts.isoformat(),
                "ends": ends.isoformat() if ends else "",
            },
        )
    return int(made or 0)


def _of_its_nation(dataset: str, nation: str, starts: dt.date) -> None:
    if not_held_there(dataset_named(dataset), nation, on=starts):
        raise UsageRefusal(
            f"No body in {nation} holds this data set on the first day.",
            where="duty",
            do="Choose the data set of the body's own nation; or, if its nation is recorded "
            "wrongly, state it again: watchward enrol.",
        )


def end_duty(
    store: Store, ident: int, *, ends: dt.date, reason: str, by: str, now: dt.datetime
) -> Duty:
    """The body owes nothing of what begins after `ends`; its last period is still due."""
    why = reason_given(reason)
    with ledger(store) as connection:
        connection.execute("begin immediate")
        row = connection.execute("select * from duty where id = ?", (ident,)).fetchone()
        if row is None:
            raise UsageRefusal(
                "There is no duty of that number.", where="duty", do="See: watchward duty list."
            )
        duty = _duty(row)
        if ends < duty.starts:
            raise UsageRefusal(
                "The duty would end before it begins.",
                where="duty",
                do="Name its last day, which is not before its first.",
            )
        others = [one for one in _of(connection, duty.provider, duty.dataset) if one.id != ident]
        if any(_overlap(one, duty.starts, ends) for one in others):
            raise UsageRefusal(
                "It would run into the same body's next duty.",
                where="duty",
                do="End it before that one begins.",
            )
        connection.execute("update duty set ends = ? where id = ?", (ends.isoformat(), ident))
        write_event(
            connection,
            kind="duty ended",
            by=by,
            at=now,
            reason=why,
            provider=duty.provider,
            dataset=duty.dataset,
            about={"duty": ident, "ends": ends.isoformat()},
        )
    return Duty(duty.id, duty.provider, duty.dataset, duty.starts, ends)


def duties(store: Store) -> tuple[Duty, ...]:
    """Every duty that there is or was, by body, data set and first day."""
    with ledger(store) as connection:
        rows = connection.execute(
            "select * from duty order by provider, dataset, starts"
        ).fetchall()
    return tuple(_duty(row) for row in rows)


def _sensible(provider: str, dataset: str, starts: dt.date, ends: dt.date | None) -> None:
    if not PROVIDER.fullmatch(provider):
        raise UsageRefusal(
            "A provider code is of small letters, digits and hyphens.", where="provider"
        )
    if not dataset_named(dataset).duties:
        raise UsageRefusal(
            "The data set does not say when it falls due, so nobody can owe it.",
            where=f"data set {dataset}",
            do="Give its dataset.toml a [[duty]].",
        )
    if ends and ends < starts:
        raise UsageRefusal("The duty ends before it begins.", where="duty")


def _of(connection: sqlite3.Connection, provider: str, dataset: str) -> list[Duty]:
    rows = connection.execute(
        "select * from duty where provider = ? and dataset = ?", (provider, dataset)
    ).fetchall()
    return [_duty(row) for row in rows]


def _overlap(one: Duty, starts: dt.date, ends: dt.date | None) -> bool:
    return starts <= (one.ends or dt.date.max) and one.starts <= (ends or dt.date.max)


def _duty(row: sqlite3.Row) -> Duty:
    ends = dt.date.fromisoformat(row["ends"]) if row["ends"] else None
    starts = dt.date.fromisoformat(row["starts"])
    return Duty(row["id"], row["provider"], row["dataset"], starts, ends)
