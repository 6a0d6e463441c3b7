"""The accessibility statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def accessibility(request: HttpRequest) -> HttpResponse:
    """What has been tested, and what has not."""
    return render(request, "core/accessibility.html")
