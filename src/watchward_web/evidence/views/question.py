"""One answer on its page: the finding as the title, then everything that it rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.core.headers import widen
from watchward_web.core.welsh import in_words
from watchward_web.evidence.bodies import body, settled
from watchward_web.evidence.choices import read_choice
from watchward_web.evidence.selectors import asking, find_page
from watchward_web.evidence.services import note_answer


def question(request: HttpRequest, partnership: str, analysis: str) -> HttpResponse:
    """Any analysis, whatever it found: the page knows nothing of what it is about."""
    moment, page = now(), find_page(analysis, request.seat)
    gate = asking(request.seat, now=moment)
    if not gate.standing.store_version:
        return render(request, "evidence/nothing.html", {"page": page})
    read = settled(gate, page, read_choice(request.GET, audience=gate.audience))
    found = body(gate, page, read, partnership=partnership)
    note_answer(request.seat, page.name, found.answer, now=moment)
    label = in_words(page.label, audience=gate.audience)
    expired = found.until if 0 < found.until < moment.year * 12 + moment.month - 1 else 0
    told = {"page": page, "label": label, "body": found.html, "mapped": found.mapped}
    told |= {"expired": expired}
    response = render(request, "evidence/question.html", told)
    return widen(response, worker_src="'self'") if found.mapped else response
