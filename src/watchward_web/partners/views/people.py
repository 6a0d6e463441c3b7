"""Who is in the partnership, and whom it has invited."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.core.roles import ROLES, Role
from watchward_web.partners.selectors import open_invitations
from watchward_web.partners.selectors import people as people_of


def people(request: HttpRequest, partnership: str) -> HttpResponse:
    """The administrator changes it, the head reads it."""
    told = {
        "people": people_of(request.seat),
        "invitations": open_invitations(request.seat, now=now()),
        "roles": {role.value: about.name for role, about in ROLES.items()},
        "may_change": request.seat.role == Role.ADMINISTRATOR,
    }
    return render(request, "partners/people.html", told)
