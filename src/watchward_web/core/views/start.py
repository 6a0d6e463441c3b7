"""The first page: what Watchward is, and the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def start(request: HttpRequest) -> HttpResponse:
    """A signed-in person goes on to their partnership."""
    if request.user.is_authenticated:
        return redirect("partners:choose")
    return render(request, "core/start.html")
