"""Writes a file whose bytes are ready, and has the disk keep it.

Parquet is made in memory and written from here because a full disk must be told apart from a
damaged file, and Polars says the same of both.
"""

import os
from pathlib import Path


def write_kept(path: Path, body: bytes | memoryview) -> None:
    """Write, and return only when a power cut can no longer undo it."""
    with path.open("wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())


def keep(path: Path) -> None:
    """Have the disk keep what is there already; a folder keeps the names in it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
