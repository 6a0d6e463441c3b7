"""The library of conditions, by theme and objective."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.licensing.library import conditions as library
from watchward_web.licensing.words import OBJECTIVES, THEMES


def conditions(request: HttpRequest, partnership: str) -> HttpResponse:
    """To read; they are asked for on the page of the premises."""
    told = {"conditions": library(), "themes": THEMES, "objectives": OBJECTIVES}
    return render(request, "licensing/conditions.html", told)
