"""Answer a challenge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.licensing.faults import NotTaken
from watchward_web.licensing.forms import AnswerForm
from watchward_web.licensing.screen import find
from watchward_web.licensing.selectors import find_challenge
from watchward_web.licensing.services.writing import answer_challenge


def answer(request: HttpRequest, partnership: str, ident: str, number: int) -> HttpResponse:
    """Once only."""
    moment, seat = now(), request.seat
    one = find(seat, ident, now=moment)
    found = find_challenge(seat, ident, number)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_challenge(seat, ident, number, given=form.answered(), now=moment)
        except NotTaken as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The answer is in the log."))
            return redirect("licensing:premises", partnership=partnership, ident=ident)
    told = {
        "form": form,
        "one": one,
        "heading": _("Answer a challenge"),
        "words": f"{found.line}: {found.why}",
        "button": _("Put it into the log"),
    }
    return render(request, "licensing/form.html", told)
