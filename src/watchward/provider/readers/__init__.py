"""One file a format; each turns a file into a stream of UTF-8 CSV bytes and leaves no copy on disk.

A reader names the first bytes of its files (`MAGICS`) and opens them (`stream`). The name of a file
is never believed: hospital exports called .csv are often workbooks, and the other way round.
"""

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from watchward.errors import InputRefusal


class Reader(Protocol):
    """What each module of this folder offers."""

    MAGICS: tuple[bytes, ...]

    def stream(self, path: Path, *, sheet: str = "") -> BinaryIO:
        """The file as UTF-8 CSV bytes; `sheet` is one worksheet of a workbook."""
        ...


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader, found by this folder."""
    found = sorted(
        module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"
    )
    return tuple(cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in found)


def no_sheets(name: str) -> InputRefusal:
    """What every reader but the workbooks' says to a worksheet's name."""
    return InputRefusal(
        "A worksheet was asked for, and the file is no workbook.",
        where=name,
        do="Leave out --sheet, or give the workbook.",
    )


def reader_for(head: bytes) -> Reader:
    """The reader whose first bytes fit best; plain text fits anything."""
    fitting = [
        (len(magic), place)
        for place, reader in enumerate(readers())
        for magic in reader.MAGICS
        if head.startswith(magic)
    ]
    return readers()[max(fitting)[1]]
