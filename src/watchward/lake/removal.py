"""Removing months for good: one Delta commit unlists them, then their folders go, by path.

Older versions of a table still list the files; they open without what was removed. Vacuum is never
used: it would break those versions, and leave what no version ever listed.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from deltalake import CommitProperties, Transaction
from deltalake.transaction import RemoveAction

from watchward.lake.files import HeldFile, table_files
from watchward.lake.store import Store
from watchward.lake.tables import PARTITIONS, open_table, table_path
from watchward.lake.writing import keep

KEY = "watchward_removal"
CHUNK = 1 << 20


def partition(store: Store, dataset: str, *, provider: str, month: str) -> Path:
    """The folder of one provider's month: every file of it, listed or not."""
    return table_path(store, dataset) / f"provider={provider}" / f"period={month}"


def partitions(store: Store, dataset: str) -> tuple[tuple[str, str], ...]:
    """Provider and month of every folder on disk that holds a file."""
    found = table_path(store, dataset).glob("provider=*/period=*")
    return tuple(
        sorted(
            (path.parent.name.partition("=")[2], path.name.partition("=")[2])
            for path in found
            if any(path.iterdir())
        )
    )


def listed(store: Store, dataset: str, *, provider: str, months: Iterable[str]) -> list[HeldFile]:
    """Files that the table lists now of these months."""
    wanted = set(months)
    return [
        file
        for file in table_files(store, dataset, None)
        if file.provider == provider and file.period in wanted
    ]


def commit_removal(store: Store, body: Mapping[str, Any], *, at_ms: int) -> int:
    """Unlist the months that `body` names, and say so in the log; returns the new version."""
    dataset = body["dataset"]
    table = open_table(store, dataset)
    root = table_path(store, dataset)
    removes = [
        RemoveAction(
            path=file.path.relative_to(root).as_posix(),
            data_change=True,
            deletion_timestamp=at_ms,
            size=file.size,
            partition_values={"provider": file.provider, "period": file.period},
        )
        for file in listed(store, dataset, provider=body["provider"], months=body["months"])
    ]
    properties = CommitProperties(
        custom_metadata={KEY: dict(body)},
        max_commit_retries=0,
        app_transactions=[Transaction(f"removal:{body['id']}", 1)],
    )
    try:
        table.create_write_transaction(
            list(removes), "append", table.schema(), PARTITIONS, commit_properties=properties
        )
    except Exception:
        table.update_incremental()
        if table.transaction_version(f"removal:{body['id']}") is None:
            raise
    table.update_incremental()
    version = int(table.version())
    for path in (root / "_delta_log" / f"{version:020d}.json", root / "_delta_log"):
        keep(path)
    return version


def table_removals(
    store: Store, dataset: str, *, last: int | None = None
) -> tuple[Mapping[str, Any], ...]:
    """What the table's log says was removed, oldest first; of the newest `last` commits."""
    history = open_table(store, dataset).history(last)
    return tuple(entry[KEY] for entry in reversed(history) if KEY in entry)


def erase(folder: Path) -> None:
    """Every file of a folder, then the folder; done again it does nothing."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        path.unlink()
    folder.rmdir()
    keep(folder.parent)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    made = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            made.update(chunk)
    return made.hexdigest()


def every_file(store: Store) -> Iterable[Path]:
    """Every file of the store's folder, hidden ones too."""
    for folder, _, names in os.walk(store.path):
        for name in names:
            yield Path(folder) / name
