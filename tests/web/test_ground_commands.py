"""Founding a partnership, and loading the demo, as a person at a terminal does."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.web.conftest import NOW
from watchward_web.core.models import AuditEntry
from watchward_web.nonprod.personas import PERSONAS
from watchward_web.nonprod.services import load_people
from watchward_web.partners.selectors import all_partnerships

WORDS = ("found", "leeds", "--name", "Leeds", "--agency", "Leeds Council")
WHO = ("--administrator", "a@x.invalid")


def test_founding_gives_a_link_for_the_first_administrator(db, tmp_path):
    said = StringIO()
    call_command(*WORDS, *WHO, "--store", str(tmp_path / "s"), "--create-store", stdout=said)
    link = said.getvalue().split()[-1]
    new = {"name": "Ada", "username": "ada", "password": "candle-orchard-willow"}
    client = Client()
    assert client.post(link, new).status_code == 302
    client.post("/account/sign-in/", {"login": "ada", "password": new["password"]})
    page = client.get("/p/leeds/people/").content.decode()
    assert "Leeds Council" in page
    assert "Synthetic" not in page
    assert {entry.actor for entry in AuditEntry.objects.all()[:3]} == {"command"}


def test_founding_twice_or_without_a_store_is_refused(db, tmp_path):
    from watchward.errors import StoreRefusal

    with pytest.raises(StoreRefusal):
        call_command(*WORDS, *WHO, "--store", str(tmp_path / "none"))
    assert all_partnerships() == []
    call_command(*WORDS, *WHO, "--store", str(tmp_path / "s"), "--create-store", stdout=StringIO())
    with pytest.raises(CommandError):
        call_command(*WORDS, *WHO, "--store", str(tmp_path / "s"))


def test_loading_people_twice_adds_nothing(people):
    before = AuditEntry.objects.count()
    load_people(store="no-store", other_store="no-other-store", now=NOW)
    assert AuditEntry.objects.count() == before
    assert len(PERSONAS) == 8
    assert {one.slug: one.synthetic for one in all_partnerships()} == {
        "elsewhere": True,
        "harrowmere": True,
    }


def test_the_demos_stores_are_synthetic_throughout(partnership, store):
    from watchward.hub.ledger import receipts

    held = receipts(store)
    assert len(held) >= 3
    assert all(receipt.synthetic for receipt in held)
