"""One receipt: every row of the source file accounted for, and why rows stayed out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.contract.dataset import datasets
from watchward_web.core.clock import now
from watchward_web.submissions.completeness import filled_in, shift_names
from watchward_web.submissions.reasons import notes, reasons
from watchward_web.submissions.selectors import find_receipt, receipts_for, superseded
from watchward_web.submissions.services import note_read
from watchward_web.submissions.travelling import placed, stands_alone


def receipt(request: HttpRequest, partnership: str, receipt: str) -> HttpResponse:
    """For the provider that sent it, and for analysts."""
    found = find_receipt(request.seat, receipt)
    known = datasets().get(found.dataset)
    told = {
        "receipt": found,
        "title": known.title if known else found.dataset,
        "reasons": reasons(found),
        "noted": notes(found),
        "filled": filled_in(request.seat, found),
        "shifts": shift_names(),
        "tells": known.time.tells if known else "",
        "stands_alone": stands_alone(found),
        "placed": placed(found),
        "superseded_by": superseded(receipts_for(request.seat)).get(found.id, ""),
    }
    note_read(request.seat, "receipt", subject=found.id, now=now())
    return render(request, "submissions/receipt.html", told)
