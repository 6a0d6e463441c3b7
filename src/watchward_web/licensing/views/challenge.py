"""Contest a line of a score."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.licensing.forms import ChallengeForm
from watchward_web.licensing.screen import find
from watchward_web.licensing.services.writing import raise_challenge


def challenge(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """The lines are those of today's score."""
    moment, seat = now(), request.seat
    one = find(seat, ident, now=moment)
    form = ChallengeForm(request.POST or None, lines=[row["reason"].text for row in one.lines])
    if request.method == "POST" and form.is_valid():
        raise_challenge(seat, ident, given=form.cleaned_data, now=moment)
        messages.success(request, _("The challenge is in the log."))
        return redirect("licensing:premises", partnership=partnership, ident=ident)
    told = {
        "form": form,
        "one": one,
        "heading": _("Contest the score"),
        "button": _("Put it into the log"),
    }
    return render(request, "licensing/form.html", told)
