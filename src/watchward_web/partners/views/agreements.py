"""Agreements: what was signed, what runs out, a new one, and whether a feed needs one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward.errors import UsageRefusal
from watchward_web.core.clock import now
from watchward_web.partners import owing
from watchward_web.partners.owing_forms import AgreementForm, EndForm, GatewaysForm, ReasonForm
from watchward_web.partners.selectors import agency_names
from watchward_web.partners.services.owing import (
    end_agreement,
    name_gateways,
    record_agreement,
    require_agreements,
)

KINDS = (
    *("agreement recorded", "agreement ended", "agreements required"),
    "agreement's gateways named",
)
SIGNED = ("provider", "dataset", "floor", "valid_from", "valid_to")


def agreements(request: HttpRequest, partnership: str) -> HttpResponse:
    """GET lists, POST records."""
    seat, moment = request.seat, now()
    form = AgreementForm(
        request.POST or None,
        bodies=owing.bodies(seat),
        datasets=owing.owed_sets(),
        ways=owing.ways(),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        signed = {name: told[name] for name in SIGNED}
        try:
            record_agreement(seat, purpose=told["reason"], basis=form.given, **signed, now=moment)
        except UsageRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The agreement has been recorded."))
            return redirect("partners:agreements", partnership=partnership)
    told = {
        "found": owing.agreements_of(seat, now=moment),
        "changes": owing.changes(seat, *KINDS),
        "form": form,
        "today": owing.today(moment),
        "names": agency_names(seat),
        "titles": owing.titles(),
        "ways": owing.way_titles(),
        "people": owing.names_of_people(seat),
        "may_change": owing.may(seat, "partners:agreements", "POST"),
    }
    return render(request, "partners/agreements.html", told)


def agreement(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """GET shows, POST ends."""
    seat = request.seat
    found = owing.find_agreement(seat, number)
    if found is None:
        raise Http404
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_agreement(seat, number, **form.cleaned_data, now=now())
        except UsageRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The agreement ends sooner."))
            return redirect("partners:agreements", partnership=partnership)
    told = {"found": found, "form": form, "names": agency_names(seat), "titles": owing.titles()}
    return render(request, "partners/agreement.html", told)


def gateways(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """GET shows what an agreement covers, POST names it where nobody was asked."""
    seat = request.seat
    found = owing.find_agreement(seat, number)
    if found is None:
        raise Http404
    form = GatewaysForm(request.POST or None, ways=owing.ways(found.dataset))
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        try:
            name_gateways(seat, number, basis=form.given, reason=why, now=now())
        except UsageRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The agreement names its gateways."))
            return redirect("partners:agreements", partnership=partnership)
    told = {
        "found": found,
        "covers": owing.covered_by(found),
        "form": form,
        "names": agency_names(seat),
        "titles": owing.titles(),
        "may_change": owing.may(seat, "partners:gateways", "POST"),
    }
    return render(request, "partners/gateways.html", told)


def required(request: HttpRequest, partnership: str) -> HttpResponse:
    """GET asks why, POST turns it on or off."""
    seat, moment = request.seat, now()
    found = owing.agreements_of(seat, now=moment)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = request.POST.get("required") == "yes"
        require_agreements(seat, required=wanted, reason=form.cleaned_data["reason"], now=moment)
        told = _("A feed without an agreement in date is refused from now on.")
        if not wanted:
            told = _("A feed without an agreement in date is taken again.")
        messages.success(request, told)
        return redirect("partners:agreements", partnership=partnership)
    return render(request, "partners/required.html", {"found": found, "form": form})
