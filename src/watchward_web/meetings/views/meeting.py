"""One meeting: when and where, the agenda, one's own papers, who came, what was decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.meetings.selectors.decisions import of_meeting
from watchward_web.meetings.selectors.meetings import (
    agenda,
    attendance,
    find_meeting,
    own_place,
)
from watchward_web.meetings.services.papers import being_made
from watchward_web.meetings.words import AUDIENCE_WORDS, CHAIRS, MEMBERS, STATE_WORDS


def meeting(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """A councillor sees the day, the place and their own papers."""
    today, seat = now().date(), request.seat
    found = find_meeting(seat, number, today=today)
    member = seat.role in MEMBERS
    told = {
        "meeting": found,
        "agenda": agenda(found) if member else [],
        "own": own_place(seat, found),
        "came": [line for line in attendance(seat, found) if line[2]] if member else [],
        "decisions": of_meeting(seat, number, today=today) if member else [],
        "being_made": being_made(number),
        "states": STATE_WORDS,
        "audiences": AUDIENCE_WORDS,
        "member": member,
        "calls": seat.role in CHAIRS,
    }
    return render(request, "meetings/meeting.html", told)
