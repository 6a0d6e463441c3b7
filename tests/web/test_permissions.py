"""Every URL, every verb, everybody: who is let in is exactly what the rules declare."""

import random
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from watchward_web.core.clock import now
from watchward_web.core.roles import Role
from watchward_web.core.rules import ANYONE, EVIDENCE, MACHINE, SIGNED_IN, Rule, rule_of, rules
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


def test_every_url_is_declared_and_every_rule_has_its_url():
    names = set(url_names())
    assert not {name for name in names if rule_of(name) is None}, "add a Rule to permissions.py"
    assert not {rule.url for rule in rules()} - names


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


def test_every_url_role_and_verb_is_as_declared(clients, monkeypatch):
    monkeypatch.setattr("watchward_web.core.views.errors.loader.render_to_string", lambda *_: "")
    doors = {actor: Door(client) for actor, client in clients.items()}
    wrong, asked = [], 0
    for rule in rules():
        path = address(rule, "harrowmere")
        for verb in VERBS:
            for actor in ACTORS:
                answer = doors[actor].ask(verb, path)
                asked += 1
                if answer != expected(rule, verb, actor):
                    wrong.append(f"{rule.url} {verb} {actor}: {answer}")
    assert asked == len(rules()) * len(VERBS) * len(ACTORS)
    assert not wrong


def test_the_whole_site_answers_as_the_two_middlewares_do(clients):
    """Each page and verb once through everything, by somebody drawn by lot."""
    die = random.Random(7)
    wrong = []
    for rule in rules():
        for verb in VERBS:
            actor = die.choice(ACTORS)
            answer = clients[actor].generic(verb, address(rule, "harrowmere")).status_code
            if answer != expected(rule, verb, actor):
                wrong.append(f"{rule.url} {verb} {actor}: {answer}")
    assert not wrong


def test_absent_and_forbidden_partnerships_look_the_same(clients):
    for rule in rules():
        if address(rule, "a") == address(rule, "b"):
            continue
        other, none = (
            clients["analyst"].get(address(rule, slug)) for slug in ("elsewhere", "nowhere")
        )
        if "GET" in rule.verbs:
            assert other.status_code == none.status_code == 404
        assert _without_number(other) == _without_number(none)


def _without_number(response) -> str:
    return response.content.decode().replace(response.headers["X-Request-Id"], "")


def test_a_page_without_a_rule_opens_for_nobody(people, sign_in, monkeypatch):
    from watchward_web.core import rules as declared
    from watchward_web.partners.access import UndeclaredPage

    client = sign_in("administrator")
    monkeypatch.delitem(declared._RULES, "partners:roles")
    with pytest.raises(UndeclaredPage):
        client.get("/p/harrowmere/roles/")


def test_who_may_change_people_is_the_administrator_alone():
    """By hand, not from the rules: what a slip in the table would give away."""
    for url in ("partners:invite", "partners:withdraw", "partners:person", "partners:activity"):
        for who in rule_of(url).verbs.values():
            assert who == {Role.ADMINISTRATOR}
    assert rule_of("partners:agencies").verbs["POST"] == {Role.ADMINISTRATOR}
    for url in ("partners:people", "partners:audit"):
        assert rule_of(url).verbs == {"GET": {Role.ADMINISTRATOR, Role.HEAD}}
