"""One briefing: what it was made from, and its two files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.welsh import in_words
from watchward_web.meetings.selectors.briefings import find_briefing, release_said


def briefing(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """Only where it was made for the reader's own audience, or for anybody."""
    found = find_briefing(request.seat, ident)
    month = in_words(found.month, audience=request.seat.audience)
    told = {"briefing": found, "month": month, "release": release_said(found.audience)}
    return render(request, "meetings/briefing.html", told)
