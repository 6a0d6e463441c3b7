"""Brings the ledger up to what the commits say, and clears away what a dead process left."""

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watchward.contract.period import Period
from watchward.contract.receipt import Receipt
from watchward.hub.enrol import pin
from watchward.hub.removal import certificates, finish
from watchward.hub.signed import receipt_text
from watchward.lake.commit import sweep
from watchward.lake.commits import Commit, table_commits
from watchward.lake.ledger_file import ledger
from watchward.lake.removal import commit_removal, partition, table_removals
from watchward.lake.store import Store
from watchward.lake.tables import held_tables, open_table


def recover(store: Store) -> int:
    """Returns how many commits the ledger had missed. Call it under the writer lock."""
    missed = sum(_catch_up(store, dataset) for dataset in held_tables(store))
    for left in sorted(store.incoming.iterdir()):
        _clear(store, left.name)
    return missed


def behind(store: Store) -> bool:
    """True where there is something to recover, or a writer at work; asks without a lock."""
    with ledger(store) as connection:
        known = {name: _known_version(connection, name) for name in held_tables(store)}
    return any(store.incoming.iterdir()) or any(
        open_table(store, name).version() != at for name, at in known.items()
    )


@contextmanager
def recovered(store: Store) -> Iterator[None]:
    """Recover before the work and after it, however it ends."""
    recover(store)
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error, OSError):  # it will be tried again; what went wrong is said
            recover(store)
        raise
    recover(store)


def _clear(store: Store, receipt: str) -> None:
    """Remove what was laid out for a package; where its commit stands, only the working copy."""
    with ledger(store) as connection:
        held = connection.execute("select body from receipt where id = ?", (receipt,)).fetchone()
    if held and not receipt_file(store, receipt).exists():
        write_receipt(store, Receipt(**json.loads(held["body"])))
    if not held:
        for dataset in held_tables(store):
            sweep(store, dataset, receipt)
    left = store.incoming / receipt
    if left.is_dir():
        shutil.rmtree(left)
    else:
        left.unlink(missing_ok=True)


def _catch_up(store: Store, dataset: str) -> int:
    at = open_table(store, dataset).version()
    with ledger(store) as connection:
        known = _known_version(connection, dataset)
    if at == known:
        return 0
    newest = at - known if at > known else None
    commits = table_commits(store, dataset, last=newest)
    for body in table_removals(store, dataset, last=newest):
        finish(store, body)
    with ledger(store) as connection:
        if at < known:  # an older copy of the tables was put back
            connection.execute("delete from receipt where dataset = ?", (dataset,))
        for commit in commits:
            enter(connection, commit)
        _set_version(connection, dataset, at)
    for commit in commits:
        write_receipt(store, commit.receipt)
    if at < known:
        _remove_again(store, dataset)
    return len(commits)


def _remove_again(store: Store, dataset: str) -> None:
    """Tables put back from a copy bring back what had been removed from them."""
    for body in certificates(store):
        months = [
            month
            for month in body["months"]
            if partition(store, dataset, provider=body["provider"], month=month).exists()
        ]
        if body["dataset"] == dataset and months:
            again = {**body, "id": f"{body['id']}-again", "months": months}
            version = commit_removal(store, again, at_ms=_milliseconds(body["at"]))
            finish(store, again)
            with ledger(store) as connection:
                _set_version(connection, dataset, version)


def _milliseconds(at: str) -> int:
    return int(dt.datetime.fromisoformat(at).timestamp() * 1000)


def enter(connection: sqlite3.Connection, commit: Commit) -> None:
    """Write one commit into the ledger: its receipt, what it replaced, a provider's first key."""
    receipt = commit.receipt
    period = Period.parse(receipt.period)
    connection.execute(
        "insert or replace into receipt values (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)",
        (
            receipt.id,
            receipt.package,
            receipt.dataset,
            receipt.provider,
            period.first,
            period.last,
            commit.source,
            commit.by,
            commit.version,
            json.dumps(receipt.to_json(), sort_keys=True),
        ),
    )
    if receipt.replaces:
        connection.execute(
            "update receipt set replaced_by = ? where id = ?", (receipt.id, receipt.replaces)
        )
    pin(
        connection,
        provider=receipt.provider,
        public_key=commit.public_key,
        since=receipt.received_at,
        by=commit.by,
    )
    _set_version(connection, receipt.dataset, commit.version)


def receipt_file(store: Store, receipt: str) -> Path:
    """Where a receipt lies that can be sent back."""
    return store.receipts / f"{receipt}.json"


def write_receipt(store: Store, receipt: Receipt) -> None:
    """Write it among what is incoming, where leavings are cleared away, then move it."""
    part = store.incoming / f"{receipt.id}.json"
    part.write_text(receipt_text(store, receipt), "utf-8")
    part.replace(receipt_file(store, receipt.id))


def _known_version(connection: sqlite3.Connection, dataset: str) -> int:
    row = connection.execute(
        "select version from table_version where dataset = ?", (dataset,)
    ).fetchone()
    return int(row["version"]) if row else 0


def _set_version(connection: sqlite3.Connection, dataset: str, version: int) -> None:
    connection.execute("insert or replace into table_version values (?, ?)", (dataset, version))
