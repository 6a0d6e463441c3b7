"""Restores a backup beside the site, compares, and takes it away again."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from watchward_web.operations.backup.database import postgres
from watchward_web.operations.backup.restore import Restored, restore


def rehearse(source: Path, *, database: Mapping[str, Any], audit_key: str) -> Restored:
    """A whole restore into a scratch folder and a scratch database of the site's own kind."""
    with tempfile.TemporaryDirectory(prefix="watchward-rehearsal-") as scratch:
        folder = Path(scratch)
        with _scratch_database(database, folder) as empty:
            return restore(
                source,
                data=folder / "data",
                database=empty,
                site_keys=folder / "site-keys",
                audit_key=audit_key,
                stores=folder / "stores",
            )


@contextmanager
def _scratch_database(database: Mapping[str, Any], folder: Path) -> Iterator[Mapping[str, Any]]:
    if database["ENGINE"].endswith("sqlite3"):
        yield {**database, "NAME": folder / "rehearsal.sqlite3"}
        return
    name = f"watchward_rehearsal_{os.getpid()}"
    with postgres(database) as connection:
        connection.execute(f'create database "{name}" template template0')
        try:
            yield {**database, "NAME": name}
        finally:
            connection.execute(f'drop database "{name}" with (force)')
