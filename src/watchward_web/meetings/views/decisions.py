"""The decision log, by owner and state; the choice stands in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.meetings.forms import FilterForm
from watchward_web.meetings.selectors.decisions import decisions as decisions_of
from watchward_web.meetings.selectors.decisions import overdue
from watchward_web.meetings.words import CHAIRS
from watchward_web.partners.selectors import agencies


def decisions(request: HttpRequest, partnership: str) -> HttpResponse:
    """A choice that there is not lists everything."""
    today, seat = now().date(), request.seat
    form = FilterForm(request.GET or None, agencies=agencies(seat))
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    told = {
        "form": form,
        "decisions": decisions_of(seat, today=today, **chosen),
        "overdue": overdue(seat, today=today),
        "calls": seat.role in CHAIRS,
    }
    return render(request, "meetings/decisions.html", told)
