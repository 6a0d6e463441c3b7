"""Attendance by agency over the last meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.meetings.selectors.meetings import attendance_history
from watchward_web.meetings.words import STATE_WORDS


def history(request: HttpRequest, partnership: str) -> HttpResponse:
    """An agency's share is of the meetings where its state was written down."""
    found = attendance_history(request.seat, today=now().date())
    return render(request, "meetings/history.html", {"history": found, "states": STATE_WORDS})
