"""What let each field leave its provider: read only, as it arrived with the packages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.partners.selectors import agency_names
from watchward_web.submissions.keeping import linking, passages
from watchward_web.submissions.services import note_read


def approvals(request: HttpRequest, partnership: str) -> HttpResponse:
    """Kinds and days of approvals travel; who gave them, and where, stays with the provider."""
    moment, seat = now(), request.seat
    told = {
        "passages": passages(seat),
        "names": agency_names(seat),
        "linking": linking(seat, now=moment),
    }
    note_read(seat, "approvals", now=moment)
    return render(request, "submissions/approvals.html", told)
