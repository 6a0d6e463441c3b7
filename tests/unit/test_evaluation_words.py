"""Below level 3 no evaluation speaks of a cause, in English or in Welsh, whatever was found."""

import itertools
import re

import pytest

from watchward.analysis.evaluation.judged import LEVELS, Check, Judged, words
from watchward.reference.welsh import Welsh

ENGLISH = re.compile(
    r"\b(prevent|caus|because|due to|led to|thanks to|result(ed)? (of|in)|worked|effective|success"
    r"|impact|achiev|brought about|made .* (fewer|safer)|sav(ed|es) lives)",
    re.IGNORECASE,
)
# Atal, achosi, oherwydd, o ganlyniad, diolch i, llwyddo, effeithiol: as above.
WELSH = re.compile(r"\b(atal|achos|oherwydd|canlyniad|diolch i|llwydd|effeithiol)", re.IGNORECASE)
FAILED = (Check("Both went the same way before", "apart", False),)
LIMITS = ((0.3, 0.4), (0.9, 1.1), (1.2, 1.5), (None, None))
SEEN = (
    "",
    "18 of 25 people (72.0 %; limits 52.4 to 85.7 %) counted as: no offence",
    "repeats among 32.0 % of people, where before there were among 9.0 %",
)


def weak():
    """Every weak answer: designs of level 1 and 2, and stronger ones whose check failed."""
    ways = [(1, ()), (2, ()), (3, FAILED), (4, FAILED)]
    for (level, checks), (low, high), seen in itertools.product(ways, LIMITS, SEEN):
        for ratio in (0.5, 1.0, 2.0, None):
            for rare in (True, False):
                yield Judged(ratio, low, high, level, "x", checks=checks, rare=rare, seen=seen)


def test_no_weak_answer_speaks_of_a_cause_in_either_language():
    voice = Welsh()
    for judged in weak():
        if judged.ratio is None and not judged.seen:
            continue  # no design gives neither
        said = words(judged, "Taxi marshals")
        assert not ENGLISH.search(said), said
        assert "cannot tell whether" in said
        assert not WELSH.search(voice.said(said)), voice.said(said)


@pytest.mark.parametrize("level", [1, 2])
def test_the_name_of_a_weak_level_speaks_of_no_cause(level):
    assert not ENGLISH.search(LEVELS[level])
    assert not WELSH.search(Welsh().said(f"{level}: {LEVELS[level]}"))


def test_the_search_finds_the_words_of_a_strong_answer():
    said = words(Judged(0.5, 0.4, 0.6, 3, "x"), "Taxi marshals")
    assert ENGLISH.search(said)
    assert WELSH.search(Welsh().said(said))
