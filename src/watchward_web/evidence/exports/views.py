"""Files and live feeds of released tables, the page that lists them, and what connects Power BI."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from watchward.errors import UsageRefusal
from watchward.export.flow import offered
from watchward_web.core.clock import now
from watchward_web.evidence.answers import answers
from watchward_web.evidence.choices import NAMES, read_choice
from watchward_web.evidence.exports.files import FEEDS, fed, made
from watchward_web.evidence.exports.machine import Wrong, for_programs, tag, unchanged
from watchward_web.evidence.questions import pages
from watchward_web.evidence.selectors import asking, find_table, release_said
from watchward_web.evidence.services import note_read


def export(
    request: HttpRequest, partnership: str, analysis: str, table: str, kind: str
) -> HttpResponse:
    """One released table as a file: whole, or refused."""
    moment, seat = now(), request.seat
    read = read_choice(request.GET, audience=seat.audience)
    if read.wrong or read.set_aside:
        raise UsageRefusal("A choice cannot be read, or is not for this audience.")
    found = find_table(seat, analysis, table, read.choice, now=moment)
    response = made(found, kind, language=get_language()[:2])
    note_read(seat, found.shown, action=f"table taken as {kind}", now=moment)
    mark = "-synthetic" if found.shown.result.synthetic else ""
    named = f"{partnership}-{analysis}-{table}-{seat.audience}{mark}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    return response


@for_programs(*NAMES)
def feed(
    request: HttpRequest, partnership: str, analysis: str, table: str, kind: str
) -> HttpResponse:
    """One released table, under an address that stays."""
    moment, seat = now(), request.seat
    mark = tag(request, asking(seat, now=moment))
    same = unchanged(request, mark)
    if same is not None:
        return same
    read = read_choice(request.GET, audience=seat.audience)
    if read.wrong or read.set_aside:
        raise Wrong("A choice cannot be read, or is not for this audience.")
    found = find_table(seat, analysis, table, read.choice, now=moment)
    response = fed(found, kind)
    response.headers["ETag"] = mark
    note_read(seat, found.shown, action=f"feed read as {kind}", now=moment)
    return response


def feeds(request: HttpRequest, partnership: str) -> HttpResponse:
    """Every table that one may take, with its addresses."""
    moment, seat = now(), request.seat
    gate = asking(seat, now=moment)
    shown, _ = answers(gate, tuple(pages().values())) if gate.standing.store_version else ({}, {})
    found = [
        {
            "page": pages()[name],
            "tables": [
                {"table": table, "kinds": offered(table, one.result)} for table in one.result.tables
            ],
        }
        for name, one in shown.items()
    ]
    told = {
        "found": [one for one in found if one["tables"]],
        "kinds": tuple(FEEDS),
        "release": release_said(seat.audience),
        "base": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "evidence/feeds.html", told)


def pbids(request: HttpRequest, partnership: str, analysis: str, table: str) -> HttpResponse:
    """A file that opens in Power BI Desktop with the address filled in; the key is never in it."""
    find_table(request.seat, analysis, table, read_choice({}, audience="").choice, now=now())
    named = {"partnership": partnership, "analysis": analysis, "table": table, "kind": "csv"}
    url = request.build_absolute_uri(reverse("evidence:feed", kwargs=named))
    source = {"details": {"protocol": "http", "address": {"url": url}}, "mode": "Import"}
    body = json.dumps({"version": "0.1", "connections": [source]}, indent=2)
    response = HttpResponse(body, content_type="application/json")
    filename = f"{partnership}-{analysis}-{table}.pbids"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
