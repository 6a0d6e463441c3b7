"""One file a format; each turns a file into a stream of UTF-8 CSV bytes and leaves no copy on disk.

A reader says how its files begin (`MAGICS`) and opens them (`stream`). The name of a file
is never believed: hospital exports called .csv are often workbooks, and the other way round.
"""

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from watchward.errors import InputRefusal

HEAD = 512  # bytes that a reader is chosen by


class Reader(Protocol):
    """What each module of this folder offers."""

    MAGICS: tuple[re.Pattern[bytes], ...]

    def stream(self, path: Path, *, sheet: str = "") -> BinaryIO:
        """The file as UTF-8 CSV bytes; `sheet` is one worksheet of a workbook, or its like."""
        ...


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader, found by this folder."""
    found = sorted(
        module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"
    )
    return tuple(cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in found)


def no_sheets(name: str) -> InputRefusal:
    """What every reader of a format without parts to choose from says to a part's name."""
    return InputRefusal(
        "A worksheet was asked for, and the file is no workbook.",
        where=name,
        do="Leave out --sheet, or give the workbook.",
    )


def reader_for(head: bytes) -> Reader:
    """The reader that knows most of the first bytes; plain text fits anything."""
    fitting = [
        (len(found.group()), place)
        for place, reader in enumerate(readers())
        for magic in reader.MAGICS
        if (found := magic.match(head))
    ]
    return readers()[max(fitting)[1]]
