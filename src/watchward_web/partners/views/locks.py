"""Periods that are closed to corrections: a new one, and one that is reopened with a reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.partners import owing
from watchward_web.partners.owing_forms import LockForm, ReasonForm
from watchward_web.partners.selectors import agency_names
from watchward_web.partners.services.owing import close_period, reopen_period

CHOICES = ("provider", "dataset", "period")


def locks(request: HttpRequest, partnership: str) -> HttpResponse:
    """GET lists, POST closes; the address may name what to close."""
    seat = request.seat
    start = {name: request.GET[name] for name in CHOICES if name in request.GET}
    form = LockForm(
        request.POST or None,
        initial=start,
        bodies=owing.bodies(seat),
        datasets=owing.owed_sets(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            close_period(seat, **form.cleaned_data, now=now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The period is locked."))
            return redirect("partners:locks", partnership=partnership)
    told = {
        "locks": owing.locks_of(seat),
        "changes": owing.changes(seat, "locked", "reopened"),
        "form": form,
        "names": agency_names(seat),
        "titles": owing.titles(),
        "people": owing.names_of_people(seat),
        "may_close": owing.may(seat, "partners:locks", "POST"),
        "may_reopen": owing.may(seat, "partners:reopen", "POST"),
    }
    return render(request, "partners/locks.html", told)


def reopen(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """GET asks why, POST reopens."""
    seat = request.seat
    found = owing.find_lock(seat, number)
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reopen_period(seat, number, reason=form.cleaned_data["reason"], now=now())
        messages.success(request, _("The period is open for corrections again."))
        return redirect("partners:locks", partnership=partnership)
    told = {"found": found, "form": form, "names": agency_names(seat), "titles": owing.titles()}
    return render(request, "partners/reopen.html", told)
