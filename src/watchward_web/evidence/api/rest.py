"""REST: questions, answers, tables, areas. Read only; each page of a list says what comes next."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from watchward.export.facts import rows_of
from watchward.export.flow import offered
from watchward.export.tidy import tidy
from watchward_web.evidence.api.description import describe
from watchward_web.evidence.api.reading import (
    answer_said,
    areas_said,
    question_said,
    reader,
)
from watchward_web.evidence.exports.files import told
from watchward_web.evidence.exports.machine import as_json, for_programs, paging, unchanged
from watchward_web.evidence.questions import pages

PAGED = ("limit", "offset")


@for_programs()
def api_description(request: HttpRequest, partnership: str) -> HttpResponse:
    """The OpenAPI document; it names addresses and no data."""
    kind = "application/vnd.oai.openapi+json;version=3.1"
    return as_json(describe(request.build_absolute_uri("/").rstrip("/"), partnership), kind=kind)


@for_programs(*PAGED)
def api_questions(request: HttpRequest, partnership: str) -> HttpResponse:
    """Every question, with what was found."""
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    shown, missing = asked.every()
    listed = [question_said(name, shown.get(name), missing.get(name, "")) for name in pages()]
    return as_json(page(request, listed), asked.mark)


@for_programs()
def api_question(request: HttpRequest, partnership: str, analysis: str) -> HttpResponse:
    """One answer with its tables whole, and everything that it rests on."""
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    shown = asked.one(analysis)
    result = shown.result
    tables = [told(tidy(table, result), table, result) for table in result.tables]
    return as_json({**answer_said(shown), "tables": tables}, asked.mark)


@for_programs(*PAGED)
def api_tables(request: HttpRequest, partnership: str) -> HttpResponse:
    """Every released table: its name, its rows, the kinds of file it can become."""
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    shown, _ = asked.every()
    listed = [
        {
            "analysis": name,
            "table": table.name,
            "title": table.title,
            "window": table.window,
            "rows": rows_of(table),
            "files": list(offered(table, one.result)),
            "release": one.result.id,
        }
        for name, one in shown.items()
        for table in one.result.tables
    ]
    return as_json(page(request, listed), asked.mark)


@for_programs(*PAGED)
def api_table(request: HttpRequest, partnership: str, analysis: str, table: str) -> HttpResponse:
    """One table in pages: `rows` counts all of it, totals too."""
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    found = asked.table(analysis, table)
    result = found.shown.result
    whole = told(tidy(found.table, result), found.table, result)
    paged = page(request, whole.pop("records"))
    records = {"records": paged.pop("items")}
    return as_json({**whole, **paged, **records}, asked.mark)


@for_programs(*PAGED)
def api_areas(request: HttpRequest, partnership: str) -> HttpResponse:
    """The areas by code and name; their outlines are in the collections for maps."""
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    shown, _ = asked.every()
    return as_json(page(request, areas_said([one.result for one in shown.values()])), asked.mark)


def page(request: HttpRequest, items: Sequence[Any]) -> dict[str, Any]:
    """A page of a list: how many there are in all, and the address of the next."""
    limit, offset = paging(request.GET)
    paged: dict[str, Any] = {
        "total": len(items),
        "limit": limit,
        "offset": offset,
        "items": list(items[offset : offset + limit]),
    }
    if offset + limit < len(items):
        query = f"?limit={limit}&offset={offset + limit}"
        paged["next"] = request.build_absolute_uri(f"{request.path}{query}")
    return paged
