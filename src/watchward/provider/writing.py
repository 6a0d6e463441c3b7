"""Batches to one Parquet file while they are being made, a few in memory at a time.

The writer runs in a thread of its own and asks for batches through a short queue: everything that
looks at records stays in the caller's thread, where refusals are raised and PROJ is at home.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Full, Queue
from typing import BinaryIO

import polars as pl
from polars.io.plugins import register_io_source

from watchward.contract.container import copy_hashed
from watchward.errors import StoreRefusal

ROW_GROUP = 250_000
WAITING = 1
PATIENCE = 0.1  # seconds between looks at whether the writer is still there


def write_parquet(
    batches: Iterable[pl.DataFrame], data: BinaryIO, *, schema: Mapping[str, pl.DataType]
) -> tuple[str, int]:
    """SHA-256 and length of what was written; every byte of it follows from the batches alone."""
    queue: Queue[pl.DataFrame | None] = Queue(maxsize=WAITING)
    with ThreadPoolExecutor(max_workers=1) as pool:
        written = pool.submit(_sink, queue, data, dict(schema))
        try:
            for batch in batches:
                _put(queue, batch, written)
                if written.done():
                    break  # it has failed: its reason is raised below
        finally:
            _put(queue, None, written)
        try:
            written.result()
        except (OSError, pl.exceptions.PolarsError):
            raise StoreRefusal(
                "The package's data cannot be written.",
                where="folder of packages",
                do="Make room, or choose another folder with --out; nothing was left behind.",
            ) from None
    data.seek(0)
    return copy_hashed(data)


def _sink(
    queue: "Queue[pl.DataFrame | None]", data: BinaryIO, schema: dict[str, pl.DataType]
) -> None:
    def batches(*_: object) -> Iterator[pl.DataFrame]:
        while (batch := queue.get()) is not None:
            yield batch

    register_io_source(batches, schema=schema).sink_parquet(
        data,
        compression="zstd",
        compression_level=1,  # as small as the usual level on these columns, and quicker
        statistics=False,  # a smallest and largest value a column would say more than is needed
        row_group_size=ROW_GROUP,
        maintain_order=True,
        engine="streaming",
    )


def _put(
    queue: "Queue[pl.DataFrame | None]", batch: pl.DataFrame | None, written: "Future[None]"
) -> None:
    """Wait for room, unless the writer has given up: its reason is raised at the end."""
    while not written.done():
        try:
            queue.put(batch, timeout=PATIENCE)
        except Full:
            continue
        return
