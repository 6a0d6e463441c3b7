"""Ask for a condition, from the library or in one's own words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.licensing.forms import ConditionForm
from watchward_web.licensing.screen import find
from watchward_web.licensing.services.writing import ask_condition


def condition(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """It begins as asked for; its own page says when it is on the licence."""
    moment, seat = now(), request.seat
    one = find(seat, ident, now=moment)
    form = ConditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_condition(seat, ident, given=form.condition(), now=moment)
        messages.success(request, _("The condition is on the list."))
        return redirect("licensing:premises", partnership=partnership, ident=ident)
    told = {
        "form": form,
        "one": one,
        "heading": _("Ask for a condition"),
        "button": _("Put it on the list"),
    }
    return render(request, "licensing/form.html", told)
