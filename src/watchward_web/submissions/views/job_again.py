"""Failed work is tried once more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from watchward_web.core.clock import now
from watchward_web.submissions.services import again


def job_again(request: HttpRequest, partnership: str, fault: int) -> HttpResponse:
    """One press, one try."""
    if not again(request.seat, fault, now=now()):
        raise Http404
    return redirect("submissions:jobs", partnership=partnership)
