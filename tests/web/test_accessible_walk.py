"""Every page that a browser can open, in both languages: axe, the keyboard, enlargement, headings.

The pages are those of the rules, with things planted that their addresses point at; each is opened
as the first persona who may open it. `WATCHWARD_WALK=FILE` keeps what was found for
`python -m scripts.accessibility_results`; `WATCHWARD_WALK_PAGES` tries a few pages only.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.web.journey import DESKTOP
from tests.web.looking import looked_at
from tests.web.walking import addresses, opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.nightly,
    pytest.mark.django_db(transaction=True),
]
HEAVY = 300_000  # bytes of a page's own HTML: pictures are drawn into it
FOUND = os.environ.get("WATCHWARD_WALK", "")
FEW = int(os.environ.get("WATCHWARD_WALK_PAGES", "0"))
MARKED = {"en-gb": "en-GB", "cy": "cy"}


@pytest.mark.parametrize("language", sorted(MARKED))
def test_every_page_is_accessible(journey, sign_in, seat_of, language):
    found = addresses(seat_of, sign_in)
    pages, left_out, titles = [], Counter(), {}
    for who in dict.fromkeys(one.who for one in found):
        person = journey(who, DESKTOP, language)
        client = same_session(person)
        for one, why, size in opened(client, [each for each in found if each.who == who]):
            if why:
                left_out[why] += 1
                continue
            if FEW and len(pages) >= FEW:
                continue
            person.go(one.path)
            seen = looked_at(person, MARKED[language])
            titles.setdefault(person.page.title(), []).append(one.name)
            pages.append({"name": one.name, "bytes": size, **kept(seen)})
    alike = [names for names in titles.values() if len(names) > 1]
    if FOUND:
        browser = person.page.context.browser.version
        line = {"language": language, "browser": browser, "pages": pages, "left_out": left_out}
        with Path(FOUND).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "same_title": alike}) + "\n")
    assert [(page["name"], page["faults"]) for page in pages if page["faults"]] == []
    assert alike == []
    assert max(page["bytes"] for page in pages) < HEAVY
    assert FEW or len(pages) >= 62


def same_session(person) -> Client:
    """A client that sits where the browser sits, so that both see the same pages."""
    client = Client()
    for cookie in person.page.context.cookies():
        client.cookies[cookie["name"]] = cookie["value"]
    assert settings.SESSION_COOKIE_NAME in client.cookies
    return client


def kept(seen) -> dict[str, object]:
    """A page's findings as JSON keeps them."""
    return {
        "checked": sorted(seen.checked),
        "undecided": sorted(seen.undecided),
        "faults": seen.faults,
    }
