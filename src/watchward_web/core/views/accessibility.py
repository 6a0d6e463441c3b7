"""The accessibility statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.accessibility import PRACTICE, RESULTS, read_results


def accessibility(request: HttpRequest) -> HttpResponse:
    """What has been tested, when, how and with what result; and what has not."""
    told = {"results": read_results(RESULTS), "practice": PRACTICE}
    return render(request, "core/accessibility.html", told)
