"""Licensed premises: what is due, the list by colour, the map, test purchases over all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.contract.safe_result import SafeResult
from watchward_web.core.clock import now
from watchward_web.licensing.screen import coloured_map, listed, screen
from watchward_web.licensing.selectors import clocks, open_counts, purchases
from watchward_web.licensing.services.writing import note_read
from watchward_web.licensing.words import COLOURS, KINDS


def home(request: HttpRequest, partnership: str) -> HttpResponse:
    """The reddest first; where the library gave no answer, its words stand instead."""
    moment, seat = now(), request.seat
    result = screen(seat, now=moment)
    every = listed(result)
    if isinstance(result, SafeResult):
        note_read(seat, "licensed premises", result.id, now=moment)
    told = {
        "premises": every,
        "instead": result if isinstance(result, str) else "",
        "result": result if isinstance(result, SafeResult) else None,
        "picture": coloured_map(result) if every else None,
        "clocks": clocks(seat, today=moment.date()),
        "names": {one.ident: one.name for one in every},
        "waiting": open_counts(seat),
        "tested": purchases(seat),
        "colours": COLOURS,
        "kinds": KINDS,
    }
    return render(request, "licensing/home.html", told)
