"""UTF-16 text, as some systems export it: turned into UTF-8 as it is read.

Only with the mark at its beginning, which nothing else begins with: an encoding is never guessed.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from watchward.errors import InputRefusal
from watchward.provider.readers import no_sheets
from watchward.provider.readers._blocks import Blocks

MAGICS = (re.compile(rb"\xff\xfe|\xfe\xff"),)
BLOCK = 1024 * 1024


class _Narrowed(Blocks):
    """The same text in UTF-8, in order and whole, or a refusal."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        super().__init__(_narrowed(self._file, path.name))

    def close(self) -> None:
        self._file.close()
        super().close()


def _narrowed(file: BinaryIO, name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")()
    while True:
        block = file.read(BLOCK)
        try:
            yield decoder.decode(block, final=not block).encode()
        except UnicodeError:
            raise InputRefusal(
                "The file begins as UTF-16 and is damaged or cut short.",
                where=name,
                do="Export it again as CSV UTF-8.",
            ) from None
        if not block:
            return


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """The text as UTF-8."""
    if sheet:
        raise no_sheets(path.name)
    return cast(BinaryIO, _Narrowed(path))
