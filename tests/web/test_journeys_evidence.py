"""From home to the evidence as each persona goes, on a desktop and on a phone."""

import csv
import io
from pathlib import Path

import pytest

from tests.web.journey import DESKTOP, PHONE
from watchward_web.evidence.questions import pages

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HOME = "/p/harrowmere/"


def test_analyst_from_home_to_a_question_to_its_table(journey):
    at = journey("analyst")
    at.go(HOME)
    at.check("home")
    assert at.page.locator("section.ev-panel").count() == 5
    assert at.page.locator("section.ev-panel svg[role=img]").count() >= 4
    at.follow("section.ev-panel >> text=How much >> nth=-1")
    at.check("how-much")
    at.page.select_option("#month", "2026-06")
    at.follow("button:has-text('Show')")
    assert "month=2026-06" in at.page.url
    assert "June 2026" in at.text()
    assert _taken(at)


def _taken(at) -> list[list[str]]:
    """The first table of the page, as its CSV holds it; whole by its own last line."""
    with at.page.expect_download() as taken:
        at.page.click("text=Download this table (CSV) >> nth=0")
    body = Path(taken.value.path()).read_bytes()
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert rows[-1][0].startswith(f"Rows: {len(rows) - 2}; SHA-256")
    return rows[1:-1]


@pytest.mark.parametrize(
    ("who", "question", "size"), [("licensing", "Where", DESKTOP), ("police", "When", PHONE)]
)
def test_who_plans_from_it_goes_from_home_to_the_answer_and_takes_its_table(
    journey, who, question, size
):
    at = journey(who, size)
    at.go(HOME)
    at.follow(f"section.ev-panel >> text={question} >> nth=-1")
    at.check(question.lower())
    assert "For partners with an agreement in date" in at.text()
    assert _taken(at)
    at.go(f"{HOME}evidence/feeds/")
    at.check("feeds")
    at.go(f"{HOME}people/")
    assert at.page.locator("text=Your role does not open this page").count() == 1


@pytest.mark.parametrize("who", ["head", "licensing", "police", "councillor"])
def test_home_fits_a_desktop_and_a_phone(journey, who):
    for size in (DESKTOP, PHONE):
        at = journey(who, size)
        at.go(HOME)
        at.check("home")
        assert "Synthetic" in at.page.inner_text("body")


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_every_page_of_evidence_on_a_phone_in_both_languages(journey, language):
    at = journey("analyst", PHONE, language)
    for page in ("", "questions/", *(f"questions/{name}/" for name in pages())):
        at.go(f"{HOME}evidence/{page}")
        at.check(f"{language}-{page.strip('/').replace('/', '-') or 'home'}")
        assert at.page.locator("h1").count() == 1


def test_everything_works_without_javascript(journey):
    at = journey("analyst", PHONE, script=False)
    at.go(HOME)
    assert at.page.locator("section.ev-panel svg[role=img]").count() >= 4
    at.follow("section.ev-panel >> text=Where >> nth=-1")
    at.page.select_option("#dataset", "ed_assault")
    at.follow("button:has-text('Show')")
    assert "dataset=ed_assault" in at.page.url
    at.shot("no-script")
    at.follow("nav >> text=Briefings")
    at.follow("button:has-text('Make a briefing')")
    assert "/meetings/briefings/" in at.page.url
    assert at.page.locator("text=Download as PDF").count() == 1
