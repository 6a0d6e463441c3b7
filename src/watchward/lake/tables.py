"""One Delta table a data set: its schema follows from the data set; every version stays readable.

Log statistics are off because they would keep values of records that retention has deleted.
"""

from pathlib import Path

import polars as pl
from deltalake import DeltaTable, Field, Schema
from deltalake.schema import PrimitiveType

from watchward.contract.columns import SPINE, kept_columns
from watchward.contract.dataset import Dataset
from watchward.lake.store import Store

PARTITIONS = ["provider", "period"]
CONFIGURATION = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.dataSkippingNumIndexedCols": "0",
}
DELTA_NAMES: dict[pl.DataType, str] = {
    pl.Int8(): "byte",
    pl.Int32(): "integer",
    pl.Int64(): "long",
    pl.Boolean(): "boolean",
    pl.String(): "string",
}


def stored_columns(dataset: Dataset) -> dict[str, pl.DataType]:
    """Columns of the stored files, in order; provider and period stand in the folder names."""
    return {**SPINE, "clock_missing": pl.Boolean(), **kept_columns(dataset)}


def delta_schema(dataset: Dataset) -> Schema:
    """The table's schema as Delta Lake names types."""
    partitions = [Field(name, PrimitiveType("string")) for name in PARTITIONS]
    columns = stored_columns(dataset).items()
    return Schema(
        partitions + [Field(name, PrimitiveType(DELTA_NAMES[kind])) for name, kind in columns]
    )


def table_path(store: Store, dataset: str) -> Path:
    """Where a data set's table lies."""
    return store.tables / dataset


def held_tables(store: Store) -> tuple[str, ...]:
    """Data sets that have a table, in name order."""
    logs = store.tables.glob("*/_delta_log/00000000000000000000.json")
    return tuple(sorted(path.parents[1].name for path in logs))


def open_table(store: Store, dataset: str, *, version: int | None = None) -> DeltaTable:
    """The data set's table, as it is or as it was at `version`."""
    return DeltaTable(table_path(store, dataset), version=version)


def make_table(store: Store, dataset: Dataset) -> DeltaTable:
    """Open the data set's table; made empty, as its version 0, where there is none yet."""
    path = table_path(store, dataset.name)
    if dataset.name in held_tables(store):
        return DeltaTable(path)
    return DeltaTable.create(
        path,
        schema=delta_schema(dataset),
        partition_by=PARTITIONS,
        name=dataset.name,
        description=dataset.title,
        configuration=CONFIGURATION,
    )
