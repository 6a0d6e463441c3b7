"""The papers of one recipient, as they were made for them."""

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from watchward_web.core.clock import now
from watchward_web.meetings.files import as_file
from watchward_web.meetings.selectors.briefings import briefing_bytes
from watchward_web.meetings.selectors.meetings import find_meeting, find_paper
from watchward_web.meetings.services.papers import note_taken


def paper_file(
    request: HttpRequest, partnership: str, number: int, paper: int, kind: str
) -> HttpResponse:
    """One's own; those who call meetings take anybody's, as far as their own audience goes."""
    moment, seat = now(), request.seat
    meeting = find_meeting(seat, number, today=moment.date())
    found = find_paper(seat, meeting, paper)
    with tempfile.TemporaryDirectory(prefix="watchward-briefing-") as scratch:
        body = briefing_bytes(seat, found.briefing, kind, scratch=Path(scratch))
    note_taken(seat, meeting, found, now=moment)
    return as_file(body, kind=kind, name=f"papers-{partnership}-{meeting.held_on}-{found.audience}")
