"""A copy of a whole store between two commits, and what it holds, so that both can be compared.

The writer's lock is held meanwhile: a commit is either in the copy or not. Readers go on.
"""

import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from watchward.errors import StoreRefusal
from watchward.lake.files import held, held_datasets
from watchward.lake.lock import writer_lock
from watchward.lake.store import MARKER, Store
from watchward.lake.version import current_version

# Half-received packages are sent again by their provider; the ledger goes by SQLite's own copy.
LEFT_OUT = ("incoming", "writer.lock", "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm")
PAUSE = 0.25


@dataclass(frozen=True)
class StoreFacts:
    """What a store holds: equal for a store and its copy."""

    version: str
    rows: dict[str, int]
    ledger: dict[str, int]  # rows of each table of the ledger


def store_facts(store: Store) -> StoreFacts:
    """Version, rows of each data set, rows of each of the ledger's tables."""
    rows = {name: sum(file.rows for file in held(store, name)) for name in held_datasets(store)}
    return StoreFacts(current_version(store), rows, _ledger_rows(store.ledger))


def _ledger_rows(path: Path) -> dict[str, int]:
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        return {
            name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in sorted(names)
        }


def copy_store(store: Store, target: Path, *, wait: float = 60) -> StoreFacts:
    """Copy the store to the new folder `target`; waits up to `wait` seconds for a writer."""
    until = time.monotonic() + wait
    while True:
        try:
            with writer_lock(store):
                _copy(store, target)
                return store_facts(store)
        except StoreRefusal:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)


def _copy(store: Store, target: Path) -> None:
    target.mkdir(parents=True, mode=0o700)
    for entry in sorted(store.path.iterdir()):
        if entry.name in LEFT_OUT or entry.name == MARKER:
            continue
        if entry.is_dir():
            shutil.copytree(entry, target / entry.name)
        else:
            shutil.copy(entry, target / entry.name)  # a key stays its owner's alone
    (target / "incoming").mkdir()
    if store.ledger.exists():
        with (
            closing(sqlite3.connect(store.ledger, timeout=10)) as here,
            closing(sqlite3.connect(target / store.ledger.name)) as there,
        ):
            here.backup(there)
    # Last, so that a copy that was cut short is no store.
    shutil.copyfile(store.path / MARKER, target / MARKER)
