"""Who owes what: the duties, a new one, and the end of one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward.errors import UsageRefusal
from watchward_web.core.clock import now
from watchward_web.partners import owing
from watchward_web.partners.owing_forms import DutyForm, EndForm
from watchward_web.partners.selectors import agency_names
from watchward_web.partners.services.owing import end_duty, set_duty


def duties(request: HttpRequest, partnership: str) -> HttpResponse:
    """GET lists, POST adds."""
    seat = request.seat
    form = DutyForm(request.POST or None, bodies=owing.bodies(seat), datasets=owing.owed_sets())
    if request.method == "POST" and form.is_valid():
        try:
            set_duty(seat, **form.cleaned_data, now=now())
        except UsageRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The duty has been set."))
            return redirect("partners:duties", partnership=partnership)
    told = {
        "duties": owing.duties_of(seat),
        "changes": owing.changes(seat, "duty set", "duty ended"),
        "form": form,
        "names": agency_names(seat),
        "titles": owing.titles(),
        "people": owing.names_of_people(seat),
        "may_change": owing.may(seat, "partners:duties", "POST"),
    }
    return render(request, "partners/duties.html", told)


def duty(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """GET shows, POST ends."""
    seat = request.seat
    found = owing.find_duty(seat, number)
    if found is None:
        raise Http404
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_duty(
                seat,
                number,
                ends=form.cleaned_data["last"],
                reason=form.cleaned_data["reason"],
                now=now(),
            )
        except UsageRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The duty has a last day."))
            return redirect("partners:duties", partnership=partnership)
    told = {
        "found": found,
        "form": form,
        "names": agency_names(seat),
        "titles": owing.titles(),
    }
    return render(request, "partners/duty.html", told)
