"""Ten thousand random reaches for what is somebody else's, none of which finds anything.

Three ways: into another partnership by its name; by the numbers of another partnership's things
within one's own; and within one partnership for what is another agency's or another person's.
Every page of every app that the rules declare is reached for, by people and by machines with keys.
"""

import random
from collections import Counter
from contextlib import closing

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.conftest import NOW
from tests.web.furnished import NOBODYS, POINTERS, Things, furnish, people_elsewhere
from watchward_web.accounts.models import User
from watchward_web.core.clock import now
from watchward_web.core.roles import Role
from watchward_web.core.rules import ANYONE, MACHINE, SIGNED_IN, Rule, rule_of, rules
from watchward_web.nonprod.personas import PERSONAS
from watchward_web.partners.models import Membership
from watchward_web.partners.selectors import (
    agencies,
    find_person,
    find_seat,
    may_have,
    people,
)
from watchward_web.partners.services import (
    add_agency,
    add_member,
    found_partnership,
    issue_token,
)

REACHES, FEW = 10_000, 400
PARTNERSHIPS = 12
REFUSED = {401, 403, 404}


def seated() -> list[Rule]:
    """Every page of a partnership."""
    beyond = {ANYONE, MACHINE, SIGNED_IN}
    return [rule for rule in rules() if not any(who & beyond for who in rule.verbs.values())]


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def keys_of(person: User, slug: str) -> list[Client]:
    """A machine for each key that the person may have."""
    seat = find_seat(person.pk, slug)
    secrets = [
        issue_token(seat, scope=scope, name="a", days=9, now=now()).secret
        for scope in may_have(seat)
    ]
    return [Client(headers={"authorization": f"Bearer {secret}"}) for secret in secrets]


class Reacher:
    """Who reaches, for what, and what came of it."""

    def __init__(self, things: Things, seed: int) -> None:
        self.things, self.die = things, random.Random(seed)
        self.found: list[str] = []
        self.ways: Counter[str] = Counter()
        self.insiders = {
            persona.username: User.objects.get(username=persona.username)
            for persona in PERSONAS
            if persona.partnership == "harrowmere"
        }
        self.outsiders = list(people_elsewhere().values())
        self.doors = {
            who.username: [client_of(who), *keys_of(who, slug)]
            for slug, crowd in (
                ("harrowmere", self.insiders.values()),
                ("elsewhere", self.outsiders),
            )
            for who in crowd
        }

    def ask(self, who: str, rule: Rule, slug: str, kwargs: dict) -> None:
        verb = self.die.choice(sorted(rule.verbs))
        client = self.die.choice(self.doors[who])
        path = reverse(rule.url, kwargs={"partnership": slug, **rule.example, **kwargs})
        # A machine at a page that knows no keys is sent to sign in, like anybody.
        machine = client is not self.doors[who][0]
        answer = client.generic(verb, path)
        expected = REFUSED | ({302} if machine and not rule.machine else set())
        if answer.status_code not in expected or b"planted" in answer.getvalue():
            self.found.append(f"{who} {verb} {rule.url}: {answer.status_code}")
        answer.close()

    def by_name(self) -> None:
        """Another partnership's pages, with numbers that are right there."""
        rule = self.die.choice(seated())
        who = self.die.choice(self.outsiders).username
        self.ask(who, rule, "harrowmere", self.things.by_page.get(rule.url, {}))

    def by_number(self) -> None:
        """One's own partnership's pages, with another's numbers."""
        url = self.die.choice(sorted(self.things.by_page))
        who = self.die.choice(self.outsiders).username
        self.ask(who, rule_of(url), "elsewhere", self.things.by_page[url])

    def by_agency(self) -> None:
        """Another agency's receipts, uploads, keys and views in one's own partnership."""
        url = self.die.choice(sorted(self.things.of_police))
        # The analyst sees every receipt, and the administrator ends every key, by their office.
        office = {"submissions": "analyst", "partners": "administrator"}.get(url.split(":")[0])
        others = [name for name in self.insiders if name not in ("police", office)]
        self.ask(self.die.choice(others), rule_of(url), "harrowmere", self.things.of_police[url])

    def reach(self, times: int) -> list[str]:
        for _ in range(times):
            way = self.die.choice((self.by_name, self.by_number, self.by_agency))
            self.ways[way.__name__] += 1
            way()
        return self.found


@pytest.fixture
def reacher(partnership, seat_of) -> Reacher:
    return Reacher(furnish(seat_of), seed=10)


@pytest.mark.nightly
def test_ten_thousand_reaches_find_nothing(reacher):
    assert not reacher.reach(REACHES)
    assert sum(reacher.ways.values()) == REACHES


@pytest.mark.slow
def test_some_hundred_reaches_find_nothing(reacher):
    assert not reacher.reach(FEW)
    assert min(reacher.ways.values()) > FEW / 5


@pytest.mark.slow
def test_what_was_reached_for_is_there_for_its_owner(reacher):
    """Else the reaches would find nothing because there is nothing."""
    things, doors = reacher.things, reacher.doors
    wanted = {
        "partners:person": "administrator",
        "submissions:receipt": "police",
        "submissions:findings": "police",
        "submissions:upload": "police",
        "evidence:change_saved": "police",
        "meetings:meeting": "head",
        "meetings:change_meeting": "head",
        "meetings:one_series": "head",
        "meetings:decision": "head",
    }
    for url, who in wanted.items():
        path = reverse(url, kwargs={"partnership": "harrowmere", **things.by_page[url]})
        with closing(doors[who][0].get(path)) as answer:
            assert answer.status_code == 200, url
            answer.getvalue()


def test_every_page_that_points_at_somebodys_thing_is_reached_for(reacher):
    pointing = {rule.url for rule in seated() if POINTERS & set(rule.example)} - NOBODYS
    assert pointing == set(reacher.things.by_page), "add it to furnish() in tests/web/furnished.py"


@pytest.fixture
def world(db) -> dict[str, list[int]]:
    """Partnerships of seven people each, one a role; slug -> their numbers."""
    found = {}
    for number in range(PARTNERSHIPS):
        slug = f"p{number}"
        home = found_partnership(
            slug=slug, name=slug, store=slug, synthetic=True, by="command", now=NOW
        )
        agency = add_agency(home, slug="a", name="A", provider="", by="command", now=NOW)
        found[slug] = []
        for role in Role:
            person = User.objects.create(
                username=f"{slug}-{role}",
                email=f"{slug}-{role}@x.invalid",
                name=slug,
                joined_at=NOW,
            )
            add_member(person, agency, role, by="command", now=NOW)
            found[slug].append(person.pk)
    return found


@pytest.mark.slow
def test_two_thousand_questions_to_the_selectors_find_nobody(world):
    die, slugs = random.Random(10), sorted(world)
    seats = {pk: find_seat(pk, slug) for slug, pks in world.items() for pk in pks}
    allowed = []
    for _ in range(2000):
        own, other = die.sample(slugs, 2)
        person, stranger = die.choice(world[own]), die.choice(world[other])
        if die.random() < 0.5:
            reached = find_seat(person, other)
        else:
            reached = find_person(seats[person], stranger)
        if reached is not None:
            allowed.append((person, other))
    assert not allowed
    assert all(find_person(seats[pks[0]], pks[1]) for pks in world.values()), "one's own are found"


def test_lists_hold_one_partnership_only(world):
    for slug, pks in world.items():
        seat = find_seat(pks[0], slug)
        assert {person.id for person in people(seat)} == set(pks)
        assert len(agencies(seat)) == 1
    assert Membership.objects.count() == PARTNERSHIPS * len(Role)
