"""The partnership's audit log, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.core.selectors import audit_page
from watchward_web.core.services import record
from watchward_web.partners.selectors import people, token_names

SIZE = 50


def audit(request: HttpRequest, partnership: str) -> HttpResponse:
    """Reading it is itself written down."""
    seat = request.seat
    before = request.GET.get("before", "")
    entries = audit_page(
        seat.partnership.slug, before=int(before) if before.isdecimal() else None, size=SIZE
    )
    record(by=seat.by, action="audit log read", now=now(), partnership=seat.partnership.slug)
    names = {f"person:{person.id}": person.name for person in people(seat)} | token_names(seat)
    more = entries[-1].number if len(entries) == SIZE else None
    told = {"entries": entries, "names": names, "more": more}
    return render(request, "partners/audit.html", told)
