"""The register: what is planned, under way and over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.interventions.register import FILTERS, every
from watchward_web.interventions.words import ACTS_ON, KINDS, STATES, WRITERS


def home(request: HttpRequest, partnership: str) -> HttpResponse:
    """All, or those of a kind."""
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    found = every(request.seat, now=now())
    told = {
        "found": [one for one in found if one.fits(wanted)],
        "many": len(found),
        "wanted": wanted,
        "states": STATES,
        "kinds": KINDS,
        "acts_on": ACTS_ON,
        "may_register": request.seat.role in WRITERS,
    }
    return render(request, "interventions/home.html", told)
