"""What savings and evaluations say has Welsh: headings, lines, the sentence and the pictures."""

import re

import polars as pl
import pytest

from watchward.analysis import evaluation, savings
from watchward.analysis.evaluation.judged import LEVELS, Judged, words
from watchward.briefing.drawn import drawn
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.engine.api import tables_from_frames
from watchward.reference.examples import examples
from watchward.reference.welsh import Welsh

SAME = {"Cost", ""}  # the same word in both


@pytest.fixture
def released():
    tables = tables_from_frames({"ed_assault": pl.DataFrame({"month": [24299] * 500})})
    made = savings.run(tables, Options(multiplier=2.0))
    yield protect_result(made, audience="partner", say=savings.say)
    tables.close()


def test_savings_lack_no_welsh(released):
    words = [released.headline, *released.caveats[-5:-3], *released.about.limits]
    for table in released.tables:
        words += [table.title, *(column.title for column in table.columns)]
        words += [str(c.value) for row in table.rows for c in row if isinstance(c.value, str)]
    for picture in drawn(released):
        words += [picture.title, picture.alt]
        words += re.findall(r"<t(?:ext|span)[^>]*>([^<]*[a-z]{3}[^<]*)<", picture.svg)
    voice = Welsh()
    english = [text for text in words if voice.said(text) == text and text not in SAME]
    assert english == []
    assert not voice.missing


@pytest.mark.parametrize("ratio", [0.8, 1.2])
@pytest.mark.parametrize("limits", [(0.5, 0.9), (0.9, 1.3), (1.1, 1.5), (None, None)])
@pytest.mark.parametrize("level", [2, 3])
def test_every_sentence_of_an_evaluation_has_welsh(ratio, limits, level):
    low, high = limits
    judged = Judged(ratio, low, high, level, "how", rare=ratio < 1)
    voice = Welsh()
    said = voice.said(words(judged, "Taxi marshals"))
    assert "ddigwyddiadau" in said
    assert "design" not in said
    assert not voice.missing


def test_evaluations_lack_no_welsh():
    about, voice = evaluation.ABOUT, Welsh()
    words = [about.title, about.question, about.method, about.source, *about.limits]
    words += [f"{level}: {said}" for level, said in LEVELS.items()]
    assert [t for t in words if voice.said(t) == t and re.search("[a-z]{3}", t)] == []
    assert not voice.missing


def test_what_was_counted_of_people_does_not_swallow_the_sentence_after_it():
    judged = Judged(
        None,
        None,
        None,
        1,
        "how",
        seen="18 of 25 people (72%; limits 50.6 to 87.9 %) counted as: no arrest",
    )
    assert (
        Welsh()
        .said(words(judged, "X-it"))
        .endswith("Ni all y cynllun ddweud ai ei waith ef ydoedd.")
    )


def test_what_the_report_tells_of_has_welsh():
    voice, known = Welsh(), {"name", "kind", "acts_on", "design", "cost"}
    texts = [
        value
        for one in examples()
        for key, value in vars(one).items()
        if value and key not in known
    ]
    assert [text for text in texts if voice.said(text) == text] == []
    assert not voice.missing


@pytest.mark.parametrize(
    "text",
    [
        "Hospital and police records that nobody acted on together",
        "Made up: the whole street after closing and all of its neighbours round about",
    ],
)
def test_a_sentence_without_welsh_is_not_said_by_halves(text):
    voice = Welsh()
    assert voice.said(text) == text
    assert voice.missing
