"""PostgreSQL with a copy of one store version: loaded once, then asked, read only.

A version has a schema of its own, named for its files; loading another of the same store drops
those that nobody is asking, so that records removed from the store do not live on here. Text sorts
by code point ("C"), as in every engine.
"""

import atexit
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from watchward.engine import views
from watchward.engine.columnar import columns_of
from watchward.engine.dialect import said
from watchward.engine.holding import Holding, StoredFile, schema
from watchward.errors import UsageRefusal

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    import psycopg
    from numpy.typing import NDArray

    from watchward.engine.protocol import Value

NAMED = re.compile(r"%%\((?=[a-z_]+\)s)")
TYPES = {"tinyint": "smallint", "varchar": 'text collate "C"'}
SESSION = (
    # A step of a question has no statistics: taken for one row, it is joined in a loop for hours.
    "set enable_nestloop = off",
    "set work_mem = '64MB'",
    "set default_transaction_read_only = on",
)


class PostgreSQL:
    """One connection, its questions one after another."""

    def __init__(self, held: Sequence[Holding], where: str) -> None:
        self._connection = _connect(where)
        self._one = Lock()
        with self._connection.transaction(), self._connection.cursor() as cursor:
            _load(cursor, held)
        for one in SESSION:
            self._connection.execute(one)
        self._process = os.getpid()
        atexit.register(self.close)

    def rows(self, sql: str, values: "Mapping[str, Value]") -> "list[tuple[Value, ...]]":
        """Every row of the answer."""
        _, found = self._asked(sql, values)
        return [tuple(_whole(value) for value in row) for row in found]

    def arrays(self, sql: str, values: "Mapping[str, Value]") -> "dict[str, NDArray[np.generic]]":
        """The answer's columns; a column with nulls comes masked."""
        names, found = self._asked(sql, values)
        return columns_of(names, found)

    def close(self) -> None:
        """Hang up; what was loaded stays for the next question. A forked process has no say."""
        if self._process == os.getpid():
            atexit.unregister(self.close)
            self._connection.close()

    def _asked(
        self, sql: str, values: "Mapping[str, Value]"
    ) -> tuple[list[tuple[str, type]], list[tuple[Any, ...]]]:
        written = NAMED.sub("%(", said(sql, "postgres").replace("%", "%%"))
        with self._one, self._connection.cursor() as cursor:
            cursor.execute(written.encode(), dict(values))
            names = [(one.name, _kind(one.type_code)) for one in cursor.description or ()]
            return names, cursor.fetchall()


def start(held: Sequence[Holding], where: str) -> PostgreSQL:
    """An engine over what is held, loaded into the database at `where` if it is not there yet."""
    return PostgreSQL(held, where)


def _connect(where: str) -> "psycopg.Connection[tuple[Any, ...]]":
    try:
        import psycopg
        from psycopg.types.numeric import Int8Dumper
    except ImportError:
        raise UsageRefusal(
            "PostgreSQL's driver is not installed.", where="engine", do="Install the extra `web`."
        ) from None
    try:
        connection = psycopg.connect(where, autocommit=True)
    except psycopg.Error as fault:
        raise UsageRefusal(
            f"PostgreSQL cannot be reached ({type(fault).__name__}).",
            where="engine",
            do="Look whether it runs, and at the address: postgresql://user@host:port/database.",
        ) from None
    # The smallest type that holds a number would make a square of it overflow.
    connection.adapters.register_dumper(int, Int8Dumper)
    return connection


def _load(cursor: "psycopg.Cursor[tuple[Any, ...]]", held: Sequence[Holding]) -> None:
    """Make the version's schema where it is not there, and step into it."""
    family = f"watchward_{_short(str(_root(held)))}"
    files = (str(file.path) for holding in held for file in holding.files)
    mine = f"{family}_{_short(*(holding.dataset.name for holding in held), *sorted(files))}"
    cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [family])
    there = cursor.execute(
        "select nspname from pg_namespace where starts_with(nspname, %s)", [f"{family}_"]
    ).fetchall()
    if (mine,) not in there:
        for (other,) in there:
            if _idle(cursor, other):
                cursor.execute(f'drop schema "{views.name(other)}" cascade'.encode())
        cursor.execute(f'create schema "{views.name(mine)}"'.encode())
    cursor.execute(f'set search_path to "{views.name(mine)}"'.encode())
    cursor.execute("select pg_advisory_lock_shared(hashtext(%s))", [mine])  # until it hangs up
    if (mine,) not in there:
        for holding in held:
            _table(cursor, holding)
        if held:
            cursor.execute(f"create view incident as {views.incident(held, text=_text)}".encode())


def _idle(cursor: "psycopg.Cursor[tuple[Any, ...]]", schema: str) -> bool:
    """False while anybody asks it: whoever loads next will drop it."""
    asked = "select pg_try_advisory_xact_lock(hashtext(%s))"
    return cursor.execute(asked, [schema]).fetchone() == (True,)


def _table(cursor: "psycopg.Cursor[tuple[Any, ...]]", holding: Holding) -> None:
    named = views.name(holding.dataset.name)
    kinds = {name: views.SQL_TYPES[type(kind)] for name, kind in schema(holding.dataset).items()}
    listed = {"provider": "varchar", "period": "varchar", **kinds}
    made = ", ".join(f'"{name}" {TYPES.get(kind, kind)}' for name, kind in listed.items())
    cursor.execute(f"create table {named} ({made})".encode())
    with cursor.copy(f"copy {named} from stdin (format csv)".encode()) as copying:
        for frame in _frames(holding):
            text = io.BytesIO()
            frame.write_csv(text, include_header=False, quote_style="necessary")
            copying.write(text.getvalue())
    cursor.execute(f"create index on {named} (month)".encode())
    cursor.execute(f"analyze {named}".encode())


def _frames(holding: Holding) -> "Iterable[pl.DataFrame]":
    """The files' records in the order of the table's columns; a column that is lacking is null."""
    import polars as pl

    kinds = schema(holding.dataset)
    for file in holding.files:
        frame = pl.read_parquet(file.path, hive_partitioning=False)
        yield frame.select(
            pl.lit(file.provider).alias("provider"),
            pl.lit(file.period).alias("period"),
            *(
                (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
                for name, kind in kinds.items()
            ),
        )


def _text(said: str) -> str:
    return f'{views.literal(said)} collate "C"'


def _root(held: Sequence[Holding]) -> Path:
    """The folder of the store's tables."""
    first: StoredFile | None = next((file for one in held for file in one.files), None)
    return first.path.parents[3] if first else Path()


def _short(*texts: str) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


def _kind(code: int) -> type:
    import numpy as np

    return {21: np.int16, 23: np.int32, 20: np.int64, 16: np.bool_}.get(code, object)


def _whole(value: Any) -> "Value":
    """A sum of big numbers comes as a decimal of no places."""
    return int(value) if isinstance(value, Decimal) else value
