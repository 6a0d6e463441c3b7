"""The page as a reader has it: opened from an e-mail, without a network, on any screen."""

import itertools
from functools import cache
from pathlib import Path

import pytest

from tests.functional import briefing_made as made
from watchward.briefing.render import render

pytestmark = pytest.mark.browser


@cache
def _html(kind: str) -> str:
    given = {
        "whole": made.answers,
        "police only": lambda: made.answers("partner", made.police_only()),
        "analyst": lambda: made.answers("analyst"),
    }[kind]()
    return render(made.document(given, owed=made.OWED if kind == "whole" else ()))


@pytest.fixture(params=["whole", "police only", "analyst"])
def opened(request, page, tmp_path):
    """The page in Chromium with everything it complained of."""
    file = tmp_path / "briefing.html"
    file.write_text(_html(request.param), encoding="utf-8")
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(file.as_uri())
    page.asked = [url for url in asked if not url.startswith(("file:", "data:"))]
    return page


def test_it_opens_without_a_network_and_without_a_complaint(opened):
    assert opened.complaints == []
    assert opened.asked == []


def test_axe_finds_nothing(opened):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(opened)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_the_page_never_scrolls_sideways(opened, width):
    opened.set_viewport_size({"width": width, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_every_picture_has_words(opened):
    bare = opened.evaluate(
        """[...document.querySelectorAll('svg')].filter(one => {
            const said = (one.getAttribute('aria-labelledby') || '').split(' ');
            const words = said.map(id => document.getElementById(id)?.textContent || '');
            return one.getAttribute('role') !== 'img' || words.length < 2
                || words.some(text => text.length < 10);
        }).length"""
    )
    assert bare == 0
    assert opened.locator("svg").count() >= 2
    assert opened.locator("img:not([alt])").count() == 0


def test_no_two_things_share_an_id(opened):
    assert (
        opened.evaluate(
            """(() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
            return ids.filter((id, at) => ids.indexOf(id) !== at); })()"""
        )
        == []
    )


def test_headings_are_in_order_and_landmarks_are_there(opened):
    levels = opened.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for landmark in ("header", "nav", "main", "footer"):
        assert opened.locator(f"body > {landmark}").count() == 1
    assert opened.get_attribute("html", "lang") == "en-GB"


def test_the_skip_link_is_first_and_leads_to_the_briefing(opened):
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    assert opened.evaluate("location.hash") == "#main"


def test_its_own_font_and_style_are_used_and_nothing_else_may_load(opened):
    assert opened.evaluate("document.fonts.check('600 16px Inter')")
    assert "Inter" in opened.evaluate("getComputedStyle(document.body).fontFamily")
    policy = opened.get_attribute("meta[http-equiv]", "content")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert opened.locator("script").count() == 0


def test_every_table_can_be_taken_away(opened):
    link = opened.locator("a[download]").first
    with opened.expect_download() as waiting:
        link.click()
    text = Path(waiting.value.path()).read_text("utf-8")
    assert len(text.splitlines()) >= 3


def test_no_words_of_a_picture_leave_its_frame(opened):
    outside = opened.evaluate(
        """[...document.querySelectorAll('svg')].flatMap(one => {
            const frame = one.getBoundingClientRect();
            return [...one.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1
                    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []
