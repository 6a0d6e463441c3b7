"""DuckDB over the Parquet files that a store version lists, in memory, and locked in.

Started with no network, no extension and no file but those listed: a slip in SQL can read nothing
else and write nowhere. Results come as Python values or NumPy arrays (there is no PyArrow).
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import duckdb

from watchward.engine import scan, views
from watchward.engine.holding import Holding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.engine.protocol import Value

MEMORY = "600MB"
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": MEMORY,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": False,
    "enable_external_file_cache": False,  # records deleted from disk must not stay in memory
}
COLUMNS = "select file_name, name from parquet_schema(?) where type is not null"
PARAMETER = re.compile(r"\$([a-z_]+)")


class DuckDB:
    """One in-memory database; each question has a connection of its own, so threads may ask."""

    def __init__(self, held: Sequence[Holding]) -> None:
        self._connection = duckdb.connect(":memory:", config=CONFIG)
        files = [file for holding in held for file in holding.files]
        self._lock([str(file.path) for file in files])
        self._connection.execute(
            "create table stored_file (path varchar, provider varchar, period varchar)"
        )
        for file in files:
            self._connection.execute(
                "insert into stored_file values (?, ?, ?)",
                [str(file.path), file.provider, file.period],
            )
        for holding in held:
            self._view(holding)
        if held:
            self._connection.execute(f"create view incident as {views.incident(held)}")

    def _lock(self, paths: Sequence[str]) -> None:
        listed = ", ".join(views.literal(path) for path in paths)
        self._connection.execute(f"set allowed_paths = [{listed}]")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def _view(self, holding: Holding) -> None:
        files = [str(file.path) for file in holding.files]
        columns: dict[str, set[str]] = {}
        for path, column in self._connection.execute(COLUMNS, [files]).fetchall() if files else ():
            columns.setdefault(path, set()).add(column)
        alike = len({frozenset(found) for found in columns.values()}) <= 1
        present = frozenset[str]().union(*columns.values())
        made = scan.view(holding.dataset, holding.files, present=present, alike=alike)
        self._connection.execute(f"create view {views.name(holding.dataset.name)} as {made}")

    def rows(self, sql: str, values: "Mapping[str, Value]") -> list[tuple["Value", ...]]:
        """Every row of the answer."""
        with self._connection.cursor() as asking:
            return asking.execute(sql, _named(sql, values)).fetchall()

    def arrays(self, sql: str, values: "Mapping[str, Value]") -> "dict[str, NDArray[np.generic]]":
        """The answer's columns; a column with nulls comes masked."""
        with self._connection.cursor() as asking:
            return asking.execute(sql, _named(sql, values)).fetchnumpy()

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()


def _named(sql: str, values: "Mapping[str, Value]") -> "dict[str, Value]":
    """Only the values that the question names: DuckDB refuses others."""
    return {key: values[key] for key in PARAMETER.findall(sql)}


def start(held: Sequence[Holding], where: str = "") -> DuckDB:  # noqa: ARG001
    """An engine over what is held; it runs in this process, so `where` says nothing."""
    return DuckDB(held)
