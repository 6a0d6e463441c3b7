"""How a condition stands, and whether an officer found it kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.licensing.faults import NotTaken
from watchward_web.licensing.forms import CheckForm
from watchward_web.licensing.screen import find
from watchward_web.licensing.selectors import find_condition
from watchward_web.licensing.services.writing import check_condition


def check(request: HttpRequest, partnership: str, ident: str, number: int) -> HttpResponse:
    """The day of the check is today."""
    moment, seat = now(), request.seat
    one = find(seat, ident, now=moment)
    found = find_condition(seat, ident, number)
    form = CheckForm(request.POST or None, initial={"state": found.state, "kept": found.kept})
    if request.method == "POST" and form.is_valid():
        try:
            check_condition(seat, ident, number, **form.cleaned_data, now=moment)
        except NotTaken as fault:
            form.add_error("kept", str(fault))
        else:
            messages.success(request, _("The condition says so now."))
            return redirect("licensing:premises", partnership=partnership, ident=ident)
    told = {
        "form": form,
        "one": one,
        "heading": _("Check a condition"),
        "words": found.text,
        "button": _("Keep it"),
    }
    return render(request, "licensing/form.html", told)
