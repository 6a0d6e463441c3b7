"""One decision: what, why, whose, by when, done; its figures then, and the same question now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.contract.safe_result import SafeResult
from watchward_web.core.clock import now
from watchward_web.meetings.comparison import compare
from watchward_web.meetings.evidence import ask_again
from watchward_web.meetings.selectors.decisions import find_decision, frozen
from watchward_web.meetings.services.deciding import note_evidence_read
from watchward_web.meetings.standing import evidence_labels
from watchward_web.meetings.words import AUDIENCE_WORDS, CHAIRS


def decision(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """The question is asked again for whoever looks, as they may see it."""
    moment, seat = now(), request.seat
    found = find_decision(seat, number, today=moment.date())
    told = {
        "decision": found,
        "calls": seat.role in CHAIRS,
        "label": evidence_labels().get(found.analysis, found.analysis),
        "audience": AUDIENCE_WORDS[seat.audience],
    }
    then = frozen(seat, number)
    if then is not None:
        again = ask_again(seat, found.analysis, now=moment)
        after = again if isinstance(again, SafeResult) else None
        note_evidence_read(
            seat, number, [one.id for one in (then, after) if one is not None], now=moment
        )
        told |= {
            "compared": compare(then, after, table=found.table, row=found.row),
            "why_not": "" if after else again,
            "then": then,
        }
    return render(request, "meetings/decision.html", told)
