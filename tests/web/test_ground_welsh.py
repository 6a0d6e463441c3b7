"""Every message of the ground has Welsh with the same blanks, and pages call it unreviewed."""

import json
import re

import pytest
from django.test import Client
from django.utils import translation

from scripts import messages
from tests.web.actors import address
from watchward.reference.welsh import key
from watchward_web.core import welsh_review
from watchward_web.core.order import by_name
from watchward_web.core.rules import rules

WELSH = messages.read(messages.catalogue("core"))
ENGLISH_LEFT = re.compile(r">\s*(Sign in|Password|People|Roles|Audit log|Your account)\s*<")


def test_nothing_is_without_welsh_and_nothing_is_left_over():
    assert [message for message in messages.said("core") if not WELSH.get(message)] == []
    assert sorted(set(WELSH) - set(messages.said("core"))) == []


def test_the_compiled_catalogue_is_that_of_the_written_one():
    compiled = messages.catalogue("core").with_suffix(".mo").read_bytes()
    assert compiled == messages.compiled(WELSH), "scripts/messages.py core"


def test_blanks_are_the_same():
    blanks = re.compile(r"%\(\w+\)[sd]")
    unequal = [
        english
        for english, welsh in WELSH.items()
        if sorted(blanks.findall(english)) != sorted(blanks.findall(welsh))
    ]
    assert not unequal
    assert any(blanks.search(english) for english in WELSH)


def test_django_reads_it():
    with translation.override("cy"):
        assert translation.gettext("Sign in") == "Mewngofnodi"
    with translation.override("en-gb"):
        assert translation.gettext("Sign in") == "Sign in"


@pytest.mark.parametrize("who", ["anonymous", "administrator"])
def test_every_page_of_the_ground_is_welsh_and_says_that_nobody_has_reviewed_it(
    people, sign_in, who
):
    client = Client() if who == "anonymous" else sign_in(who)
    client.get("/language/cy/")
    seen = 0
    for rule in rules():
        if not rule.url.startswith(("core:", "accounts:", "partners:", "account_", "mfa_")):
            continue
        response = client.get(address(rule, "harrowmere"))
        page = response.content.decode()
        if response.status_code == 200 and "<html" in page:
            seen += 1
            assert '<html lang="cy"' in page, rule.url
            assert "heb ei adolygu" in page, rule.url
            assert not ENGLISH_LEFT.search(page), rule.url
    assert seen >= (7 if who == "anonymous" else 12)


def test_the_count_of_reviewed_messages_is_that_of_the_register(monkeypatch):
    written = json.loads(messages.COUNTED.read_text("utf-8"))
    assert written == messages.counted(), "python -m scripts.messages"
    english, welsh = next(iter(WELSH.items()))
    monkeypatch.setattr(messages, "reviewed", lambda: frozenset([key(english, (welsh,))]))
    assert messages.counted()["core"]["reviewed"] == 1
    monkeypatch.setattr(messages, "reviewed", lambda: frozenset([key(english, ("arall",))]))
    assert messages.counted()["core"]["reviewed"] == 0, "another Welsh asks for another review"


def test_a_page_stops_calling_itself_unreviewed_only_once_all_it_can_say_is(
    people, sign_in, monkeypatch
):
    client = sign_in("administrator")
    client.get("/language/cy/")
    monkeypatch.setattr(welsh_review, "_whole", lambda: frozenset(["core"]))
    assert "heb ei adolygu" in client.get("/p/harrowmere/people/").content.decode()
    monkeypatch.setattr(welsh_review, "all_reviewed", lambda: True)
    assert "heb ei adolygu" not in client.get("/p/harrowmere/people/").content.decode()
    assert "heb ei adolygu" in client.get("/p/harrowmere/submissions/jobs/").content.decode()


def test_names_stand_in_the_alphabet_of_the_page():
    names = ["Llanelli", "Lydney", "chwarae", "cyngor", "Ŵyr", "Wrecsam"]
    with translation.override("cy"):
        assert by_name(names, str) == ["cyngor", "chwarae", "Lydney", "Llanelli", "Wrecsam", "Ŵyr"]
    with translation.override("en-gb"):
        assert by_name(names, str)[:4] == ["chwarae", "cyngor", "Llanelli", "Lydney"]


def test_people_are_listed_in_it(people, seat_of):
    from watchward_web.accounts.models import User
    from watchward_web.partners.selectors import people as listed

    User.objects.filter(username="head").update(name="Lloyd")
    User.objects.filter(username="police").update(name="Lyn")
    seat, two = seat_of("head"), ("Lloyd", "Lyn")
    with translation.override("en-gb"):
        assert [one.name for one in listed(seat) if one.name in two] == ["Lloyd", "Lyn"]
    with translation.override("cy"):
        assert [one.name for one in listed(seat) if one.name in two] == ["Lyn", "Lloyd"]


def test_the_toggle_goes_back_to_the_same_page(people, sign_in):
    client = sign_in("head")
    page = client.get("/p/harrowmere/audit/?before=9").content.decode()
    link = re.search(r'href="(/language/cy/\?next=[^"]+)"', page)[1].replace("&amp;", "&")
    assert client.get(link).url == "/p/harrowmere/audit/?before=9"
    assert "Cofnod archwilio" in client.get("/p/harrowmere/audit/").content.decode()


def test_a_browser_that_asks_for_welsh_gets_it(db):
    page = Client(headers={"accept-language": "cy"}).get("/").content.decode()
    assert '<html lang="cy"' in page
