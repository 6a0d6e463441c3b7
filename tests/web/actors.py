"""Everybody who may come to a page: people, machines with keys, those who lost their place.

What they should be answered is written here again, by the rules alone, without a look at the check.
"""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from watchward_web.core.clock import now
from watchward_web.core.roles import Role
from watchward_web.core.rules import ANYONE, EVIDENCE, MACHINE, SIGNED_IN, Rule
from watchward_web.nonprod.personas import PERSONAS
from watchward_web.partners.access import AccessMiddleware
from watchward_web.partners.machines import MachineMiddleware
from watchward_web.partners.services import issue_token
from watchward_web.partners.tokens import FEED, SCOPES, SUBMIT
from watchward_web.submissions.permissions import SENDERS

VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
REACHED = 299
PEOPLE = (*(persona.username for persona in PERSONAS), "anonymous", "suspended", "left")
# A machine with a key: its scope, and the persona whose key it is.
MACHINES = tuple(
    f"{scope} {persona.username}"
    for persona in PERSONAS
    for scope in SCOPES
    if persona.role in (SENDERS if scope == SUBMIT else EVIDENCE)
    and (scope == FEED or persona.agency in ("hospital", "police"))
)
ACTORS = (*PEOPLE, *MACHINES)


class Stub:
    """The last middleware: answers in the view's place, so that only the access check is asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        return HttpResponse(status=REACHED)


def url_names(patterns=None, prefix="") -> Iterator[str]:
    """Every name that the resolver knows; a page without a name cannot be declared, so it fails."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from url_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def address(rule: Rule, partnership: str) -> str:
    seated = not any(who & {ANYONE, MACHINE, SIGNED_IN} for who in rule.verbs.values())
    kwargs = {"partnership": partnership} if seated else {}
    return reverse(rule.url, kwargs={**kwargs, **rule.example})


def expected(rule: Rule, verb: str, actor: str) -> int:
    """The answer by the rules alone, written again without a look at the access check."""
    allowed = rule.verbs.get({"HEAD": "GET"}.get(verb, verb))
    if allowed is None:
        return 405
    if ANYONE in allowed or MACHINE in allowed:
        return REACHED
    if actor in MACHINES:
        return expected_of_machine(rule, allowed, *actor.split())
    if actor in ("anonymous", "suspended"):
        return 401 if rule.machine else 302
    if SIGNED_IN in allowed:
        return REACHED
    if actor in ("elsewhere", "left"):
        return 404
    return REACHED if Role(actor) in allowed else 403


def expected_of_machine(rule: Rule, allowed: frozenset[str], scope: str, owner: str) -> int:
    if not rule.machine:
        return 302
    if scope != rule.machine:
        return 401
    if owner == "elsewhere":
        return 404
    return REACHED if Role(owner) in allowed else 403


@pytest.fixture
def clients(people, sign_in, seat_of, settings):
    """One client an actor; `suspended` and `left` lose their place after having signed in."""
    from watchward_web.accounts.models import User
    from watchward_web.partners.models import Membership

    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Stub"]
    found = {persona.username: sign_in(persona.username) for persona in PERSONAS}
    found |= {"anonymous": Client(), "suspended": sign_in("head"), "left": sign_in("head")}
    found["suspended"], found["left"] = _leavers(User, Membership)
    return found | {name: _machine(seat_of, *name.split()) for name in MACHINES}


def _machine(seat_of, scope, owner):
    issued = issue_token(seat_of(owner), scope=scope, name="a", days=9, now=now())
    return Client(headers={"authorization": f"Bearer {issued.secret}"})


def _leavers(users, memberships):
    clients = []
    for name in ("suspended", "left"):
        person = users.objects.create(
            username=name, email=f"{name}@x.invalid", name=name, joined_at="2026-01-01T00:00:00Z"
        )
        like = memberships.objects.get(person__username="head")
        memberships.objects.create(
            person=person, partnership=like.partnership, agency=like.agency, role="head"
        )
        client = Client()
        client.force_login(person)
        clients.append(client)
    users.objects.filter(username="suspended").update(is_active=False)
    memberships.objects.filter(person__username="left").update(active=False)
    return clients


class Door:
    """The two middlewares that decide, without the rest of the site: asked 20,000 times."""

    def __init__(self, client: Client) -> None:
        session = client.session
        request = RequestFactory().get("/")
        request.session = session
        self.session, self.user = session, get_user(request)
        self.headers = client.defaults
        self.machines, self.access = MachineMiddleware(_no_answer), AccessMiddleware(_no_answer)

    def ask(self, verb: str, path: str) -> int:
        request = RequestFactory(**self.headers).generic(verb, path)
        request.resolver_match = match = resolve(path)
        request.user, request.session = self.user, self.session
        request.seat = request.key = request.token = None
        request.number = ""
        self.machines.process_view(request, match.func, match.args, match.kwargs)
        try:
            answer = self.access.process_view(request, match.func, match.args, match.kwargs)
        except Http404:
            return 404
        return REACHED if answer is None else answer.status_code


def _no_answer(request):
    raise AssertionError("only process_view is asked")
