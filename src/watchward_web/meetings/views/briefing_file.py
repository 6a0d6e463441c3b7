"""A briefing as a file, byte for byte as it was shown the first time."""

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from watchward_web.core.clock import now
from watchward_web.meetings.files import as_file
from watchward_web.meetings.selectors.briefings import briefing_bytes, find_briefing
from watchward_web.meetings.services.briefings import note_briefing


def briefing_file(request: HttpRequest, partnership: str, ident: str, kind: str) -> HttpResponse:
    """Always a download: the page in the file carries a policy of its own."""
    find_briefing(request.seat, ident)
    with tempfile.TemporaryDirectory(prefix="watchward-briefing-") as scratch:
        body = briefing_bytes(request.seat, ident, kind, scratch=Path(scratch))
    note_briefing(request.seat, ident, action=f"briefing taken as {kind}", now=now())
    return as_file(body, kind=kind, name=f"briefing-{partnership}-{ident}")
