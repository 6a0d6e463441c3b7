"""A briefing as a file, byte for byte as it was shown the first time."""

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from watchward_web.core.clock import now
from watchward_web.evidence.selectors import briefing_bytes
from watchward_web.evidence.services import note_briefing

TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


def briefing_file(request: HttpRequest, partnership: str, ident: str, kind: str) -> HttpResponse:
    """Always a download: the page in the file carries a policy of its own."""
    with tempfile.TemporaryDirectory(prefix="watchward-briefing-") as scratch:
        body = briefing_bytes(request.seat, ident, kind, scratch=Path(scratch))
    note_briefing(request.seat, ident, action=f"briefing taken as {kind}", now=now())
    response = HttpResponse(body, content_type=TYPES[kind])
    named = f"briefing-{partnership}-{ident}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    return response
