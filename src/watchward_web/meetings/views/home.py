"""Meetings: the next one, those to come, those that were, and what is overdue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.meetings.selectors.decisions import overdue
from watchward_web.meetings.selectors.meetings import meetings, next_of
from watchward_web.meetings.words import CHAIRS, MEMBERS

PAST = 12  # meetings that were, on the first page


def home(request: HttpRequest, partnership: str) -> HttpResponse:
    """A councillor's list holds the meetings that they are invited to."""
    today, seat = now().date(), request.seat
    found = meetings(seat, today=today)
    member = seat.role in MEMBERS
    told = {
        "next": next_of(found, today=today),
        "coming": [one for one in found if one.held_on >= today],
        "past": [one for one in reversed(found) if one.held_on < today][:PAST],
        "overdue": overdue(seat, today=today) if member else 0,
        "member": member,
        "calls": seat.role in CHAIRS,
    }
    return render(request, "meetings/home.html", told)
