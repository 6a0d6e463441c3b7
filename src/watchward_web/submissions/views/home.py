"""The data officer's first page: what is due, what was received, and one button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.partners.held import own_lines
from watchward_web.submissions.selectors import receipts_for, superseded, titles, uploads_shown
from watchward_web.submissions.services import note_read

RECENT = 5


def home(request: HttpRequest, partnership: str) -> HttpResponse:
    """Of the person's own agency only."""
    moment = now()
    found = receipts_for(request.seat)
    told = {
        "lines": own_lines(request.seat, now=moment),
        "recent": found[:RECENT],
        "superseded": superseded(found),
        "titles": titles(),
        "uploads": uploads_shown(request.seat),
    }
    note_read(request.seat, "receipts", now=moment)
    return render(request, "submissions/home.html", told)
