"""The roles, as a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.roles import ROLES


def roles(request: HttpRequest, partnership: str) -> HttpResponse:
    """What each role is for, and which answers it sees."""
    return render(request, "partners/roles.html", {"roles": ROLES.values()})
