"""Location text over real venues and postcodes: phrases that were written before any was tried.

The venues are development data and not committed. Streets, stations and parks are from general
knowledge and stand at a postcode near them; the postcodes are the ONS Postcode Directory's
(Open Government Licence v3.0). `python -m tests.unit.test_location_text_held_out` prints the table
of docs/explanation/location-text.md.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from watchward.geography.gazetteer.build import Source, build
from watchward.geography.gazetteer.match import LEVELS, Matcher

HERE = Path(__file__).parent / "location_text"
REAL = Path(__file__).parents[3] / "shared" / "data" / "venues_manchester" / "open_pubs.csv"
HOSPITAL = (384_900, 395_900)
AT_HIGH = 0.95


@dataclass
class Score:
    """How often each level answered, and was right; wrong answers at high, to look at."""

    given: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    phrases: int = 0
    placeable: int = 0
    placed_right: int = 0
    homes_placed: int = 0
    wrong: list[tuple[object, ...]] = field(default_factory=list)

    def precision(self, level):
        return self.right[level] / max(self.given[level], 1)


def phrases():
    for line in (HERE / "manchester_held_out.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            expected, _, said = line.partition(":")
            for phrase in said.split(" | "):
                yield expected, phrase.strip()


def _judged() -> Score:
    said = {"citation": "development data", "vintage": "2026-11"}
    sources = [
        Source("premises", REAL, **said),
        Source("premises", HERE / "manchester_more.csv", **said),
        Source("postcodes", HERE / "manchester_postcodes.csv", **said),
    ]
    book = build(sources, hospital=HOSPITAL)
    ids = {name.casefold(): one for name, one in book.table.select("name", "place_id").iter_rows()}
    ids.update({one: one for one in book.table["place_id"]})
    matcher, score = Matcher(book), Score()
    for expected, phrase in phrases():
        answers = () if expected.startswith("=") else [ids[one] for one in expected.split("/")]
        found = matcher.find(phrase)
        score.phrases += 1
        score.placeable += bool(answers)
        score.placed_right += found.place_id in answers
        score.homes_placed += expected == "=home" and found.easting is not None
        if found.place_id:
            score.given[found.confidence] += 1
            score.right[found.confidence] += found.place_id in answers
            if found.place_id not in answers:
                score.wrong.append((found.confidence, expected, phrase, found))
    return score


@pytest.fixture(scope="module")
def score():
    if not REAL.exists():
        pytest.skip("real venues are development data, never committed")
    return _judged()


def test_there_are_at_least_four_hundred_phrases_and_none_twice():
    said = [phrase for _, phrase in phrases()]
    assert len(said) >= 400
    assert len(set(said)) == len(said)


def test_high_confidence_is_right_in_95_of_100(score):
    assert score.precision("high") >= AT_HIGH, score.wrong
    assert score.given["high"] >= 150


def test_no_home_is_given_a_place(score):
    assert not score.homes_placed


if __name__ == "__main__":
    held = _judged()
    print(
        f"{held.phrases} phrases, {held.placeable} of a place, {held.placed_right} placed rightly"
    )
    for level in LEVELS:
        print(level, held.given[level], held.right[level], f"{held.precision(level):.3f}")
