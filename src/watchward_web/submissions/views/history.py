"""One body's data set in one period: how it stands, and everything that happened to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.contract.dataset import datasets
from watchward.contract.period import month_number
from watchward.errors import UsageRefusal
from watchward_web.core.clock import now
from watchward_web.partners.months import spans_said
from watchward_web.partners.owing import may, names_of_people
from watchward_web.partners.selectors import agency_names
from watchward_web.submissions.owed import told_of
from watchward_web.submissions.selectors import providers, titles
from watchward_web.submissions.services import note_read


def history(
    request: HttpRequest, partnership: str, provider: str, dataset: str, month: str
) -> HttpResponse:
    """Numbers only where the seat may know them."""
    seat, moment = request.seat, now()
    try:
        first = month_number(month)
    except UsageRefusal:
        raise Http404 from None
    found = told_of(seat, provider=provider, dataset=dataset, first=first, now=moment)
    if found is None:
        raise Http404
    own = providers(seat)
    told = {
        "cell": found.cell,
        "steps": found.steps,
        "said": spans_said,
        "due": datasets()[dataset].due,
        "names": agency_names(seat),
        "titles": titles(),
        "people": names_of_people(seat),
        "counted": seat.audience and (own is None or provider in own) and may_count(request),
        "may_close": may(seat, "partners:locks", "POST"),
    }
    note_read(seat, "history", subject=f"{provider} {dataset} {month}", now=moment)
    return render(request, "submissions/history.html", told)


def may_count(request: HttpRequest) -> bool:
    """Who may open receipts may know their numbers."""
    return may(request.seat, "submissions:receipt", "GET")
