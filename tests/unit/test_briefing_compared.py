"""Interventions side by side: how sure first, no order of merit, and what is not comparable."""

from dataclasses import dataclass

import pytest

from tests.spec.test_evaluation import written
from watchward.briefing.compared import LEVEL, SENTENCE, compared
from watchward.contract.intervention import Registered, read_intervention
from watchward.reference.welsh import Welsh

MERIT = "order of merit"
WHY = {
    "count different things": (b"police_incident", b"police_street"),
    "over different months": (b'start = "2023-01"', b'start = "2023-04"'),
    "costs are of different years": (b"a_year = 1000", b'a_year = 1000\nprice_year = "2024-25"'),
}


@dataclass(frozen=True)
class Cell:
    text: str


@dataclass(frozen=True)
class Lines:
    rows: tuple[tuple[str, str], ...]

    def records(self):
        return [{"what": Cell(what), "found": Cell(found)} for what, found in self.rows]


@dataclass(frozen=True)
class Answered:
    answer: Lines

    def table(self, name):
        return self.answer if name == "answer" else None


def one(old=b"", new=b"", *, seen=False, design="differences"):
    file = written(design).replace(old, new) if old else written(design)
    about = read_intervention(file, name="marshals")
    return Registered(about, "ab" * 32, "2022-12-01", "ana", seen)


def judged(level):
    rows = ((SENTENCE, "After it began …"), ("Ratio", "0.50"), (LEVEL, level))
    return Answered(Lines(rows))


def test_how_sure_stands_first_and_the_sentence_last():
    made = compared([(one(), judged("3")), (one(), judged("3"))])
    assert [line.what for line in made.found] == [LEVEL, "Ratio", SENTENCE]
    assert len(made.reserves) == 1
    assert MERIT in made.reserves[0]


@pytest.mark.parametrize("reserve", WHY)
def test_what_differs_is_said_and_only_that(reserve):
    made = compared([(one(), judged("3")), (one(*WHY[reserve]), judged("3"))])
    assert len(made.reserves) == 2
    assert reserve in made.reserves[0]


def test_the_order_is_the_askers_whatever_the_level():
    pairs = [(one(), judged("2: weak")), (one(), judged("4: strong"))]
    made = compared(pairs)
    assert made.found[0].cells == ("2: weak", "4: strong")
    assert compared(pairs[::-1]).found[0].cells == ("4: strong", "2: weak")
    assert any("weaker proof" in text for text in made.reserves)


def test_one_that_was_not_judged_has_no_figures_and_is_no_failure():
    made = compared([(one(), judged("3")), (one(), "Its months are not over.")])
    assert made.found[0].cells == ("3", "–")
    assert made.found[-1].cells[1] == "Its months are not over."
    assert any("not a failure" in text for text in made.reserves)


def test_all_that_it_says_has_its_welsh():
    other = one(b"a_year = 1000", b'a_year = 1000\nprice_year = "2024-25"', seen=True)
    rest = [(one(*WHY[why]), judged("2")) for why in list(WHY)[:2]]
    made = compared([(one(), judged("3")), (other, "Not judged."), *rest])
    voice = Welsh()
    for text in (*made.reserves, *(line.what for line in made.registered), LEVEL, SENTENCE):
        voice.said(text)
    assert not voice.missing
    assert len(made.reserves) == 7


@pytest.mark.parametrize("what", ["What is counted", "How it is judged", "Months", "Kind"])
def test_what_was_registered_is_in_words_that_have_their_welsh(what):
    made = compared([(one(), judged("3")), (one(design="before_after"), judged("2"))])
    (line,) = (line for line in made.registered if line.what == what)
    for said in line.cells:
        assert "_" not in said
        assert Welsh().said(said) != said
