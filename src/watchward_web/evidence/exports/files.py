"""A released table as bytes of one kind, with what its download says of it."""

import base64
import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse

from watchward.contract.safe_result import SafeResult, SafeTable
from watchward.export.facts import digest, rows_of
from watchward.export.flow import export, offered
from watchward.export.kinds import kinds
from watchward.export.tidy import Field, Tidy, Value, tidy
from watchward_web.evidence.selectors import Found

FEEDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def made(found: Found, kind: str, *, language: str) -> HttpResponse:
    """The file as a download in the page's language; a kind that it cannot become is not there."""
    result = found.shown.result
    if kind not in offered(found.table, result):
        raise Http404
    with tempfile.TemporaryDirectory(prefix="watchward-export-") as scratch:
        named = Path(scratch) / f"table.{kind}"
        path = export(result, path=named, table=found.table.name, language=language).path
        body = path.read_bytes()
    response = HttpResponse(body, content_type=kinds()[kind].TYPE)
    counted(response, body, found.table)
    return response


def fed(found: Found, kind: str) -> HttpResponse:
    """The table for a program that comes again: plain names, one type a column, no last line."""
    body = WRITERS[kind](tidy(found.table, found.shown.result), found.table, found.shown.result)
    response = HttpResponse(body, content_type=FEEDS[kind])
    counted(response, body, found.table)
    return response


def counted(response: HttpResponse, body: bytes, table: SafeTable) -> None:
    """How many rows and which bytes: a program can see that it has everything."""
    response.headers["Watchward-Rows"] = str(rows_of(table))
    hashed = base64.b64encode(hashlib.sha256(body).digest()).decode("ascii")
    response.headers["Repr-Digest"] = f"sha-256=:{hashed}:"
    response.headers["Content-Length"] = str(len(body))


def _csv(found: Tidy, table: SafeTable, result: SafeResult) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in found.fields])
    writer.writerows(
        ["" if value is None else _plain(value) for value in row] for row in found.rows
    )
    return out.getvalue().encode("utf-8-sig")


def _json(found: Tidy, table: SafeTable, result: SafeResult) -> bytes:
    return json.dumps(told(found, table, result), ensure_ascii=False).encode("utf-8")


WRITERS: Mapping[str, Callable[[Tidy, SafeTable, SafeResult], bytes]] = {
    "csv": _csv,
    "json": _json,
}


def told(found: Tidy, table: SafeTable, result: SafeResult) -> dict[str, Any]:
    """A tidy table as JSON values."""
    return {
        "analysis": result.about.name,
        "table": table.name,
        "title": table.title,
        "window": table.window,
        "audience": result.audience,
        "release": result.id,
        "store_version": result.store_version,
        "synthetic": result.synthetic,
        "rows": rows_of(table),
        "sha256": digest([table]),
        "fields": [_field(field) for field in found.fields],
        "records": records(found),
    }


def records(found: Tidy) -> list[dict[str, Any]]:
    """One object a row."""
    names = [field.name for field in found.fields]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in found.rows]


def _field(field: Field) -> dict[str, str]:
    told = {"name": field.name, "title": field.title, "type": field.type, "role": field.role}
    return told | ({"unit": field.unit} if field.unit else {})


def _plain(value: Value) -> int | float | str | None:
    """As JSON has it: a month as its first day."""
    if value is None or isinstance(value, int | float | str):
        return value
    return value.isoformat()
