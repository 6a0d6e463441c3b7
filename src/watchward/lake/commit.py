"""The one atomic write: a package's files appear, and those it replaces go, in one Delta commit."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deltalake import CommitProperties, DeltaTable, Transaction
from deltalake.transaction import AddAction, RemoveAction

from watchward.contract.dataset import Dataset
from watchward.contract.period import month_text
from watchward.lake.commits import Commit
from watchward.lake.files import HeldFile, table_files
from watchward.lake.store import Store
from watchward.lake.tables import PARTITIONS, delta_schema, table_path
from watchward.lake.writing import keep


@dataclass(frozen=True)
class Part:
    """A file written into the table's folder and not yet listed by any version."""

    path: Path  # relative to the table
    provider: str
    period: str
    rows: int
    size: int


def part_path(*, provider: str, month: int, receipt: str, number: int) -> Path:
    """Where a part lies in its table; its name says whose it is, so that it can be swept up."""
    folder = Path(f"provider={provider}") / f"period={month_text(month)}"
    return folder / f"{receipt}-{number}.parquet"


def package_known(table: DeltaTable, package: str) -> bool:
    """True where this very package was ever committed."""
    return table.transaction_version(f"package:{package}") is not None


def commit(
    table: DeltaTable,
    *,
    store: Store,
    dataset: Dataset,
    parts: Sequence[Part],
    of: Commit,
    at_ms: int,
) -> int:
    """List `parts` and unlist the files of the receipt that `of` replaces; returns the new version.

    There is no retry: under the writer lock nobody else can have written.
    """
    adds = [
        AddAction(
            path=part.path.as_posix(),
            size=part.size,
            partition_values={"provider": part.provider, "period": part.period},
            modification_time=at_ms,
            data_change=True,
            stats=json.dumps({"numRecords": part.rows}),
        )
        for part in parts
    ]
    gone = _files_of(store, dataset, of.receipt.replaces) if of.receipt.replaces else ()
    removes = [
        RemoveAction(
            path=file.path.relative_to(table_path(store, dataset.name)).as_posix(),
            data_change=True,
            deletion_timestamp=at_ms,
            size=file.size,
            partition_values={"provider": file.provider, "period": file.period},
        )
        for file in gone
    ]
    _write(table, [*adds, *removes], dataset, of)
    version = int(table.version())
    log = table_path(store, dataset.name) / "_delta_log"
    for path in (log / f"{version:020d}.json", log):
        keep(path)
    return version


def _write(
    table: DeltaTable, actions: list[AddAction | RemoveAction], dataset: Dataset, of: Commit
) -> None:
    """What follows the log entry, a checkpoint now and then, may fail without undoing it."""
    properties = CommitProperties(
        custom_metadata=of.to_metadata(),
        max_commit_retries=0,
        app_transactions=[Transaction(f"package:{of.receipt.package}", 1)],
    )
    try:
        table.create_write_transaction(
            actions, "append", delta_schema(dataset), PARTITIONS, commit_properties=properties
        )
    except Exception:
        table.update_incremental()
        if not package_known(table, of.receipt.package):
            raise
    table.update_incremental()


def _files_of(store: Store, dataset: Dataset, receipt: str) -> tuple[HeldFile, ...]:
    return tuple(file for file in table_files(store, dataset.name, None) if file.receipt == receipt)


def sweep(store: Store, dataset: str, receipt: str) -> None:
    """Remove the parts that a process left when it died before its commit."""
    for path in table_path(store, dataset).glob(f"provider=*/period=*/{receipt}-*.parquet"):
        path.unlink()
