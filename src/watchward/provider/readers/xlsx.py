"""Workbooks: looked at as a ZIP first, then read by a process of its own (see `_sheet.py`).

The first visible worksheet is read, or the one asked for; no macro is ever near being run.
"""

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, cast

from watchward.errors import InputRefusal
from watchward.provider.readers._unpacked import check_workbook

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any workbook with a password
MAGICS = (re.compile(rb"PK\x03\x04|PK\x05\x06"), re.compile(OLD))
CHILD = Path(__file__).with_name("_sheet.py")
SAVE_AS = "Open it and save its table as “CSV UTF-8”."
SHEETS = "Give with --sheet a tab's name, or its number counted from the left."
REASONS = {
    3: "The workbook is damaged.",
    4: "The workbook has a password.",
    5: "The workbook has no worksheet that can be seen.",
    6: "The workbook has no such worksheet that can be seen.",
}


class _Sheet(io.RawIOBase):
    """What the reading process writes; its end is only believed if it ended well."""

    def __init__(self, path: Path, sheet: str) -> None:
        self._name = path.name
        self._process = subprocess.Popen(  # noqa: S603 our own file, no shell
            [sys.executable, "-I", str(CHILD), str(path.absolute()), sheet],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        pipe = self._process.stdout
        part = pipe.read(size) if pipe else b""
        if not part and self._process.wait() != 0:
            code = self._process.returncode
            what = REASONS.get(code, "The workbook needs too much memory.")
            raise InputRefusal(what, where=self._name, do=SHEETS if code == 6 else SAVE_AS)
        return part

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        if self._process.stdout:
            self._process.stdout.close()
        self._process.wait()
        super().close()


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """The first visible worksheet, or the one called `sheet` or at that place, as CSV."""
    with path.open("rb") as file:
        old = file.read(len(OLD)) == OLD
    if old:
        raise InputRefusal(
            "The workbook is of the old .xls kind, or has a password.", where=path.name, do=SAVE_AS
        )
    check_workbook(path)
    return cast(BinaryIO, _Sheet(path, sheet))
