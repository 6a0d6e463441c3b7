"""A partnership's first page; an app that has a better one for a role says so in its rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from watchward_web.core.roles import ROLES
from watchward_web.core.rules import rules
from watchward_web.partners.navigation import navigation


def home(request: HttpRequest, partnership: str) -> HttpResponse:
    """Who you are here, and what you can do."""
    seat = request.seat
    for rule in rules():
        if seat.role in rule.home_of:
            return redirect(rule.url, partnership=partnership, **rule.example)
    told = {"about": ROLES[seat.role], "parts": navigation(seat, "")}
    return render(request, "partners/home.html", told)
