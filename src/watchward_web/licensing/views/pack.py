"""The evidence pack of one premises, as Word or PDF."""

from django.http import Http404, HttpRequest, HttpResponse

from watchward.briefing.hearing.written import as_pdf, as_word
from watchward_web.core.clock import now
from watchward_web.licensing.files import TYPES, as_file
from watchward_web.licensing.papers import pack_of
from watchward_web.licensing.screen import find
from watchward_web.licensing.services.writing import note_pack

WRITERS = {"pdf": as_pdf, "docx": as_word}


def pack(request: HttpRequest, partnership: str, ident: str, kind: str) -> HttpResponse:
    """Made anew each time, from what is written down now."""
    moment, seat = now(), request.seat
    if kind not in TYPES:
        raise Http404
    made = pack_of(seat, find(seat, ident, now=moment), now=moment)
    note_pack(seat, ident, kind, len(made.exhibits), now=moment)
    return as_file(WRITERS[kind](made), kind=kind, name=f"evidence-pack-{ident}-{moment.date()}")
