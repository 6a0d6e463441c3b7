"""The due days, for a calendar program that shows a key or a person who is signed in."""

from django.http import Http404, HttpRequest, HttpResponse

from watchward_web.core.clock import now
from watchward_web.submissions.calendar import WHOSE, calendar_of


def calendar(request: HttpRequest, partnership: str, whose: str) -> HttpResponse:
    """The agency's own, or the partnership's."""
    if whose not in WHOSE:
        raise Http404
    body = calendar_of(request.seat, whose=whose, now=now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="watchward-{whose}.ics"'
    return answer
