"""One answer on its page: the finding as the title, then everything that it rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.evidence.answers import answer
from watchward_web.evidence.choices import read_choice
from watchward_web.evidence.selectors import asking, choosable, find_page, release_said
from watchward_web.evidence.services import note_read


def question(request: HttpRequest, partnership: str, analysis: str) -> HttpResponse:
    """Any analysis, whatever it found: the page knows nothing of what it is about."""
    moment, page = now(), find_page(analysis)
    gate = asking(request.seat, now=moment)
    if not gate.standing.store_version:
        return render(request, "evidence/nothing.html", {"page": page})
    read = read_choice(request.GET, audience=gate.audience)
    shown = answer(gate, page, read.choice)
    note_read(request.seat, shown, now=moment)
    told = {
        "page": page,
        "shown": shown,
        "read": read,
        "choosable": choosable(gate, page),
        "release": release_said(gate.audience),
    }
    return render(request, "evidence/question.html", told)
