"""One premises: counts by month, the score line by line, and everything written about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.contract.safe_result import SafeResult
from watchward_web.core.clock import now
from watchward_web.licensing.screen import find, screen
from watchward_web.licensing.selectors import challenges, conditions_of, entries
from watchward_web.licensing.services.writing import note_read
from watchward_web.licensing.words import COLOURS, KEPT, KINDS, OBJECTIVES, RESULTS, STATES, THEMES


def premises(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """Reading it is reading exact evidence, and is in the audit log."""
    moment, seat = now(), request.seat
    found, result = find(seat, ident, now=moment), screen(seat, now=moment)
    table = result.table("months") if isinstance(result, SafeResult) else None
    if isinstance(result, SafeResult):
        note_read(seat, f"premises {ident}", result.id, now=moment)
    told = {
        "one": found,
        "result": result,
        "sides": [column for column in table.columns if column.role == "count"] if table else [],
        "entries": entries(seat, ident, today=moment.date()),
        "conditions": conditions_of(seat, ident),
        "challenges": challenges(seat, ident),
        "colours": COLOURS,
        "kinds": KINDS,
        "results": RESULTS,
        "themes": THEMES,
        "objectives": OBJECTIVES,
        "states": STATES,
        "kept": KEPT,
    }
    return render(request, "licensing/premises.html", told)
