"""The whole decision log as CSV: counted and hashed in its last line, with no live formula."""

from django.http import HttpRequest, HttpResponse

from watchward_web.core.clock import now
from watchward_web.meetings.files import as_file
from watchward_web.meetings.log_csv import log_csv
from watchward_web.meetings.selectors.decisions import decisions
from watchward_web.meetings.services.deciding import note_log_taken


def decisions_file(request: HttpRequest, partnership: str) -> HttpResponse:
    """Its columns are those that `watchward brief --decisions` reads, and more."""
    moment, seat = now(), request.seat
    found = decisions(seat, today=moment.date())
    body = log_csv(found, home=seat.partnership)
    note_log_taken(seat, len(found), now=moment)
    return as_file(body, kind="csv", name=f"decisions-{partnership}-{moment.date()}")
