"""Who changed what the ledger alone knows, when and why: written with the change, never altered."""

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watchward.contract.period import Period
from watchward.errors import UsageRefusal
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

MOST = 500  # letters of a reason


@dataclass(frozen=True)
class Event:
    """One change. `period` is None where it concerns no months."""

    at: str
    by: str
    kind: str
    provider: str
    dataset: str
    period: Period | None
    reason: str
    about: Mapping[str, Any]


def reason_given(text: str) -> str:
    """The reason, tidied; a change without one is refused."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > MOST:
        raise UsageRefusal(
            "A change of the ledger needs a reason." if not tidy else "The reason is too long.",
            where="reason",
            do=f"Say why in a sentence (at most {MOST} letters), without naming a patient.",
        )
    return tidy


def write_event(
    connection: sqlite3.Connection,
    *,
    kind: str,
    by: str,
    at: dt.datetime,
    reason: str,
    provider: str = "",
    dataset: str = "",
    period: Period | None = None,
    about: Mapping[str, Any] | None = None,
) -> None:
    """In the transaction of what it tells of."""
    connection.execute(
        "insert into event (at, by, kind, provider, dataset, first, last, reason, about)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            at.astimezone(dt.UTC).isoformat(timespec="seconds"),
            by,
            kind,
            provider,
            dataset,
            period.first if period else None,
            period.last if period else None,
            reason,
            json.dumps(dict(about or {}), sort_keys=True),
        ),
    )


def events(store: Store, *, provider: str = "", dataset: str = "") -> tuple[Event, ...]:
    """Every change, oldest first; of one provider or data set where named."""
    with ledger(store) as connection:
        rows = connection.execute(
            "select * from event where (? = '' or provider = ?) and (? = '' or dataset = ?)"
            " order by id",
            (provider, provider, dataset, dataset),
        ).fetchall()
    return tuple(_event(row) for row in rows)


def _event(row: sqlite3.Row) -> Event:
    period = None if row["first"] is None else Period(row["first"], row["last"])
    told = (row["at"], row["by"], row["kind"], row["provider"], row["dataset"])
    return Event(*told, period, row["reason"], json.loads(row["about"]))
