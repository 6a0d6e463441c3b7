"""The partnership's agencies, and a new one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward.errors import UsageRefusal
from watchward_web.core.clock import now
from watchward_web.core.roles import Role
from watchward_web.partners import owing
from watchward_web.partners.forms import AgencyForm
from watchward_web.partners.owing_forms import NationForm
from watchward_web.partners.selectors import agencies as agencies_of
from watchward_web.partners.services import Taken, add_own_agency
from watchward_web.partners.services.owing import state_nation


def agencies(request: HttpRequest, partnership: str) -> HttpResponse:
    """GET lists, POST adds; an agency is never removed, for the audit log names it."""
    seat = request.seat
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_own_agency(seat, **form.cleaned_data, now=now())
        except Taken:
            form.add_error("name", _("Another agency has this name or this provider code."))
        else:
            messages.success(request, _("The agency has been added."))
            return redirect("partners:agencies", partnership=partnership)
    told = {
        "agencies": agencies_of(seat),
        "form": form,
        "nations": owing.nations_of(seat),
        "may_change": seat.role == Role.ADMINISTRATOR,
        "may_state": owing.may(seat, "partners:nation", "POST"),
    }
    return render(request, "partners/agencies.html", told)


def nation(request: HttpRequest, partnership: str, provider: str) -> HttpResponse:
    """GET asks, POST states in which nation an agency is."""
    seat = request.seat
    found = next((one for one in agencies_of(seat) if one.provider == provider), None)
    if found is None:
        raise Http404
    known = owing.nations_of(seat).get(provider, "")
    form = NationForm(request.POST or None, initial={"nation": known})
    if request.method == "POST" and form.is_valid():
        try:
            state_nation(seat, provider=provider, **form.cleaned_data, now=now())
        except UsageRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The nation has been recorded."))
            return redirect("partners:agencies", partnership=partnership)
    told = {"found": found, "known": known, "form": form}
    return render(request, "partners/nation.html", told)
