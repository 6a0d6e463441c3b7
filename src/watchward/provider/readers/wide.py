"""UTF-16 text, as some systems export it: turned into UTF-8 as it is read.

Only with the mark at its beginning, which nothing else begins with: an encoding is never guessed.
"""

import codecs
import io
import re
from pathlib import Path
from typing import BinaryIO, cast

from watchward.errors import InputRefusal
from watchward.provider.readers import no_sheets

MAGICS = (re.compile(rb"\xff\xfe|\xfe\xff"),)


class _Narrowed(io.RawIOBase):
    """The same text in UTF-8, in order and whole, or a refusal."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._name = path.name
        self._decoder = codecs.getincrementaldecoder("utf-16")()
        self._held = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._held) < size:
            block = self._file.read(max(size, 65_536))
            try:
                self._held += self._decoder.decode(block, final=not block).encode()
            except UnicodeError:
                raise InputRefusal(
                    "The file begins as UTF-16 and is damaged or cut short.",
                    where=self._name,
                    do="Export it again as CSV UTF-8.",
                ) from None
            if not block:
                break
        size = len(self._held) if size < 0 else size
        part, self._held = self._held[:size], self._held[size:]
        return part

    def close(self) -> None:
        self._file.close()
        super().close()


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """The text as UTF-8."""
    if sheet:
        raise no_sheets(path.name)
    return cast(BinaryIO, _Narrowed(path))
