"""How much of each field one body fills in, so that the form gets better where it is filled in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.briefing.words import month_said
from watchward.contract.period import month_number
from watchward_web.core.clock import now
from watchward_web.partners.owing import may
from watchward_web.partners.selectors import agency_names
from watchward_web.submissions.completeness import completeness_of, shift_names
from watchward_web.submissions.services import note_read


def completeness(
    request: HttpRequest, partnership: str, provider: str, dataset: str
) -> HttpResponse:
    """Exact for the body itself and analysts; others are shown rounded shares."""
    seat = request.seat
    counts = may(seat, "submissions:receipt", "GET")
    found = completeness_of(seat, provider=provider, dataset=dataset, counts=counts)
    told = {
        "found": found,
        "who": agency_names(seat).get(provider, provider),
        "months": [month_said(month_number(month)) for month in found.months],
        "shifts": shift_names(),
        "tells": found.dataset.time.tells,
    }
    note_read(seat, "completeness", subject=f"{provider} {dataset}", now=now())
    return render(request, "submissions/completeness.html", told)
