"""Who owes what and what is held, by body and month, in signs and words, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.briefing.words import month_said
from watchward.contract.period import month_text
from watchward.hub.cells import overdue
from watchward_web.core.clock import now
from watchward_web.partners.held import ledger_lines, month_of
from watchward_web.partners.months import grid_months, spans_said
from watchward_web.partners.owing import may
from watchward_web.partners.selectors import agency_names
from watchward_web.submissions.owed import grid, owed
from watchward_web.submissions.selectors import providers, titles
from watchward_web.submissions.services import note_read


def ledger(request: HttpRequest, partnership: str) -> HttpResponse:
    """Everybody who works with the data sees what there is of it; numbers only where they may."""
    moment = now()
    found = ledger_lines(request.seat, now=moment)
    own = providers(request.seat)
    due = owed(request.seat, now=moment)
    told = {
        "lines": found,
        "months": grid_months(found, today=month_of(moment)),
        "said": month_said,
        "month_key": month_text,
        "names": agency_names(request.seat),
        "counted": [one for one in found if own is None or one.provider in own],
        "opens": own,
        "grid": grid(due, now=moment),
        "open_cells": overdue(due),
        "spans": spans_said,
        "titles": titles(),
        "answers": may(request.seat, "submissions:approvals", "GET"),
    }
    note_read(request.seat, "ledger", now=moment)
    return render(request, "submissions/ledger.html", told)
