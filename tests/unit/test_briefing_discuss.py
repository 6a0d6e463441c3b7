"""What is raised for discussion: at most three places or times, none from a hidden number."""

import re

import pytest

from tests.functional import briefing_made as made
from watchward.briefing.definition import read_definition
from watchward.briefing.discuss import items

RULES = read_definition("violent_crime_group").discuss


def test_the_first_place_then_the_fullest_hour():
    found = items(RULES, made.answers().results)
    assert [item.place for item in found] == [
        "Fishmarket Square",
        "Quay Rank",
        "The night of Sunday, from 22:00",
    ]
    assert found[0].reason.startswith("About 4,320 patients were hurt here")
    assert found[1].owner == "Council, taxis and buses"
    assert all(item.limits for item in found)


def test_a_hidden_count_raises_nothing():
    found = items(RULES, made.answers().results)
    assert not any("Priory Park" in item.place for item in found)


def test_nothing_held_raises_nothing():
    assert items(RULES, {}) == ()


@pytest.mark.parametrize("rule", RULES["from"])
def test_no_rule_can_name_a_person_or_a_group(rule):
    assert rule["analysis"] in ("hot_spots", "time_profile")
    assert rule["table"] in ("places", "hour_weekday")
    words = rule["place"] + " " + rule["reason"]
    assert not re.search(r"\b(age|sex|men|women|male|female|gang|ethnic\w*)\b", words, re.I)
    assert rule["limits"]
    assert rule["owner"]
