"""Who one can be on this copy of the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.roles import ROLES
from watchward_web.nonprod.personas import PASSWORD, PERSONAS


def personas(request: HttpRequest) -> HttpResponse:
    """Names and the one password."""
    rows = [(persona, ROLES[persona.role]) for persona in PERSONAS]
    told = {"rows": rows, "password": PASSWORD, "synthetic": True}
    return render(request, "nonprod/personas.html", told)
