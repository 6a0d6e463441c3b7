"""Gzip: unpacked as it is read, never to disk; a file cut short is refused, not read in part."""

import gzip
import io
import re
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from watchward.errors import InputRefusal
from watchward.provider.readers import no_sheets

MAGICS = (re.compile(rb"\x1f\x8b"),)
RATIO = 100  # text packs to a tenth or so, a bomb to a thousandth
SPARE = 4 * 1024 * 1024
NESTED = (b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")


class _Unpacked(io.RawIOBase):
    """Turns zlib's complaints into something a person can act on."""

    def __init__(self, path: Path) -> None:
        self._file = gzip.open(path, "rb")  # noqa: SIM115 closed with the stream
        self._name = path.name
        self._allowed = SPARE + RATIO * path.stat().st_size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            part = self._file.read(size)
            self._allowed -= len(part)
            if self._allowed >= 0:
                return part
            what, do = "The gzip file is far larger inside than text packs to.", "Check its source."
        except EOFError:
            what, do = "The gzip file is cut short.", "Copy or download it again, whole."
        except (gzip.BadGzipFile, zlib.error):
            what, do = "The gzip file is damaged.", "Copy or download it again."
        raise InputRefusal(what, where=self._name, do=do)

    def close(self) -> None:
        self._file.close()
        super().close()


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """What the gzip file holds, if that is text."""
    if sheet:
        raise no_sheets(path.name)
    peek = _Unpacked(path)
    try:
        nested = peek.read(4).startswith(NESTED)
    finally:
        peek.close()
    if nested:
        raise InputRefusal(
            "The gzip file holds another packed file.",
            where=path.name,
            do="Unpack it once and give the file inside.",
        )
    return cast(BinaryIO, _Unpacked(path))
