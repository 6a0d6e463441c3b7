"""Six pages that people come for: enlarged, by keyboard, in the reader’s own colours, on paper.

The walk over every page, in both languages, is nightly: test_accessible_walk.py.
"""

import pytest
from django.urls import reverse

from tests.web.looking import LOOKS, keyboard
from watchward_web.submissions.selectors import receipts_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
MAP = {"analysis": "hot_spots"}
# A group of boxes is described as a group: by its fieldset.
DESCRIBED = """(field) => (field.getAttribute("aria-describedby")
  || field.closest("fieldset")?.getAttribute("aria-describedby") || "")"""
KEY_PAGES = [
    ("head", "evidence:home", {}),
    ("police", "evidence:question", MAP),
    ("head", "submissions:ledger", {}),
    ("police", "submissions:receipt", {}),
    ("head", "meetings:new_meeting", {}),
    ("head", "partners:agreements", {}),
]


def path_of(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"partnership": "harrowmere", **kwargs})


@pytest.mark.parametrize(("who", "name", "kwargs"), KEY_PAGES, ids=str)
def test_a_key_page_is_usable_enlarged_and_by_keyboard(journey, seat_of, who, name, kwargs):
    if name == "submissions:receipt":
        kwargs = {"receipt": receipts_for(seat_of(who))[0].id}
    at = journey(who)
    at.go(path_of(name, **kwargs))
    found = {criterion: look(at) for criterion, look in LOOKS.items()} | keyboard(at)
    assert {criterion: told for criterion, told in found.items() if told} == {}


def test_the_sections_open_by_key_on_a_phone(journey):
    at = journey("head", (390, 844))
    at.go(path_of("evidence:questions"))
    menu = at.page.get_by_role("button", name="Menu")
    links = at.page.get_by_role("navigation", name="Pages of this partnership").get_by_role("link")
    assert links.count() == 0
    menu.focus()
    at.page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert links.count() >= 4
    at.page.keyboard.press("Tab")
    assert at.page.evaluate("document.activeElement.textContent.trim()") == "Evidence"


def test_what_is_folded_opens_by_key_and_a_choice_is_made_by_key(journey):
    at = journey("head")
    at.go(path_of("submissions:ledger"))
    folded = at.page.locator("summary").first
    folded.focus()
    at.page.keyboard.press("Enter")
    assert at.page.locator("details[open]").count() == 1
    at = journey("analyst")
    at.go(path_of("evidence:question", analysis="trends"))
    at.page.locator("form select").first.focus()
    at.page.keyboard.press("ArrowDown")
    show = at.page.get_by_role("button", name="Show")
    show.focus()
    with at.page.expect_navigation():
        at.page.keyboard.press("Enter")
    assert "?" in at.page.url


def test_a_wrong_answer_is_said_first_and_leads_to_its_field(journey):
    at = journey("head")
    at.go(path_of("partners:agreements"))
    at.follow(at.page.get_by_role("button", name="Record the agreement"))
    assert at.page.title().startswith("Error:")
    assert at.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    links = at.page.locator(".govuk-error-summary a")
    assert links.count() >= 3
    for number in range(links.count()):
        link = links.nth(number)
        target = at.page.locator(link.get_attribute("href"))
        told = target.evaluate(DESCRIBED)
        errors = [one for one in told.split() if one.endswith("-error")]
        assert link.inner_text() in at.page.locator(f"#{errors[0]}").inner_text()
    links.first.focus()
    at.page.keyboard.press("Enter")
    assert at.page.evaluate("document.activeElement.tagName") in {"INPUT", "SELECT", "TEXTAREA"}


def test_ones_own_colours_keep_focus_and_buttons_visible(journey):
    at = journey("head")
    at.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    at.go(path_of("meetings:new_meeting"))
    assert keyboard(at)["2.4.7"] == []
    line = "getComputedStyle(document.querySelector('.govuk-button')).outlineStyle"
    edge = "getComputedStyle(document.querySelector('.govuk-button')).borderTopStyle"
    assert "solid" in {at.page.evaluate(line), at.page.evaluate(edge)}
    moving = "document.getAnimations().length"
    assert at.page.evaluate(moving) == 0


def test_a_page_is_printed_whole_and_without_what_only_a_screen_needs(journey):
    at = journey("head")
    at.go(path_of("submissions:ledger"))
    at.page.emulate_media(media="print")
    for gone in (".app-bar", ".app-section", ".govuk-service-navigation", ".govuk-skip-link"):
        assert not at.page.locator(gone).is_visible(), gone
    cut = """() => [...document.querySelectorAll(".app-scroll")]
      .filter((one) => getComputedStyle(one).overflowX !== "visible").length"""
    assert at.page.evaluate(cut) == 0
    folded = at.page.locator("details table")
    assert folded.count() == 1
    assert folded.bounding_box()["height"] > 100
    assert at.page.pdf(format="A4")[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("name", "fill", "button", "then"),
    [
        ("partners:new_token", {"name": "by hand"}, "Make the key", "shows it once"),
        ("meetings:new_meeting", {}, "Call the meeting", "There is a problem"),
        ("meetings:new_decision", {}, "Put it into the log", "There is a problem"),
    ],
)
def test_forms_work_without_scripts(journey, name, fill, button, then):
    at = journey("head", script=False)
    at.go(path_of(name))
    for field, value in fill.items():
        at.page.fill(f"[name={field}]", value)
    at.follow(f"button:has-text('{button}')")
    assert then in at.text()


def test_a_session_that_is_about_to_end_says_so_and_goes_on_by_key(journey):
    at = journey("head")
    at.page.clock.install()
    at.go(path_of("submissions:ledger"))
    dialog = at.page.get_by_role("dialog", name="You are about to be signed out")
    assert not dialog.is_visible()
    at.page.clock.fast_forward("24:00")
    assert not dialog.is_visible()
    at.page.clock.fast_forward("01:30")
    dialog.wait_for()
    assert at.page.evaluate("document.activeElement.textContent") == "Stay signed in"
    with at.page.expect_response(lambda answer: answer.url.endswith("/account/")) as told:
        at.page.keyboard.press("Enter")
    assert told.value.status == 200
    assert not dialog.is_visible()
    at.page.clock.fast_forward("25:30")
    dialog.wait_for()
    with at.page.expect_navigation():
        at.page.clock.fast_forward("05:00")
    assert "/account/" in at.page.url
