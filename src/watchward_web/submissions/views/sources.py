"""Which sources of data are used here, in the form of the report's Figure 14."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.submissions.owed import used_sources


def sources(request: HttpRequest, partnership: str) -> HttpResponse:
    """From what arrived; beside it what partnerships said in July 2007."""
    safe = used_sources(request.seat, now=now())
    return render(request, "submissions/sources.html", {"safe": safe, "table": safe.table("use")})
