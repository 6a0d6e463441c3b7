"""The files that a store version lists, for engines to read: each of one receipt and one month."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

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
    return tuple(sorted(found, key=lambda file: (file.provider, file.period, file.path.name)))
