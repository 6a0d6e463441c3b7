"""A role's first page: its questions answered, what to discuss, what has not come in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.core.first_pages import first_page_lines
from watchward_web.evidence.panels import DISCUSSES, WATCHES, panels, to_discuss
from watchward_web.evidence.selectors import asking, release_said, saved_views
from watchward_web.evidence.services import note_read
from watchward_web.partners.held import ledger_lines
from watchward_web.partners.selectors import agency_names

LISTED = 5  # saved views on the first page


def home(request: HttpRequest, partnership: str) -> HttpResponse:
    """What this role should know before it asks anything."""
    moment, seat = now(), request.seat
    gate = asking(seat, now=moment)
    found = panels(gate, seat.role)
    note_read(seat, *(one for panel in found for one in panel.shown), now=moment)
    told = {
        "panels": found,
        "discuss": to_discuss(gate) if seat.role in DISCUSSES else None,
        "lines": ledger_lines(seat, now=moment) if seat.role in WATCHES else None,
        "names": agency_names(seat),
        "said": first_page_lines(seat, now=moment),
        "release": release_said(gate.audience),
        "saved": [view for view in saved_views(seat) if view.own][:LISTED],
    }
    return render(request, "evidence/home.html", told)
