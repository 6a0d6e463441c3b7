"""One released table as a file in the page's language: whole, or refused."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from watchward.export.whole_csv import table_csv
from watchward.export.worded import worded
from watchward_web.core.clock import now
from watchward_web.evidence.choices import read_choice
from watchward_web.evidence.selectors import find_table
from watchward_web.evidence.services import note_read


def table(request: HttpRequest, partnership: str, analysis: str, table: str) -> HttpResponse:
    """The same choice in the address as on the page gives the same numbers."""
    moment = now()
    read = read_choice(request.GET, audience=request.seat.audience)
    found = find_table(request.seat, analysis, table, read.choice, now=moment)
    result, say = worded(found.shown.result, get_language()[:2])
    body = table_csv(result.table(table) or found.table, result, say=say)
    note_read(request.seat, found.shown, action="table taken", now=moment)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    mark = "-synthetic" if found.shown.result.synthetic else ""
    named = f"{partnership}-{analysis}-{table}-{found.shown.result.audience}{mark}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    return response
