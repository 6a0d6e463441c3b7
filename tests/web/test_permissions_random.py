"""Ten thousand random reaches into somebody else's partnership, none of which finds anything."""

import random

import pytest
from django.test import Client

from tests.web.conftest import NOW
from tests.web.test_permissions import address
from watchward_web.accounts.models import User
from watchward_web.core.roles import Role
from watchward_web.core.rules import ANYONE, MACHINE, SIGNED_IN, rules
from watchward_web.partners.models import Membership
from watchward_web.partners.selectors import agencies, find_person, find_seat, people
from watchward_web.partners.services import add_agency, add_member, found_partnership

REACHES = 10_000
THROUGH_PAGES = 500
PARTNERSHIPS = 12


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
def test_ten_thousand_reaches_find_nothing(world):
    die, slugs = random.Random(10), sorted(world)
    seats = {pk: find_seat(pk, slug) for slug, pks in world.items() for pk in pks}
    allowed = []
    for _ in range(REACHES):
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


@pytest.mark.slow
def test_five_hundred_pages_of_other_partnerships_are_not_there(world):
    die, slugs = random.Random(11), sorted(world)
    seated = [
        rule
        for rule in rules()
        if not any(who & {ANYONE, MACHINE, SIGNED_IN} for who in rule.verbs.values())
    ]
    wrong = []
    for _ in range(THROUGH_PAGES):
        own, other = die.sample(slugs, 2)
        rule = die.choice(seated)
        client = Client()
        client.force_login(User.objects.get(pk=die.choice(world[own])))
        verb = die.choice(sorted(rule.verbs))
        status = client.generic(verb, address(rule, other)).status_code
        if status != 404:
            wrong.append((rule.url, verb, status))
    assert not wrong


def test_lists_hold_one_partnership_only(world):
    for slug, pks in world.items():
        seat = find_seat(pks[0], slug)
        assert {person.id for person in people(seat)} == set(pks)
        assert len(agencies(seat)) == 1
    assert Membership.objects.count() == PARTNERSHIPS * len(Role)
