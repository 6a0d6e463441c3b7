"""One intervention: what it is, how it is judged, and what was found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.briefing.tables import cell_text
from watchward.contract.dataset import dataset
from watchward.contract.intervention import BEST
from watchward.contract.safe_result import SafeResult
from watchward_web.core.clock import now
from watchward_web.interventions.register import answer, every, find, overlapping
from watchward_web.interventions.services.registering import note_read
from watchward_web.interventions.words import ACTS_ON, DESIGNS, EMMIE, KINDS, STATES, WRITERS


def intervention(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """Reading what was found is in the audit log."""
    seat, moment = request.seat, now()
    one = find(seat, ident, now=moment)
    result = answer(seat, one, now=moment)
    if isinstance(result, SafeResult):
        note_read(seat, ident, result.id, now=moment)
    told = {
        "one": one,
        "about": one.registered.intervention,
        "result": result if isinstance(result, SafeResult) else None,
        "cell_text": cell_text,
        "instead": result if isinstance(result, str) else "",
        "others": overlapping(one, every(seat, now=moment)),
        "counted": dataset(one.plan.dataset).title if one.plan.dataset else "",
        "best": BEST,
        "states": STATES,
        "kinds": KINDS,
        "acts_on": ACTS_ON,
        "designs": DESIGNS,
        "emmie": EMMIE,
        "hands_in": one.plan.followed is not None and seat.role in WRITERS,
    }
    return render(request, "interventions/intervention.html", told)
