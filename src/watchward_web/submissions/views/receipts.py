"""The receipts, the newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.submissions.selectors import receipts_for, titles


def receipts(request: HttpRequest, partnership: str) -> HttpResponse:
    """One's own agency's; an analyst sees every provider's."""
    told = {"receipts": receipts_for(request.seat), "titles": titles()}
    return render(request, "submissions/receipts.html", told)
