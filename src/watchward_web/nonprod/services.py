"""Writes the personas and their partnerships; run again, it adds only what is missing."""

import datetime as dt

from watchward_web.accounts.models import User
from watchward_web.accounts.services import open_account
from watchward_web.nonprod.personas import AGENCIES, OTHER, PARTNERSHIP, PASSWORD, PERSONAS, Persona
from watchward_web.partners.models import Agency, Partnership
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import find_seat, partnership_named
from watchward_web.partners.services import add_agency, add_member, found_partnership

BY = "command"


def load_people(*, store: str, other_store: str, now: dt.datetime) -> None:
    """Both partnerships, their agencies, every persona."""
    for (slug, name), folder in ((PARTNERSHIP, store), (OTHER, other_store)):
        _partnership(slug, name, folder, now=now)
    for persona in PERSONAS:
        _person(persona, now=now)


def _partnership(slug: str, name: str, store: str, *, now: dt.datetime) -> None:
    if partnership_named(slug):
        return
    made = found_partnership(slug=slug, name=name, store=store, synthetic=True, by=BY, now=now)
    for agency, title, provider in AGENCIES if slug == PARTNERSHIP[0] else AGENCIES[:1]:
        words = title if slug == PARTNERSHIP[0] else "Elsewhere Council"
        add_agency(made, slug=agency, name=words, provider=provider, by=BY, now=now)


def _person(persona: Persona, *, now: dt.datetime) -> None:
    if User.objects.filter(username=persona.username).exists():
        return
    person = open_account(
        username=persona.username,
        email=persona.email,
        name=persona.name,
        password=PASSWORD,
        by=BY,
        now=now,
    )
    home = Partnership.objects.get(slug=persona.partnership)
    agency = Agency.objects.get(partnership=home, slug=persona.agency)
    add_member(person, agency, persona.role, by=BY, now=now)


def persona_seat(username: str) -> Seat:
    """Where a persona sits, for commands that act as one."""
    persona = next(one for one in PERSONAS if one.username == username)
    found = find_seat(User.objects.get(username=username).pk, persona.partnership)
    if found is None:
        raise LookupError("a persona without a seat: load the people first")
    return found
