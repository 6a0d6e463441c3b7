"""CSV: as `whole_csv` writes it; the only kind that has no limit of rows."""

import csv
from collections.abc import Sequence
from pathlib import Path

from watchward.contract.safe_result import SafeResult, SafeTable, Say
from watchward.export.whole_csv import table_csv

TYPE = "text/csv; charset=utf-8"
MANY = False


def takes(table: SafeTable, result: SafeResult) -> bool:  # noqa: ARG001  a kind's question
    """Any table."""
    return True


def write(path: Path, tables: Sequence[SafeTable], result: SafeResult, say: Say) -> None:
    """One table."""
    path.write_bytes(table_csv(tables[0], result, say=say))


def count(path: Path, tables: Sequence[SafeTable]) -> int:  # noqa: ARG001  a kind's question
    """Lines, but for the header and the last line, which says how many there should be."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file, strict=True)) - 2
