"""Spark over the Parquet files that a store version lists: for a country's records, on a cluster.

Every executor must reach the files under the paths that the store gives (a shared disk or object
storage). A session is started once a process and address; each store has its own views in it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from watchward.engine import views
from watchward.engine.columnar import columns_of
from watchward.engine.dialect import said
from watchward.engine.holding import Holding, schema
from watchward.engine.scan import MONTH
from watchward.errors import UsageRefusal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pyspark.sql import DataFrame, SparkSession

    from watchward.engine.protocol import Value

LOCAL = "local[*]"
SETTINGS = {
    # Arithmetic that overflows, and text that is not a number, fail as they do in DuckDB.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
TYPES = {
    "tinyint": "ByteType",
    "integer": "IntegerType",
    "bigint": "LongType",
    "boolean": "BooleanType",
    "varchar": "StringType",
}
PARTITIONS = {"provider": pl.String(), "period": pl.String()}


class Spark:
    """One session's views over what is held."""

    def __init__(self, held: Sequence[Holding], where: str) -> None:
        self._session = _session(where).newSession()
        for holding in held:
            self._view(holding)
        if held:
            made = said(views.incident(held), "spark")
            self._session.sql(made).createOrReplaceTempView("incident")

    def _view(self, holding: Holding) -> None:
        """The data set's records with their declared types; month as the log has it."""
        about = holding.dataset
        columns = views.typed(about, schema(about), "r", month=MONTH)
        made = f"select r.provider, r.period, {columns} from stored as r"  # noqa: S608
        self._read(holding).createOrReplaceTempView("stored")
        self._session.sql(said(made, "spark")).createOrReplaceTempView(views.name(about.name))

    def _read(self, holding: Holding) -> "DataFrame":
        from pyspark.sql import types

        fields = [
            types.StructField(name, getattr(types, TYPES[views.SQL_TYPES[type(kind)]])())
            for name, kind in {**schema(holding.dataset), **PARTITIONS}.items()
        ]
        listed = types.StructType(fields)
        if not holding.files:
            return self._session.createDataFrame([], listed)
        root = holding.files[0].path.parents[2]
        reading = self._session.read.schema(listed).option("basePath", str(root))
        return reading.parquet(*(str(file.path) for file in holding.files))

    def rows(self, sql: str, values: "Mapping[str, Value]") -> "list[tuple[Value, ...]]":
        """Every row of the answer."""
        return [tuple(row) for row in self._asked(sql, values).collect()]

    def arrays(self, sql: str, values: "Mapping[str, Value]") -> "dict[str, NDArray[np.generic]]":
        """The answer's columns; a column with nulls comes masked."""
        asked = self._asked(sql, values)
        names = [(field.name, _kind(field.dataType.typeName())) for field in asked.schema.fields]
        return columns_of(names, asked.collect())

    def _asked(self, sql: str, values: "Mapping[str, Value]") -> "DataFrame":
        return self._session.sql(said(sql, "spark"), args=dict(values))

    def close(self) -> None:
        """Forget the views; the session stays for the next store."""
        self._session.catalog.clearCache()


def start(held: Sequence[Holding], where: str) -> Spark:
    """An engine over what is held; `where` is spark://host:port, or "spark" for this machine."""
    return Spark(held, where)


@cache
def _session(where: str) -> "SparkSession":
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageRefusal(
            "Spark is not installed.", where="engine", do="Install the extra `spark` and Java 17."
        ) from None
    builder = SparkSession.builder.appName("watchward")
    builder = builder.master(where if where.startswith("spark://") else LOCAL)
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as fault:  # noqa: BLE001  # of Java, in whatever wrapping Spark has
        raise UsageRefusal(
            f"Spark cannot be started or reached ({type(fault).__name__}).",
            where="engine",
            do="Look whether Java 17 is installed, and at the address: spark://host:port.",
        ) from None


def _kind(name: str) -> Any:
    import numpy as np

    sizes = {"byte": np.int8, "short": np.int16, "integer": np.int32, "long": np.int64}
    return {**sizes, "boolean": np.bool_}.get(name, object)
