"""The partnership's agencies, and a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.core.roles import Role
from watchward_web.partners.forms import AgencyForm
from watchward_web.partners.selectors import agencies as agencies_of
from watchward_web.partners.services import Taken, add_own_agency


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
        "may_change": seat.role == Role.ADMINISTRATOR,
    }
    return render(request, "partners/agencies.html", told)
