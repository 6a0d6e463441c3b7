"""Reads the .sql file beside an analysis: named queries, each under a line `-- name: what`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

HEADING = re.compile(r"^-- name: ([a-z_]+)\s*$", re.MULTILINE)


@cache
def queries(module: str) -> Mapping[str, str]:
    """The queries of the .sql file named as the Python file `module`, or as its folder, is."""
    here = Path(module)
    stem = here.parent.name if here.stem == "__init__" else here.stem
    path = here.with_name(f"{stem}.sql")
    _, *parts = HEADING.split(path.read_text("utf-8"))
    found = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
    if len(found) * 2 != len(parts) or not found:
        raise ValueError(f"{path.name}: every query needs a name of its own")
    return MappingProxyType(found)
