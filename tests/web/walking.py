"""Which addresses a walk over the whole site opens, as whom, and which it leaves out and why.

An address that does not open is an error unless it is named here; one that is named here and opens
is an error too, so that the list cannot hide a page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from tests.web.conftest import NOW
from tests.web.furnished import furnish
from watchward_web.core.roles import Role
from watchward_web.core.rules import ANYONE, MACHINE, SIGNED_IN, rules
from watchward_web.nonprod.personas import PERSONAS
from watchward_web.partners.models import Agency
from watchward_web.partners.seat import Seat
from watchward_web.partners.services import invite
from watchward_web.submissions.selectors import receipts_for

HOME = "harrowmere"
SHUT = "opens only with something that is not planted; another test opens it"
ON = "leads on to another page at once"
# Opened in test_accounts_second_factor.py, test_partners_owing.py, test_extracts.py, test_issuer.py
# and test_meetings_papers.py.
LEFT_OUT: dict[str, str] = {
    "core:language": ON,
    "core:start": ON,
    "accounts:issuer_start": ON,
    "account_login": ON,
    "mfa_activate_totp": ON,
    "mfa_add_webauthn": ON,
    "mfa_authenticate": ON,
    "mfa_login_webauthn": ON,
    "mfa_reauthenticate": ON,
    "mfa_reauthenticate_webauthn": ON,
    "partners:choose": ON,
    "partners:home": ON,
    "evidence:saved_view": ON,
    "accounts:issuer_callback": SHUT,
    "mfa_deactivate_totp": SHUT,
    "mfa_view_recovery_codes": SHUT,
    "mfa_remove_webauthn": SHUT,
    "mfa_generate_recovery_codes": SHUT,
    "partners:agreement": SHUT,
    "partners:gateways": SHUT,
    "partners:reopen": SHUT,
    "submissions:extract_check": SHUT,
    "meetings:briefing_file": SHUT,
    "meetings:paper_file": SHUT,
}


@dataclass(frozen=True)
class Address:
    """One rule's address, and the persona who opens it."""

    name: str
    path: str
    who: str


def addresses(seat_of: Callable[[str], Seat], sign_in: Callable[[str], Client]) -> list[Address]:
    """Every address that a browser may read."""
    things = furnish(seat_of)
    planted = {**things.by_page, **_more(seat_of, sign_in)}
    named = {persona.role.value: persona.username for persona in reversed(PERSONAS)}
    found = []
    for rule in rules():
        allowed = rule.verbs.get("GET", frozenset())
        if not allowed or allowed & {MACHINE} or rule.url == "account_logout":
            continue
        seated = not allowed & {ANYONE, SIGNED_IN}
        who = next((named[role] for role in named if role in allowed), "analyst")
        if rule.url in things.of_police and Role.POLICE in allowed:
            who = "police"
        kwargs = {**({"partnership": HOME} if seated else {}), **rule.example}
        kwargs |= planted.get(rule.url, {})
        found.append(Address(rule.url, reverse(rule.url, kwargs=kwargs), who))
    return found


def _more(seat_of: Callable[[str], Seat], sign_in: Callable[[str], Client]) -> dict[str, dict]:
    """What only a walk needs: a briefing that was made, an invitation's secret, a month held."""
    sent = sign_in("head").post(
        reverse("meetings:briefings", kwargs={"partnership": HOME}), {"language": "en"}
    )
    ident = sent.headers["Location"].rstrip("/").rsplit("/", 1)[1]
    council = Agency.objects.get(partnership__slug=HOME, slug="council")
    invited = {"email": "walks@x.invalid", "agency_id": council.pk, "role": Role.HEAD}
    secret = invite(seat_of("administrator"), **invited, now=NOW)
    held = receipts_for(seat_of("police"))[0]
    month = {"provider": held.provider, "dataset": held.dataset, "month": held.period[:7]}
    return {
        "meetings:briefing": {"ident": ident},
        "partners:join": {"secret": secret},
        "submissions:history": month,
        "submissions:completeness": {name: month[name] for name in ("provider", "dataset")},
    }


def opened(client: Client, found: list[Address]) -> Iterator[tuple[Address, str, int]]:
    """Each address with why it is left out, "" for a page; a page's own bytes."""
    for one in found:
        answer = client.get(one.path)
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        answer.close()  # a file that is streamed holds its place open
        attached = "attachment" in answer.headers.get("Content-Disposition", "")
        if answer.status_code == 200 and (kind != "text/html" or attached):
            yield one, "a file or an answer for programs, and no page", 0
        elif answer.status_code == 200:
            assert one.name not in LEFT_OUT, f"{one.name} opens: take it off the list"
            yield one, "", len(answer.content)
        else:
            assert one.name in LEFT_OUT, f"{one.name}: {answer.status_code} as {one.who}"
            yield one, LEFT_OUT[one.name], 0
