"""One file a kind of export, found by this folder; the file's name is the file ending.

Each writes released tables to a path and counts what another program finds in the file after.
"""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from watchward.contract.safe_result import SafeResult, SafeTable, Say


class Kind(Protocol):
    """What each module of this folder offers."""

    TYPE: str  # its media type
    MANY: bool  # whether one file holds several tables

    def takes(self, table: SafeTable, result: SafeResult) -> bool:
        """Whether this table can be written so at all."""
        ...

    def write(self, path: Path, tables: Sequence[SafeTable], result: SafeResult, say: Say) -> None:
        """Write the whole file; `say` says its own words in the language of the answer's."""
        ...

    def count(self, path: Path, tables: Sequence[SafeTable]) -> int:
        """The rows of the tables and their totals, as the finished file has them."""
        ...


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its file ending."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast(Kind, importlib.import_module(f"{__name__}.{name}")) for name in names}
