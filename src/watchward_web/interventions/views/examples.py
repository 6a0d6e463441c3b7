"""What the report of 2008 tells of, apart from what was judged here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.reference import figure
from watchward.reference.examples import examples as every
from watchward_web.interventions.words import ACTS_ON, KINDS


def examples(request: HttpRequest, partnership: str) -> HttpResponse:
    """The surest first."""
    told = {
        "examples": every(),
        "citation": figure("nao_interventions").citation,
        "kinds": KINDS,
        "acts_on": ACTS_ON,
    }
    return render(request, "interventions/examples.html", told)
