"""One answer on its page: the finding as the title, then everything that it rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from markupsafe import Markup

from watchward_web.core.clock import now
from watchward_web.evidence.answers import Asking, answer
from watchward_web.evidence.choices import Read, read_choice
from watchward_web.evidence.questions import Page
from watchward_web.evidence.remembered import Remembered
from watchward_web.evidence.selectors import asking, choosable, find_page, release_said
from watchward_web.evidence.services import note_read

_bodies: Remembered[Markup] = Remembered(256)


def question(request: HttpRequest, partnership: str, analysis: str) -> HttpResponse:
    """Any analysis, whatever it found: the page knows nothing of what it is about."""
    moment, page = now(), find_page(analysis)
    gate = asking(request.seat, now=moment)
    if not gate.standing.store_version:
        return render(request, "evidence/nothing.html", {"page": page})
    read = read_choice(request.GET, audience=gate.audience)
    note_read(request.seat, answer(gate, page, read.choice), now=moment)
    key = (gate.key(page, read.choice), read, partnership, get_language())
    body = _bodies.get(key, lambda: _body(gate, page, read, partnership=partnership))
    return render(request, "evidence/question.html", {"page": page, "body": body})


def _body(gate: Asking, page: Page, read: Read, *, partnership: str) -> Markup:
    """Nothing in it is of one person, so everybody of the audience may be shown the same text."""
    told = {
        "page": page,
        "partnership": partnership,
        "shown": answer(gate, page, read.choice),
        "read": read,
        "choosable": choosable(gate, page),
        "release": release_said(gate.audience),
    }
    return Markup(render_to_string("evidence/answer.html", told))  # noqa: S704  Jinja has escaped it
