"""Parquet for R and Python: typed columns; the meaning of each travels in the file's metadata.

The metadata's keys: `title`, `audience`, `store_version`, `release`, `rows`, `sha256`, and
`dictionary`, a JSON list with name, title, type, role and unit of every column.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import polars as pl

from watchward.contract.safe_result import SafeResult, SafeTable, Say
from watchward.export.facts import about, digest, notes, rows_of
from watchward.export.inert import inert
from watchward.export.tidy import STATUSES, tidy

TYPE = "application/vnd.apache.parquet"
MANY = False
TYPES = {
    "whole": pl.Int64(),
    "number": pl.Float64(),
    "text": pl.String(),
    "month": pl.Date(),
    "flag": pl.Boolean(),
}


def takes(table: SafeTable, result: SafeResult) -> bool:  # noqa: ARG001  a kind's question
    """Any table."""
    return True


def write(path: Path, tables: Sequence[SafeTable], result: SafeResult, say: Say) -> None:
    """One table; equal answers give equal bytes."""
    table = tables[0]
    found = tidy(table, result, say=say)
    schema = {field.name: TYPES[field.type] for field in found.fields}
    frame = pl.DataFrame(found.rows, schema=schema, orient="row")
    told = {
        "title": inert(table.title),
        "audience": result.audience,
        "store_version": result.store_version,
        "rules_version": result.rules_version,
        "release": result.id,
        "synthetic": str(result.synthetic).lower(),
        "rows": str(rows_of(table)),
        "sha256": digest(tables),
        "dictionary": json.dumps([asdict(field) for field in found.fields]),
        "statuses": json.dumps(STATUSES),
        "about": json.dumps(dict(about(result, tables, say=say))),
        "notes": json.dumps(notes(result, say=say)),
    }
    frame.write_parquet(path, metadata=told)


def count(path: Path, tables: Sequence[SafeTable]) -> int:  # noqa: ARG001  a kind's question
    """As the file's own footer and its columns agree."""
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())
