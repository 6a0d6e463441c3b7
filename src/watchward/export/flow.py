"""A released answer becomes a file: written aside, counted again, and only then put in place."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from watchward.contract.safe_result import SafeResult, SafeTable
from watchward.errors import UsageRefusal
from watchward.export.facts import digest, rows_of
from watchward.export.kinds import Kind, kinds
from watchward.export.whole_csv import refuse_short
from watchward.export.worded import worded


@dataclass(frozen=True)
class Exported:
    """What was written: how many rows, and the hash that the file says of its data."""

    path: Path
    tables: tuple[str, ...]
    rows: int
    sha256: str


def offered(table: SafeTable, result: SafeResult) -> tuple[str, ...]:
    """The kinds of file that this table can become."""
    return tuple(name for name, kind in kinds().items() if kind.takes(table, result))


def export(
    result: SafeResult, *, path: Path, kind: str = "", table: str = "", language: str = "en"
) -> Exported:
    """Write one table, or all of them where the kind holds many; whole, or not at all."""
    result, say = worded(result, language)
    ending = kind or path.suffix.removeprefix(".").lower()
    writer = _kind(ending)
    tables = _chosen(result, writer, ending, table=table)
    expected = sum(map(rows_of, tables))
    with tempfile.TemporaryDirectory(prefix=".watchward-", dir=path.parent) as scratch:
        part = Path(scratch) / f"part.{ending}"
        writer.write(part, tables, result, say)
        found = writer.count(part, tables)
        if found != expected:
            refuse_short(ending, found=found, expected=expected)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    return Exported(path, tuple(one.name for one in tables), expected, digest(tables))


def _kind(ending: str) -> Kind:
    if ending not in kinds():
        raise UsageRefusal(
            "There is no export of that kind.",
            where="export",
            do=f"Name the file with one of these endings: {', '.join(kinds())}.",
        )
    return kinds()[ending]


def _chosen(result: SafeResult, writer: Kind, ending: str, *, table: str) -> Sequence[SafeTable]:
    named = [one for one in result.tables if table in ("", one.name)]
    fitting = [one for one in named if writer.takes(one, result)]
    if not fitting:
        names = ", ".join(one.name for one in result.tables if writer.takes(one, result))
        raise UsageRefusal(
            f"There is no such table that can be written as {ending}.",
            where="export",
            do=f"There are: {names}." if names else "Choose another kind of file.",
        )
    if len(fitting) > 1 and not writer.MANY:
        raise UsageRefusal(
            f"A file of the kind {ending} holds one table.",
            where="export",
            do=f"Choose one with --table: {', '.join(one.name for one in fitting)}.",
        )
    return fitting
