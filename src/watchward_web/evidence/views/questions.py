"""The questions in a list: the briefing's with what was found, further ones with what they ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.evidence.answers import answers
from watchward_web.evidence.questions import asked, further, pages
from watchward_web.evidence.selectors import asking, release_said
from watchward_web.evidence.services import note_read


def questions(request: HttpRequest, partnership: str) -> HttpResponse:
    """Each page of evidence under its question."""
    moment = now()
    gate = asking(request.seat, now=moment)
    shown, missing = answers(gate, tuple(pages().values()))
    note_read(request.seat, *shown.values(), now=moment)
    told = {
        "asked": asked(),
        "further": further(gate.audience),
        "shown": shown,
        "missing": missing,
        "release": release_said(gate.audience),
    }
    return render(request, "evidence/questions.html", told)
