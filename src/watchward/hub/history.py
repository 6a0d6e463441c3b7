"""What happened to one body's data set in one period, in the order in which it happened."""

import datetime as dt
import json
from dataclasses import dataclass

from watchward.contract.period import Period
from watchward.contract.receipt import Receipt
from watchward.hub.events import events
from watchward.hub.ledger import catch_up
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store


@dataclass(frozen=True)
class Step:
    """One thing that happened; `receipt` where it is about one, and `other` the one it replaced."""

    at: str  # UTC, ISO 8601
    what: str  # received, replaced, refused, locked, reopened, removed, duty set, duty ended …
    by: str
    reason: str = ""
    receipt: str = ""
    other: str = ""
    period: str = ""


def history(store: Store, *, provider: str, dataset: str, period: Period) -> tuple[Step, ...]:
    """Receipts, what replaced them, refusals, locks, reopenings, removals and the duty itself."""
    catch_up(store)
    steps = [
        *_received(store, provider, dataset, period),
        *_refused(store, provider, dataset, period),
        *_changed(store, provider, dataset, period),
    ]
    return tuple(sorted(steps, key=lambda step: (_moment(step.at), step.what)))


def _received(store: Store, provider: str, dataset: str, period: Period) -> list[Step]:
    with ledger(store) as connection:
        rows = connection.execute(
            "select body, by from receipt"
            " where provider = ? and dataset = ? and first <= ? and last >= ?"
            " order by table_version",
            (provider, dataset, period.last, period.first),
        ).fetchall()
    found = []
    for row in rows:
        receipt = Receipt(**json.loads(row["body"]))
        what = "replaced" if receipt.replaces else "received"
        found.append(
            Step(
                receipt.received_at,
                what,
                row["by"],
                receipt=receipt.id,
                other=receipt.replaces,
                period=receipt.period,
            )
        )
    return found


def _refused(store: Store, provider: str, dataset: str, period: Period) -> list[Step]:
    with ledger(store) as connection:
        rows = connection.execute(
            "select at, by, what, period from refusal"
            " where provider = ? and dataset = ? and period <> '' order by id",
            (provider, dataset),
        ).fetchall()
    return [
        Step(row["at"], "refused", row["by"], reason=row["what"], period=row["period"])
        for row in rows
        if Period.parse(row["period"]).overlaps(period)
    ]


def _changed(store: Store, provider: str, dataset: str, period: Period) -> list[Step]:
    return [
        Step(one.at, one.kind, one.by, reason=one.reason, period=str(one.period or ""))
        for one in events(store, provider=provider, dataset=dataset)
        if one.period is None or one.period.overlaps(period)
    ]


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
