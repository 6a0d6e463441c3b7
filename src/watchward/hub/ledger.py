"""What the store has to say for itself: holdings, gaps, refusals, and whether all adds up."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from watchward.contract.period import Period, month_text
from watchward.contract.receipt import Receipt
from watchward.errors import Refusal, StoreRefusal
from watchward.hub.recover import behind, enter, recover, write_receipt
from watchward.hub.removal import removed_rows
from watchward.lake.commits import Commit
from watchward.lake.files import removed_months, table_files
from watchward.lake.ledger_file import ledger
from watchward.lake.lock import writer_lock
from watchward.lake.store import Store


def record_receipt(store: Store, commit: Commit) -> None:
    """Write down a package that has just been stored."""
    with ledger(store) as connection:
        enter(connection, commit)
    write_receipt(store, commit.receipt)


@contextmanager
def refusals_noted(
    store: Store | None,
    *,
    file: str,
    by: str,
    now: dt.datetime,
    package: tuple[str, str, str, str] = ("", "", "", ""),
) -> Iterator[None]:
    """A refusal is written down with its reason; `package`: hash, data set, provider, period."""
    try:
        yield
    except Refusal as refusal:
        if store:
            with ledger(store) as connection:
                connection.execute(
                    "insert into refusal (at, file, package, dataset, provider, period, what, by)"
                    " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    (now.isoformat(), file, *package, refusal.what, by),
                )
        raise


def catch_up(store: Store) -> None:
    """Let the ledger learn of a commit whose process died; a writer at work will do so itself.

    The lock is taken only where there is need: a reader must not turn a writer away.
    """
    if not behind(store):
        return
    try:
        with writer_lock(store):
            recover(store)
    except StoreRefusal:
        return


def receipts(store: Store, *, replaced: bool = False) -> tuple[Receipt, ...]:
    """Receipts that stand, by data set, provider and period; with `replaced`, the others too."""
    catch_up(store)
    with ledger(store) as connection:
        rows = connection.execute(
            "select body from receipt where replaced_by = '' or ?"
            " order by dataset, provider, first, table_version",
            (replaced,),
        ).fetchall()
    return tuple(Receipt(**json.loads(row["body"])) for row in rows)


def holdings(store: Store) -> list[dict[str, Any]]:
    """One entry a receipt that stands.

    `missing_before`: months not held since the receipt before; `missing_within`: months of its own
    period without one record, which nobody can tell from months that were left out of the extract.
    """
    entries: list[dict[str, Any]] = []
    standing = receipts(store)
    filled = _filled(store, {receipt.dataset for receipt in standing})
    removed = removed_months(store)
    before: Receipt | None = None
    for receipt in standing:
        same = before and (before.dataset, before.provider) == (receipt.dataset, receipt.provider)
        missing = _between(before, receipt) if before and same else []
        within = [
            month_text(month)
            for month in Period.parse(receipt.period).months
            if month_text(month) not in filled.get(receipt.id, ())
            and (receipt.dataset, receipt.provider, month_text(month)) not in removed
        ]
        entries.append({**_entry(receipt), "missing_before": missing, "missing_within": within})
        before = receipt
    return entries


def _filled(store: Store, datasets: set[str]) -> dict[str, set[str]]:
    """Receipt → the months of which it brought records."""
    filled: dict[str, set[str]] = {}
    for dataset in datasets:
        for file in table_files(store, dataset, None):
            filled.setdefault(file.receipt, set()).add(file.period)
    return filled


def _entry(receipt: Receipt) -> dict[str, Any]:
    written = receipt.to_json()
    written["receipt"] = written.pop("id")
    return written


def _between(before: Receipt, after: Receipt) -> list[str]:
    first, last = Period.parse(before.period).last, Period.parse(after.period).first
    return [month_text(month) for month in range(first + 1, last)]


def gaps(store: Store) -> list[dict[str, Any]]:
    """First and last month held of each provider's data set, and the months missing between."""
    found: dict[tuple[str, str], list[Period]] = {}
    for receipt in receipts(store):
        found.setdefault((receipt.dataset, receipt.provider), []).append(
            Period.parse(receipt.period)
        )
    return [
        {
            "dataset": dataset,
            "provider": provider,
            "first": month_text(periods[0].first),
            "last": month_text(periods[-1].last),
            "missing": [
                month_text(month)
                for one, other in pairwise(periods)
                for month in range(one.last + 1, other.first)
            ],
        }
        for (dataset, provider), periods in found.items()
    ]


def accounts(store: Store) -> list[dict[str, Any]]:
    """Every row of every source file, and whether the store holds exactly what the receipts say."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for receipt in receipts(store):
        own = sums.setdefault((receipt.dataset, receipt.provider), {})
        for name in ("rows_read", "unreadable", "left_out", "packaged", "accepted", "rejected"):
            own[name] = own.get(name, 0) + getattr(receipt, name)
    stored: dict[tuple[str, str], int] = {}
    for dataset in {dataset for dataset, _ in sums}:
        for file in table_files(store, dataset, None):
            key = (dataset, file.provider)
            stored[key] = stored.get(key, 0) + file.rows
    removed = removed_rows(store)
    return [
        {
            "dataset": dataset,
            "provider": provider,
            **own,
            "stored": stored.get((dataset, provider), 0),
            "removed": removed.get((dataset, provider), 0),
            "adds_up": own["rows_read"] == own["unreadable"] + own["left_out"] + own["packaged"]
            and own["packaged"] == own["accepted"] + own["rejected"]
            and own["accepted"]
            == stored.get((dataset, provider), 0) + removed.get((dataset, provider), 0),
        }
        for (dataset, provider), own in sums.items()
    ]


def refusals(store: Store) -> list[dict[str, Any]]:
    """What was refused, when, and why."""
    with ledger(store) as connection:
        rows = connection.execute("select * from refusal order by id").fetchall()
    return [dict(row) for row in rows]
