"""The receipts, the newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.submissions.selectors import receipts_for, superseded, titles
from watchward_web.submissions.services import note_read


def receipts(request: HttpRequest, partnership: str) -> HttpResponse:
    """One's own agency's; an analyst sees every provider's."""
    found = receipts_for(request.seat)
    told = {"receipts": found, "titles": titles(), "superseded": superseded(found)}
    note_read(request.seat, "receipts", now=now())
    return render(request, "submissions/receipts.html", told)
