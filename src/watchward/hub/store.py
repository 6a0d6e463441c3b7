"""Lays accepted records out by month, and has them appear in the store all at once."""

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise
from typing import Self

import numpy as np
import polars as pl

from watchward.contract.period import month_text
from watchward.errors import PackageRefusal
from watchward.hub.arrived import Arrived
from watchward.hub.outcome import Outcome
from watchward.lake.commit import Part, commit, package_known, part_path
from watchward.lake.commits import Commit
from watchward.lake.store import Store
from watchward.lake.tables import held_tables, make_table, open_table, stored_columns, table_path
from watchward.lake.version import version_text
from watchward.lake.writing import write_kept

MAKERS = 2
FLUSH_ROWS = 1_000_000  # bounds memory; fewer, larger files are faster to question


class Shelf:
    """Accepted records on their way into a table: gathered by month, written a file a month.

    Nothing written here counts until a commit lists it. Files are made side by side, and go to the
    disk while the next are being made.
    """

    def __init__(self, store: Store, arrived: Arrived, *, write: bool = True) -> None:
        self._table = table_path(store, arrived.dataset.name)
        self._columns = list(stored_columns(arrived.dataset))
        self._provider, self._receipt = arrived.manifest.provider, arrived.receipt
        self._write = write
        self.rows = 0
        self._waiting: dict[int, list[pl.DataFrame]] = {}
        self._held = 0
        self._parts: list[Part] = []
        self._makers = ThreadPoolExecutor(MAKERS)
        self._keeper = ThreadPoolExecutor(1)
        self._kept: list[Future[None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in (self._makers, self._keeper):
            pool.shutdown(wait=True, cancel_futures=True)

    def add(self, records: pl.DataFrame, kept: pl.Series) -> None:
        """Put aside the records that stay; written once there are enough of them."""
        self.rows += int(kept.sum())
        if not self._write:
            return
        for month, frame in _by_month(records.select(self._columns), records["month"], kept):
            self._waiting.setdefault(month, []).append(frame)
            self._held += len(frame)
        if self._held >= FLUSH_ROWS:
            self._flush()

    def parts(self) -> Sequence[Part]:
        """Everything written, once the disk has it."""
        self._flush()
        for kept in self._kept:
            kept.result()
        return tuple(self._parts)

    def _flush(self) -> None:
        """Wait until every file is made: records of two flushes at once would double the memory."""
        months = sorted(self._waiting)
        gathered = [self._waiting.pop(month) for month in months]
        self._held = 0
        for month, (rows, made) in zip(months, self._makers.map(_file, gathered), strict=True):
            self._lay(month, rows, made.getbuffer())

    def _lay(self, month: int, rows: int, made: memoryview) -> None:
        path = part_path(
            provider=self._provider, month=month, receipt=self._receipt, number=len(self._parts)
        )
        target = self._table / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self._kept.append(self._keeper.submit(write_kept, target, made))
        self._parts.append(Part(path, self._provider, month_text(month), rows, made.nbytes))


def _file(frames: list[pl.DataFrame]) -> tuple[int, BytesIO]:
    """Rows, and the Parquet file of them: so small a file is made by one thread alone."""
    records, made = pl.concat(frames), BytesIO()
    records.write_parquet(made, compression="zstd", compression_level=1, statistics=False)
    return len(records), made


def _by_month(
    records: pl.DataFrame, months: pl.Series, kept: pl.Series
) -> list[tuple[int, pl.DataFrame]]:
    """The kept records of each month, in the order in which they came."""
    if months.is_null().any():
        records, months = records.filter(kept), months.filter(kept)
        kept = pl.Series([True]).new_from_index(0, len(records))
    number = months.to_numpy()
    stays = kept.to_numpy()
    if not stays.any():
        return []
    if stays.all() and number.min() == number.max():
        return [(int(number[0]), records)]
    rows = np.flatnonzero(stays)
    order = rows[np.argsort((number[rows] - number[rows].min()).astype(np.uint16), kind="stable")]
    sorted_months = number[order]
    edges = [0, *(np.flatnonzero(np.diff(sorted_months)) + 1).tolist(), len(order)]
    gathered = records[pl.Series(order, dtype=pl.UInt32)]
    return [
        (int(sorted_months[start]), gathered.slice(start, end - start))
        for start, end in pairwise(edges)
    ]


def store_outcome(
    outcome: Outcome, parts: Sequence[Part], *, store: Store, by: str, now: dt.datetime
) -> Commit:
    """The one commit. The version it makes is known beforehand, because only one process writes."""
    arrived = outcome.arrived
    table = make_table(store, arrived.dataset)
    if package_known(table, arrived.package.sha256):
        raise PackageRefusal("This package is already held.", where=arrived.file)
    versions = {name: open_table(store, name).version() for name in held_tables(store)}
    versions[arrived.dataset.name] = table.version() + 1
    stored = Commit(
        receipt=outcome.receipt(now=now, store_version=version_text(versions)),
        dataset_version=arrived.dataset.version,
        public_key=arrived.manifest.public_key,
        by=by,
        source=outcome.source,
        version=table.version() + 1,
    )
    at_ms = int(now.timestamp() * 1000)
    made = commit(table, store=store, dataset=arrived.dataset, parts=parts, of=stored, at_ms=at_ms)
    if made != stored.version:
        raise RuntimeError("the table moved on while the writer lock was held")
    return stored
