"""A SafeResult as JSON and back: what `--json` prints and what the archive keeps."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from watchward.contract.about import About
from watchward.contract.result import Column, Source
from watchward.contract.safe_result import GATE, SafeCell, SafeResult, SafeTable

FORMAT = 1


def to_json(safe: SafeResult, *, indent: int | None = None) -> str:
    """Everything that may be shown, in a fixed order, so that equal answers are equal texts."""
    written = {
        "format": FORMAT,
        **{
            name: getattr(safe, name)
            for name in (
                *("id", "audience", "outcome", "reasons", "headline", "store_version"),
                *("rules_version", "window", "caveats", "not_comparable", "areas", "synthetic"),
            )
        },
        "about": asdict(safe.about),
        "options": dict(safe.options),
        "sources": [asdict(source) for source in safe.sources],
        "tables": [table_values(table) for table in safe.tables],
    }
    return json.dumps(written, ensure_ascii=False, sort_keys=True, indent=indent)


def table_values(table: SafeTable) -> dict[str, Any]:
    """One table as JSON values: a cell is a value or a mark, with "about" where it is rounded."""
    return {
        "name": table.name,
        "title": table.title,
        "window": table.window,
        "hidden": table.hidden,
        "columns": [asdict(column) for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "total_rows": [[_cell(cell) for cell in row] for row in table.total_rows],
    }


def _cell(cell: SafeCell) -> dict[str, Any]:
    if cell.mark:
        return {"mark": cell.mark}
    return {"value": cell.value, "about": True} if cell.about else {"value": cell.value}


def from_json(text: str) -> SafeResult:
    """A SafeResult that was written by `to_json`; it is read back as it left."""
    read = json.loads(text)
    if read.pop("format", None) != FORMAT:
        raise ValueError("not a SafeResult of this version")
    return SafeResult(
        **{
            **read,
            "about": About(**_tuples(read["about"])),
            "reasons": tuple(read["reasons"]),
            "caveats": tuple(read["caveats"]),
            "not_comparable": tuple(read["not_comparable"]),
            "sources": tuple(Source(**_tuples(source)) for source in read["sources"]),
            "tables": tuple(_table(table) for table in read["tables"]),
        },
        gate=GATE,
    )


def _table(read: Mapping[str, Any]) -> SafeTable:
    return SafeTable(
        **{
            **read,
            "columns": tuple(Column(**_tuples(column)) for column in read["columns"]),
            "rows": _rows(read["rows"]),
            "total_rows": _rows(read["total_rows"]),
        },
        gate=GATE,
    )


def _rows(read: list[list[dict[str, Any]]]) -> tuple[tuple[SafeCell, ...], ...]:
    return tuple(
        tuple(SafeCell(c.get("value"), c.get("mark", ""), about=c.get("about", False)) for c in row)
        for row in read
    )


def _tuples(read: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in read.items()}
