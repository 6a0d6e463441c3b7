"""Write down what happened about premises."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.licensing.faults import NotTaken
from watchward_web.licensing.forms import EntryForm
from watchward_web.licensing.screen import find
from watchward_web.licensing.services.writing import write_entry
from watchward_web.licensing.words import KINDS


def write(request: HttpRequest, partnership: str, ident: str, kind: str) -> HttpResponse:
    """One form for all kinds, with the fields that the kind has use for."""
    moment, seat = now(), request.seat
    if kind not in KINDS:
        raise Http404
    one = find(seat, ident, now=moment)
    form = EntryForm(request.POST or None, kind=kind, initial={"happened_on": moment.date()})
    if request.method == "POST" and form.is_valid():
        try:
            write_entry(seat, ident, kind, given=form.cleaned_data, now=moment)
        except NotTaken as fault:
            form.add_error("happened_on", str(fault))
        else:
            messages.success(request, _("It is written down."))
            return redirect("licensing:premises", partnership=partnership, ident=ident)
    told = {"form": form, "one": one, "heading": KINDS[kind], "button": _("Write it down")}
    return render(request, "licensing/form.html", told)
