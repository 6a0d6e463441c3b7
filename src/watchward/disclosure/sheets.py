"""What a release tells, count by count, without the counts: intervals, as an attacker writes them.

A `Sheet` is one column of one table that left. It says whose records are counted, of which months,
split by what, and between which limits each number lies for somebody who knows the rules. It is
what the ledger keeps of a release for the next one to be held against.
"""

import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from watchward.contract.period import MONTH, month_number

WINDOW = re.compile(r"(\d+) months to (\d{4}-\d{2})")
BEFORE = "_before"  # how a column is named that counts the window before
NOWHEN = -1  # the month of a table that does not say when


@dataclass(frozen=True)
class Told:
    """One number: what its row is about, its months, its limits and, if protected, its reach."""

    about: tuple[tuple[str, str], ...]  # kind, label; what is not named is summed over
    first: int
    last: int
    low: float
    high: float
    must: int = 0  # hidden and small: 1 and this must both stay possible; 0 is not protected
    count: int = -1  # its number in the grid, while it may still be hidden


@dataclass(frozen=True)
class Sheet:
    """One column of counts of one table as it left."""

    table: str
    column: str
    datasets: tuple[str, ...]
    population: str
    floor: int  # counts below it are hidden
    labels: Mapping[str, tuple[str, ...]]  # kind: the rows there are
    told: tuple[Told, ...]
    window: str = ""  # where the months are not known


@dataclass(frozen=True)
class Row:
    """A printed number before it is known what it counts."""

    key: tuple[Any, ...]  # None where summed over
    low: float
    high: float
    must: int = 0
    count: int = -1


def span(window: str, column: str) -> tuple[int, int]:
    """First and last month of a column; `NOWHEN` where the table does not say."""
    found = WINDOW.search(window)
    if not found:
        return NOWHEN, NOWHEN
    months, last = int(found[1]), month_number(found[2])
    last -= months if column.endswith(BEFORE) else 0
    return last - months + 1, last


def month_of(label: Any) -> int | None:
    """A month label as its number."""
    if isinstance(label, int):
        return label
    text = str(label)
    if text.isdigit():
        return int(text)
    return month_number(text) if MONTH.fullmatch(text) else None


def sheet(
    *,
    table: str,
    column: str,
    datasets: tuple[str, ...],
    population: str,
    floor: int,
    window: str,
    kinds: Sequence[str],
    rows: Sequence[Row],
) -> Sheet:
    """Sort what the rows are about from when they are."""
    inside = [row.key for row in rows if None not in row.key]
    labels = {
        kind: tuple(dict.fromkeys(str(key[at]) for key in inside))
        for at, kind in enumerate(kinds)
        if kind != "month"
    }
    labels = {k: v for k, v in labels.items() if k != "year" or len(v) > 1}
    told = []
    for row in rows:
        named = dict(zip(kinds, row.key, strict=True))
        when = _when(named.pop("month", None), rows, kinds=kinds, spanned=span(window, column))
        if when is None:
            continue
        about = tuple(
            sorted((k, str(v)) for k, v in named.items() if v is not None and k in labels)
        )
        told.append(Told(about, *when, row.low, row.high, row.must, row.count))
    return Sheet(table, column, datasets, population, floor, labels, tuple(told), window)


def _when(
    label: Any, rows: Sequence[Row], *, kinds: Sequence[str], spanned: tuple[int, int]
) -> tuple[int, int] | None:
    """The months of one row; of a sum over months, all of them where none is left out."""
    if "month" not in kinds:
        return spanned
    if label is not None:
        month = month_of(label)
        return None if month is None else (month, month)
    at = list(kinds).index("month")
    months = {month_of(row.key[at]) for row in rows if row.key[at] is not None} - {None}
    known = sorted(month for month in months if month is not None)
    if not known or known[-1] - known[0] + 1 != len(known):
        return None
    return known[0], known[-1]


def pack(sheets: Sequence[Sheet]) -> bytes:
    """As the ledger keeps them."""
    written = [
        [
            *(s.table, s.column, s.datasets, s.population, s.floor, dict(s.labels), s.window),
            [
                [t.about, t.first, t.last, t.low, None if t.high == inf else t.high, t.must]
                for t in s.told
            ],
        ]
        for s in sheets
    ]
    return zlib.compress(json.dumps(written, separators=(",", ":")).encode("utf-8"))


def unpack(written: bytes) -> tuple[Sheet, ...]:
    """As they were packed."""
    return tuple(_unpacked(json.loads(zlib.decompress(written))))


def _unpacked(read: Any) -> Iterator[Sheet]:
    for table, column, sets, population, floor, labels, window, told in read:
        yield Sheet(
            table,
            column,
            tuple(sets),
            population,
            floor,
            {kind: tuple(listed) for kind, listed in labels.items()},
            tuple(
                Told(
                    tuple((kind, label) for kind, label in about),
                    *(first, last, low, inf if high is None else high, must),
                )
                for about, first, last, low, high, must in told
            ),
            window,
        )


def unprotected(one: Sheet) -> Sheet:
    """The same knowledge, with nothing in it to be kept from those who have it."""
    return replace(one, told=tuple(replace(told, must=0) for told in one.told))
