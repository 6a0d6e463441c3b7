"""The files that a store version lists, for engines to read: each of one receipt and one month."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store
from watchward.lake.tables import open_table, table_path
from watchward.lake.version import current_version, version_numbers


@dataclass(frozen=True)
class HeldFile:
    """One Parquet file; provider and period stand in its folder, not in its columns."""

    path: Path
    provider: str
    period: str  # YYYY-MM, the month of its records
    rows: int
    receipt: str

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size


def held(store: Store, dataset: str, version: str = "") -> tuple[HeldFile, ...]:
    """Files of one data set at a store version (the current one where none is given)."""
    at = version_numbers(version or current_version(store)).get(dataset)
    if at is None:
        return ()
    return table_files(store, dataset, at)


def held_datasets(store: Store, version: str = "") -> tuple[str, ...]:
    """Data sets that have a table at a store version, in name order."""
    return tuple(sorted(version_numbers(version or current_version(store))))


def table_files(store: Store, dataset: str, at: int | None) -> tuple[HeldFile, ...]:
    """Files of one table at one of its own versions."""
    listed = pl.DataFrame(open_table(store, dataset, version=at).get_add_actions(flatten=True))
    root = table_path(store, dataset)
    found = [
        HeldFile(root / path, provider, period, rows, path.rsplit("/", 1)[-1].rsplit("-", 1)[0])
        for path, provider, period, rows in listed.select(
            "path", "partition.provider", "partition.period", "num_records"
        ).iter_rows()
    ]
    there = _without_removed(store, dataset, found)
    return tuple(sorted(there, key=lambda file: (file.provider, file.period, file.path.name)))


def _without_removed(store: Store, dataset: str, found: list[HeldFile]) -> list[HeldFile]:
    """An older version lists what retention has removed; a file lost otherwise stays listed."""
    folders = {file.path.parent: (dataset, file.provider, file.period) for file in found}
    lost = {key for folder, key in folders.items() if not folder.is_dir()}
    if not lost:
        return found
    removed = lost & removed_months(store, dataset)
    return [file for file in found if (dataset, file.provider, file.period) not in removed]


def removed_months(store: Store, dataset: str = "") -> frozenset[tuple[str, str, str]]:
    """Data set, provider, month of all that retention removed for good."""
    with ledger(store) as connection:
        rows = connection.execute(
            "select dataset, provider, months.value as month"
            " from removal, json_each(removal.body, '$.months') as months"
            " where ? = '' or dataset = ?",
            (dataset, dataset),
        ).fetchall()
    return frozenset((row["dataset"], row["provider"], row["month"]) for row in rows)


def removed_since(store: Store, version: str) -> tuple[tuple[str, str, str], ...]:
    """Data set, provider and month that a store version listed and that have been removed since."""
    gone: set[tuple[str, str, str]] = set()
    removed = removed_months(store)
    if not removed:
        return ()
    for dataset, at in version_numbers(version).items():
        listed = pl.DataFrame(open_table(store, dataset, version=at).get_add_actions(flatten=True))
        pairs = listed.select("partition.provider", "partition.period").unique().iter_rows()
        gone |= {(dataset, provider, period) for provider, period in pairs} & removed
    return tuple(sorted(gone))
