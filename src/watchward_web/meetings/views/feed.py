"""The meetings as a calendar that a phone or Outlook keeps up to date by itself."""

from django.http import HttpRequest, HttpResponse

from watchward_web.core.clock import now
from watchward_web.meetings.calendar import write_calendar
from watchward_web.meetings.selectors.meetings import meetings


def feed(request: HttpRequest, partnership: str) -> HttpResponse:
    """For the signed-in, and for a program with a key; it holds dates and places, no evidence."""
    found = meetings(request.seat, today=now().date())
    address = request.build_absolute_uri("/").rstrip("/")
    body = write_calendar(found, home=request.seat.partnership, address=address)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{partnership}-meetings.ics"'
    return response
