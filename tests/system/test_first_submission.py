"""“Your first submission” runs as it is written, in an empty home; its pictures are of that."""

import html
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from scripts.tutorial import PAGE, PICTURES, SCREENS, Step, followed, steps, transcript
from scripts.tutorial_pictures import drawn, masked

AGAIN = "draw them again: python -m scripts.tutorial"
OWN = Path(sys.executable).parent
TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


def words(svg):
    told = html.unescape(" ".join(TEXT.findall(svg))).replace("\xa0", " ")
    return set(masked(told).split())


def test_a_page_is_read_as_blocks_with_their_pictures():
    page = "## A\n```sh\none\n```\n![x](pictures/a.svg)\n## B\n```console\nno\n```\n"
    page += "```sh\n# at the hub\ntwo\n```\n"
    first, second = steps(page)
    assert first == Step("A", "one\n", "a.svg")
    assert (second.heading, second.at_hub, second.picture) == ("B", True, "")


def test_what_varies_is_masked_and_nothing_else():
    told = "\x1b[1mR-fe7f-0b16-6773-473f\x1b[0m of 64 rows, 2026-08, x-fe7f0b16.wwp, added face"
    assert masked(told) == "R-… of 64 rows, 2026-08, x-….wwp, added face"


def test_every_picture_is_there_and_fetches_nothing():
    named = {step.picture for step in steps(PAGE.read_text("utf-8")) if step.picture}
    assert {path.name for path in PICTURES.glob("*.svg")} == named
    assert len(named) >= 6
    for name in named:
        addresses = re.findall(r"https?://[^\s\"'<]+", (PICTURES / name).read_text("utf-8"))
        assert set(addresses) == {"http://www.w3.org/2000/svg"}


def test_a_picture_holds_what_was_shown():
    svg = drawn("\x1b[1mseven\x1b[0m rows & more", "watchward x")
    assert {"$", "watchward", "x", "seven", "rows", "&", "more"} <= words(svg)


def lines(text):
    """Each line's words, rules and widths of columns aside."""
    return Counter(" ".join(line.split()) for line in text.splitlines() if "─" not in line)


def test_the_pictures_are_of_the_screens_that_are_told_as_text():
    told = SCREENS.read_text("utf-8").split("\n\n\n$ ")
    drawn_steps = [step for step in steps(PAGE.read_text("utf-8")) if not step.installs]
    assert len(told) == len(drawn_steps)
    for step, text in zip(drawn_steps, told, strict=True):
        if step.picture:
            shown = {word for word in text.split() if "…" not in word}
            missing = shown - words((PICTURES / step.picture).read_text("utf-8"))
            assert not missing, AGAIN


def ran(home):
    page = PAGE.read_text("utf-8")
    screens = list(followed(page, home, hospital=OWN, hub=OWN))
    failed = [one.step.commands + one.shown + one.said for one in screens if one.code]
    assert not failed
    assert len(screens) == len([step for step in steps(page) if not step.installs])
    return transcript(screens)


@pytest.mark.slow
def test_it_runs_as_written_and_shows_nine_tenths_of_the_page_s_lines(tmp_path):
    told, now = lines(SCREENS.read_text("utf-8")), lines(ran(tmp_path))
    assert (told & now).total() >= 0.9 * told.total(), AGAIN


@pytest.mark.nightly
def test_it_shows_every_line_of_the_page(tmp_path):
    assert ran(tmp_path) == SCREENS.read_text("utf-8"), AGAIN
