"""Who may open which page, generated from the rules that the access check itself reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from watchward_web.core.roles import ROLES
from watchward_web.core.rules import ANYONE, MACHINE, SIGNED_IN, rules
from watchward_web.partners.tokens import FEED, SUBMIT


def permissions(request: HttpRequest, partnership: str) -> HttpResponse:
    """One row a page, or more where its verbs are not for the same people."""
    words = {
        ANYONE: _("Everybody"),
        SIGNED_IN: _("Whoever is signed in, for themselves"),
        MACHINE: _("A machine with a key"),
    }
    machines = {FEED: _("reading"), SUBMIT: _("sending")}
    rows = [
        {
            "says": rule.says,
            "verbs": ", ".join(verb for verb, others in rule.verbs.items() if others == who),
            "who": who,
            "machine": machines.get(rule.machine, ""),
            "words": next((said for kind, said in words.items() if kind in who), ""),
        }
        for rule in rules()
        for who in dict.fromkeys(rule.verbs.values())
    ]
    told = {
        "by_role": [row for row in rows if not row["words"]],
        "others": [row for row in rows if row["words"]],
        "roles": ROLES,
    }
    return render(request, "partners/permissions.html", told)
