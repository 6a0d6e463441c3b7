"""An archive of data.police.uk: one force's street files, month after month, as one CSV stream.

Outcomes, stop and search and other forces' files are passed over. Nothing is unpacked to disk.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from watchward.errors import InputRefusal
from watchward.provider.readers._archive import AGAIN, check_archive
from watchward.provider.readers._blocks import Blocks

# The first name in it is a month's, a folder's or a table's; a workbook begins with other parts.
MAGICS = (
    re.compile(
        rb"(?s)PK\x03\x04.{26}(?!\[Content|xl/|_rels/|docProps/|customXml/|mimetype)"
        rb"(?:\d{4}-\d\d|[^\0/]{0,200}/|[^\0]{1,200}?\.(?i:csv|zip|gz))"
    ),
)
STREET = re.compile(r"(?:.*/)?(\d{4}-(?:0[1-9]|1[0-2]))-([a-z]+(?:-[a-z]+)*)-street\.csv", re.ASCII)
BLOCK = 256 * 1024
LONGEST_HEADER = 16 * 1024
MARK = b"\xef\xbb\xbf"
SHOWN = 6


class _Months(Blocks):
    """The months' files behind one another, under the first one's header."""

    def __init__(self, path: Path, force: str) -> None:
        self._file = path.open("rb")
        self._name = path.name
        try:
            check_archive(self._file, path)
            self._zip = ZipFile(self._file)
            chosen = _chosen(self._zip.infolist(), force, self._name)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
            self._file.close()
            raise InputRefusal("The archive is damaged.", where=path.name, do=AGAIN) from None
        except InputRefusal:
            self._file.close()
            raise
        super().__init__(self._all(chosen))

    def close(self) -> None:
        self._file.close()
        super().close()

    def _all(self, chosen: list[ZipInfo]) -> Iterator[bytes]:
        first = b""
        for entry in chosen:
            try:
                for block in self._one(entry, first):
                    first = first or block
                    yield block
            except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
                raise self._refusal("It is damaged inside the archive.", entry, AGAIN) from None

    def _one(self, entry: ZipInfo, first: bytes) -> Iterator[bytes]:
        """A month's records, their header only where it is the first; every mark closed."""
        marks = 0
        with self._zip.open(entry) as month:
            header = month.readline(LONGEST_HEADER).removeprefix(MARK).rstrip(b"\r\n") + b"\n"
            if first and header != first:
                what = "Its columns are not those of the first month."
                raise self._refusal(what, entry, "Prepare that month by itself.")
            if not first:
                yield header
            last = b"\n"
            while block := month.read(BLOCK):
                marks += block.count(b'"')
                last = block
                yield block
        if not last.endswith(b"\n"):
            yield b"\n"
        if (marks + header.count(b'"')) % 2:
            what = "A quotation mark is opened and never closed."
            raise self._refusal(what, entry, "Take that month out, or download it again.")

    def _refusal(self, what: str, entry: ZipInfo, do: str) -> InputRefusal:
        month = STREET.fullmatch(entry.filename)
        where = f"{self._name}, {month[1]}" if month else self._name
        return InputRefusal(what, where=where, do=do)


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """The force named by `sheet`, or the only one that there is."""
    return cast(BinaryIO, _Months(path, sheet.strip().casefold().replace(" ", "-")))


def _chosen(entries: list[ZipInfo], force: str, name: str) -> list[ZipInfo]:
    """One street file a month, in the order of months."""
    found = [(match[2], match[1], e) for e in entries if (match := STREET.fullmatch(e.filename))]
    forces = sorted({one for one, _, _ in found})
    if not forces:
        raise InputRefusal(
            "The archive holds no street file (YYYY-MM-force-street.csv).",
            where=name,
            do="Download it from data.police.uk with “Include crime data” ticked. "
            "If it is meant to be a workbook, open it and save its table as “CSV UTF-8”.",
        )
    if (not force and len(forces) > 1) or (force and force not in forces):
        shown = ", ".join(forces[:SHOWN]) + (", …" if len(forces) > SHOWN else "")
        raise InputRefusal(
            f"The archive holds {len(forces):,} forces' files, and not one was chosen among them.",
            where=name,
            do=f"Choose with --sheet FORCE. It has: {shown}.",
        )
    force = force or forces[0]
    own = sorted((month, entry.filename, entry) for one, month, entry in found if one == force)
    months = [month for month, _, _ in own]
    if len(set(months)) < len(months):
        raise InputRefusal(
            "The archive holds a month of that force twice.",
            where=name,
            do="Take one of them out: its crimes would count twice.",
        )
    if gap := _gap(months):
        raise InputRefusal(
            f"The archive has no file of that force for {gap}, and has later ones.",
            where=name,
            do="Download the months before it and after it apart: it would pass for a quiet month.",
        )
    return [entry for _, _, entry in own]


def _gap(months: list[str]) -> str:
    """The first month that is missing between others."""
    for month, after in pairwise(months):
        year, number = map(int, month.split("-"))
        expected = f"{year + number // 12}-{number % 12 + 1:02d}"
        if after != expected:
            return expected
    return ""
