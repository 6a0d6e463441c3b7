"""Two to four interventions side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.briefing.compared import compared
from watchward.contract.safe_result import SafeResult
from watchward_web.core.clock import now
from watchward_web.interventions.register import answer, chosen, every
from watchward_web.interventions.services.registering import note_read


def compare(request: HttpRequest, partnership: str) -> HttpResponse:
    """Those that the address names; without, a list to choose from."""
    seat, moment = request.seat, now()
    listed = every(seat, now=moment)
    ours = chosen(request.GET.getlist("name"), listed)
    beside = None
    if len(ours) > 1:
        answers = [answer(seat, one, now=moment) for one in ours]
        for one, result in zip(ours, answers, strict=True):
            if isinstance(result, SafeResult):
                note_read(seat, one.name, result.id, now=moment)
        pairs = zip((one.registered for one in ours), answers, strict=True)
        beside = compared(list(pairs))
    told = {
        "listed": listed,
        "ours": [one.name for one in ours],
        "beside": beside,
        "few": len(ours) == 1,
    }
    return render(request, "interventions/compare.html", told)
