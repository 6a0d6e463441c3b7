"""A meeting's agenda as a Word file."""

from django.http import HttpRequest, HttpResponse

from watchward_web.core.clock import now
from watchward_web.meetings.files import as_file
from watchward_web.meetings.handout import write_handout
from watchward_web.meetings.selectors.meetings import find_meeting


def agenda_file(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """To be edited and handed out; it holds no figure."""
    moment = now()
    found = find_meeting(request.seat, number, today=moment.date())
    body = write_handout(request.seat, found, now=moment)
    return as_file(body, kind="docx", name=f"agenda-{partnership}-{found.held_on}")
