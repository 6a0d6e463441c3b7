"""How large is a workbook once unpacked? Counted in a stream, before anything is built of it.

The ZIP directory is asked first, but is not believed: it may say less than there is.
"""

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from watchward.errors import InputRefusal

DIRECTORY_END = b"PK\x05\x06"
TAIL = 65_557
ENTRIES = 2_000
DIRECTORY_BYTES = 1024 * 1024
UNPACKED = 1024 * 1024 * 1024
RATIO = 100
SMALL = 16 * 1024 * 1024
CELLS = 20_000_000
SPARE_CELLS = 1_000_000
LONGEST_STRING = 65_536
BLOCK = 1024 * 1024
CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
MACROS = ("xl/vbaproject.bin", "xl/macrosheets/")


def check_workbook(path: Path) -> None:
    """Refuse a workbook that is a bomb, holds macros, or is no workbook."""
    refused = _Refusals(path.name)
    with path.open("rb") as file:
        _check_directory(file, path.stat().st_size, refused)
        try:
            with zipfile.ZipFile(file) as book:
                _check_entries(book.infolist(), path.stat().st_size, refused)
                for entry in book.infolist():
                    if entry.filename.startswith("xl/worksheets/"):
                        _check_sheet(book, entry, refused)
                    elif entry.filename == "xl/sharedStrings.xml":
                        _check_strings(book, entry, refused)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise refused.damaged() from None


class _Refusals:
    def __init__(self, name: str) -> None:
        self._name = name

    def damaged(self) -> InputRefusal:
        return self._made("The workbook is damaged, or is not one.")

    def large(self) -> InputRefusal:
        return self._made("The workbook is far larger inside than a table of records.")

    def macros(self) -> InputRefusal:
        return self._made("The workbook holds macros.")

    def _made(self, what: str) -> InputRefusal:
        return InputRefusal(what, where=self._name, do="Save its table as “CSV UTF-8”.")


def _check_directory(file: BinaryIO, size: int, refused: _Refusals) -> None:
    """Its own size first: listing a million entries would take longer than refusing them."""
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    at = tail.rfind(DIRECTORY_END)
    if at < 0 or len(tail) - at < 22:
        raise refused.damaged()
    entries, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    if entries > ENTRIES or length > DIRECTORY_BYTES:
        raise refused.large()
    file.seek(0)


def _check_entries(entries: list[zipfile.ZipInfo], size: int, refused: _Refusals) -> None:
    names = [entry.filename.lower() for entry in entries]
    if any(name.startswith(MACROS) for name in names):
        raise refused.macros()
    if "xl/workbook.xml" not in names:
        raise refused.damaged()
    overlapping = sum(entry.compress_size for entry in entries) > size
    steep = any(
        entry.file_size > max(SMALL, RATIO * max(1, entry.compress_size)) for entry in entries
    )
    if overlapping or steep or sum(entry.file_size for entry in entries) > UNPACKED:
        raise refused.large()


def _check_sheet(book: zipfile.ZipFile, entry: zipfile.ZipInfo, refused: _Refusals) -> None:
    """Cells counted, and the rectangle that they span: readers build all of it."""
    count = lowest = rightmost = 0
    rest = b""
    with book.open(entry) as sheet:
        while block := sheet.read(BLOCK):
            block = rest + block
            whole = block.rfind(b"<")
            block, rest = block[:whole], block[whole:]
            found = CELL.findall(block)
            count += block.count(b"<c ") + block.count(b":c ")
            lowest = max([lowest, *{int(row) for _, row in found}])
            rightmost = max([rightmost, *{_column(letters) for letters in {c for c, _ in found}}])
            spanned = lowest * rightmost
            if count > CELLS or spanned > min(CELLS, SPARE_CELLS + 50 * count):
                raise refused.large()
            if len(rest) > BLOCK:
                raise refused.damaged()


def _check_strings(book: zipfile.ZipFile, entry: zipfile.ZipInfo, refused: _Refusals) -> None:
    """A string longer than a cell may hold would be copied into every cell that names it."""
    run = 0
    with book.open(entry) as strings:
        while block := strings.read(BLOCK):
            parts = block.split(b"<")
            if max(run + len(parts[0]), *map(len, parts)) > LONGEST_STRING:
                raise refused.large()
            run = len(parts[-1]) if len(parts) > 1 else run + len(block)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
