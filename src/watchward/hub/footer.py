"""Reads a Parquet file's own account of itself before any decoder touches it.

A signed package may still be hostile: a few kilobytes can declare pages that unpack to gigabytes.
Every size is read here in plain Python, where the worst that can happen is an exception.
"""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchward.hub.thrift import Malformed, read_struct

MAGIC = b"PAR1"
LARGEST_FOOTER = 16 * 1024 * 1024
MOST_ROWS_IN_GROUP = 1_100_000
LARGEST_GROUP = 512 * 1024 * 1024  # bytes once unpacked
LARGEST_PAGE = 64 * 1024 * 1024
LARGEST_HEADER = 64 * 1024
DATA_PAGE, DICTIONARY_PAGE, DATA_PAGE_V2 = 0, 2, 3
COUNTS = {DATA_PAGE: 5, DICTIONARY_PAGE: 7, DATA_PAGE_V2: 8}  # where a page header counts values


@dataclass(frozen=True)
class Footer:
    """Rows in each row group, in file order."""

    groups: tuple[int, ...]

    @property
    def rows(self) -> int:
        """Rows in the file."""
        return sum(self.groups)


def read_footer(path: Path) -> Footer:
    """Row groups of a file whose every page is within the limits; Malformed where one is not."""
    with path.open("rb") as file:
        if path.stat().st_size < 12:
            raise Malformed("too short")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _checked(data)


def _checked(data: mmap.mmap) -> Footer:
    size = len(data)
    length = int.from_bytes(data[size - 8 : size - 4], "little")
    if data[:4] != MAGIC or data[size - 4 :] != MAGIC or length > min(size - 12, LARGEST_FOOTER):
        raise Malformed("no footer")
    footer, _ = read_struct(data[size - 8 - length : size - 8], 0)
    groups = tuple(_group_rows(data, group, size - 8 - length) for group in _list(footer, 4))
    if sum(groups) != _number(footer, 3):
        raise Malformed("rows do not add up")
    return Footer(groups)


def _group_rows(data: mmap.mmap, group: Any, end: int) -> int:
    rows = _number(group, 3)
    if not 0 < rows <= MOST_ROWS_IN_GROUP:
        raise Malformed("row group too long")
    unpacked = 0
    for chunk in _list(group, 1):
        if 1 in chunk:
            raise Malformed("data in another file")
        unpacked += _chunk_bytes(data, chunk.get(3, {}), rows=rows, end=end)
    if unpacked > LARGEST_GROUP:
        raise Malformed("row group too large")
    return rows


def _chunk_bytes(data: mmap.mmap, about: Any, *, rows: int, end: int) -> int:
    """What one column of one row group unpacks to, by its page headers."""
    first = min(_number(about, 9), _number(about, 11, _number(about, 9)))
    last = first + _number(about, 7)
    if first < 4 or last > end or _number(about, 5) != rows:
        raise Malformed("column outside the file")
    unpacked = values = 0
    for kind, size, count in _pages(data, first, last):
        unpacked += size
        values += count if kind != DICTIONARY_PAGE else 0
        if size > LARGEST_PAGE or count > MOST_ROWS_IN_GROUP or values > rows:
            raise Malformed("page too large")
    if values != rows:
        raise Malformed("values do not add up")
    return unpacked


def _pages(data: mmap.mmap, at: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Kind, unpacked bytes and number of values of every page of a column chunk."""
    while at < last:
        header, used = read_struct(data[at : min(at + LARGEST_HEADER, last)], 0)
        kind = _number(header, 1)
        if kind not in COUNTS:
            raise Malformed("unknown page")
        yield kind, _number(header, 2), _number(header.get(COUNTS[kind]), 1)
        at += used + _number(header, 3)
    if at != last:
        raise Malformed("pages do not fill their column")


def _number(struct: Any, key: int, otherwise: int | None = None) -> int:
    value = struct.get(key, otherwise) if isinstance(struct, dict) else None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Malformed("a number is missing")
    return value


def _list(struct: dict[int, Any], key: int) -> list[dict[int, Any]]:
    value = struct.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Malformed("a list is missing")
    return value
