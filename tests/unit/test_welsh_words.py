"""Welsh of the library: numbers and months stay true, lists sort by its letters, reviews count."""

import dataclasses
import re
from pathlib import Path

import pytest

from watchward.analysis import (
    assailants,
    hot_spots,
    reporting_gap,
    time_profile,
    trends,
    victims,
    weapons,
)
from watchward.briefing.definition import read_definition
from watchward.briefing.document import Document
from watchward.briefing.welsh import in_welsh
from watchward.briefing.words import RELEASE
from watchward.contract.dataset import datasets
from watchward.contract.safe_result import MARKS
from watchward.errors import UsageRefusal
from watchward.reference import code_list, welsh
from watchward.reference.welsh import NOTE, Welsh, collated, joined

ANALYSES = (assailants, hot_spots, reporting_gap, time_profile, trends, victims, weapons)
LISTS = ("weapon", "relationship", "sex", "age_band", "reported_to_police")


def spoken() -> list[str]:
    """What the library says whatever is held: titles, methods, limits, questions, labels."""
    abouts = [one.ABOUT for one in ANALYSES]
    briefing = read_definition("violent_crime_group")
    return [
        *(text for one in abouts for text in (one.title, one.question, one.method, one.source)),
        *(limit for one in abouts for limit in one.limits),
        *(question.asks for question in briefing.questions),
        *(sheet.label for sheet in briefing.sheets),
        *(words for words in (*MARKS.values(), *RELEASE.values()) if words),
        *(label for name in LISTS for label in code_list(name).labels.values()),
        *(one.title for one in datasets().values()),
    ]


def test_nothing_that_is_always_said_lacks_welsh():
    voice = Welsh()
    same = [text for text in spoken() if voice.said(text) == text and re.search("[a-z]{3}", text)]
    assert not voice.missing
    assert same == []


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("23 cells are hidden.", "Mae 23 cell yn gudd."),
        ("3 cells are hidden.", "Mae 3 chell yn gudd."),
        ("12 months to May 2026", "12 mis hyd at Fai 2026"),
        ("591 in Oct 2026", "591 (Hyd 2026)"),
        ("About 55 in Jul 2026", "Tua 55 (Gor 2026)"),
        (
            "Weapons used, 12 months to October 2026",
            "Arfau a ddefnyddiwyd, 12 mis hyd at Hydref 2026",
        ),
        ("Fishmarket Square", "Fishmarket Square"),
    ],
)
def test_numbers_months_and_names(english, said):
    assert Welsh().said(english) == said


def test_and_is_a_or_ac():
    assert joined(["Gwener", "Iau"]) == "Gwener ac Iau"
    assert joined(["x", "potel"]) == "x a photel"


def test_two_letters_can_be_one():
    words = ["dda", "dyn", "llan", "lwc", "chwarae", "cyngor", "ŵyl", "Wrecsam", "rhad", "rygbi"]
    assert sorted(words, key=collated) == [
        *("cyngor", "chwarae", "dyn", "dda", "lwc", "llan", "rygbi", "rhad", "Wrecsam", "ŵyl")
    ]


def test_a_review_counts_for_these_words_and_this_welsh_only(monkeypatch):
    english = "Weapons used"
    assert welsh.unreviewed([english]) == [english]
    key = welsh.key(english, welsh.table()[english])
    monkeypatch.setattr(welsh, "reviewed", lambda: frozenset([key]))
    assert welsh.unreviewed([english]) == []
    assert welsh.key(english, ("Arfau",)) != key


def test_both_sides_of_a_message_hold_the_same_places():
    places = re.compile(r"\{(\w+)\}")
    for english, forms in welsh.table().items():
        for form in forms:
            assert set(places.findall(form)) <= set(places.findall(english)), english
        assert set(places.findall(english)) == set(places.findall(forms[-1])), english
    assert Path(welsh.HERE / "reviewed.toml").exists()


def paper(audience: str) -> Document:
    blank = dict.fromkeys(field.name for field in dataclasses.fields(Document))
    told = {
        name: () if "tuple" in str(kind) else "" for name, kind in Document.__annotations__.items()
    }
    told |= {"title": "Violent Crime Group briefing", "audience": audience, "synthetic": True}
    return Document(**(blank | told | {"month": "May 2026", "language": "en"}))


def test_a_paper_in_welsh_is_marked_and_one_for_anybody_is_refused_until_reviewed(monkeypatch):
    marked = in_welsh(paper("partner"))
    assert marked.title == "Briff y Grŵp Troseddau Treisgar"
    assert marked.month == "Mai 2026"
    assert NOTE in marked.warning
    with pytest.raises(UsageRefusal, match="no Welsh speaker has reviewed"):
        in_welsh(paper("open"))
    keys = frozenset(welsh.key(english, forms) for english, forms in welsh.table().items())
    monkeypatch.setattr(welsh, "reviewed", lambda: keys)
    assert in_welsh(paper("open")).note == ""
