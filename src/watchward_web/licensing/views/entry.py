"""One entry: it was done, what came of it, whether it goes into a pack."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.licensing.faults import NotTaken
from watchward_web.licensing.forms import FinishForm
from watchward_web.licensing.screen import find
from watchward_web.licensing.selectors import find_entry
from watchward_web.licensing.services.writing import finish_entry


def entry(request: HttpRequest, partnership: str, ident: str, number: int) -> HttpResponse:
    """Its day and its line stay as they were written."""
    moment, seat = now(), request.seat
    one = find(seat, ident, now=moment)
    found = find_entry(seat, ident, number, today=moment.date())
    initial = {
        name: getattr(found, name) for name in ("done_on", "result", "text", "source", "exhibit")
    }
    form = FinishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            finish_entry(seat, ident, number, given=form.cleaned_data, now=moment)
        except NotTaken as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The entry says so now."))
            return redirect("licensing:premises", partnership=partnership, ident=ident)
    told = {
        "form": form,
        "one": one,
        "heading": f"{found.what}: {one.name}",
        "button": _("Keep it"),
    }
    return render(request, "licensing/form.html", told)
