"""Who may open which page, generated from the rules that the access check itself reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.roles import ROLES
from watchward_web.core.rules import ANYONE, MACHINE, SIGNED_IN, rules


def permissions(request: HttpRequest, partnership: str) -> HttpResponse:
    """One row a page and verb."""
    rows = [(rule, verb, who) for rule in rules() for verb, who in rule.verbs.items()]
    told = {
        "rows": rows,
        "roles": ROLES,
        "everybody": {ANYONE},
        "signed_in": {SIGNED_IN},
        "machine": {MACHINE},
    }
    return render(request, "partners/permissions.html", told)
