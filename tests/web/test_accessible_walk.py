"""Every page that a browser can open, in both languages: axe, a narrow screen, the skip link.

The pages are those of the rules, with things planted that their addresses point at; each is opened
as the first persona who may open it. Answers that are no page (files, feeds, JSON) are left out.
"""

import json
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.web.furnished import furnish
from tests.web.journey import DESKTOP
from watchward_web.core.rules import ANYONE, MACHINE, SIGNED_IN, rules
from watchward_web.nonprod.personas import PERSONAS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.nightly,
    pytest.mark.django_db(transaction=True),
]
NARROW = {"width": 320, "height": 800}
HEAVY = 400_000  # bytes of a page's own HTML: pictures are drawn into it
FOUND = os.environ.get("WATCHWARD_WALK", "")  # a file to write the pages walked to


def readers(seat_of) -> dict[str, list[tuple[str, str]]]:
    """Name and address of every address that is read, by the persona who opens it."""
    planted = furnish(seat_of).by_page
    found: dict[str, list[tuple[str, str]]] = {}
    for rule in rules():
        allowed = rule.verbs.get("GET", frozenset())
        named = {persona.role.value: persona.username for persona in reversed(PERSONAS)}
        who = next((named[role] for role in named if role in allowed), "analyst")
        if not allowed or allowed & {MACHINE} or rule.url == "account_logout":
            continue
        seated = not allowed & {ANYONE, SIGNED_IN}
        home = {"partnership": "harrowmere"} if seated else {}
        kwargs = {**home, **rule.example, **planted.get(rule.url, {})}
        found.setdefault(who, []).append((rule.url, reverse(rule.url, kwargs=kwargs)))
    return found


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_every_page_is_accessible(journey, sign_in, seat_of, language):
    start = journey("analyst", DESKTOP, language)
    start.go("/")
    walked, faults = [], []
    for who, pages in readers(seat_of).items():
        client, person = sign_in(who), journey(who, DESKTOP, language)
        client.get(f"/language/{language}/")
        for name, path in pages:
            answer = client.get(path)
            kind = answer.headers.get("Content-Type", "")
            attached = "attachment" in answer.headers.get("Content-Disposition", "")
            if answer.status_code != 200 or not kind.startswith("text/html") or attached:
                continue
            person.go(path)
            walked.append((name, who, language, len(answer.content)))
            faults += [f"{name} as {who}: {fault}" for fault in looked_at(person, language)]
    if FOUND:
        with Path(FOUND).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"walked": walked, "faults": faults}) + "\n")
    assert faults == []
    assert len(walked) >= 55
    assert max(size for *_, size in walked) < HEAVY


def looked_at(person, language: str) -> list[str]:
    """What is wrong with the page that is open."""
    page = person.page
    found = Axe().run(page).response["violations"]
    told = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
    if page.evaluate("document.documentElement.lang") != {"cy": "cy"}.get(language, "en-GB"):
        told.append("the language of the page is not marked")
    page.keyboard.press("Tab")
    if "govuk-skip-link" not in page.evaluate("document.activeElement.className"):
        told.append("the first key press does not reach the skip link")
    page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        told.append(f"{wide} px wider than a screen of 320")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return told
