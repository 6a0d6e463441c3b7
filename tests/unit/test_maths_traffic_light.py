"""Scores of invented premises worked by hand, line by line, and what may never add a point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchward.maths.traffic_light import (
    INDEPENDENT,
    Average,
    Incident,
    chance_of_more,
    expected_of_size,
    highest,
    lowest,
    score,
)
from watchward.reference.load import figure

RULES = figure("premises_rules").data
POLICE, HEALTH = frozenset({"police"}), frozenset({"health"})


def of(*incidents, expected=5.0, latest=100.0, months=12, measures=()):
    """`latest` so many incidents expected that the count alone colours nothing."""
    average = Average(expected, latest)
    return score(
        incidents, RULES, expected=average, months=months, measures=dict.fromkeys(measures, "seen")
    )


def test_the_lines_add_up_to_the_points():
    found = of(
        Incident(0, "injury", POLICE),
        Incident(5, "injury", HEALTH),
        Incident(6, "serious_injury", POLICE),
        Incident(12, "serious_injury", POLICE),  # too long ago
        measures={"cctv": "seen", "glass": "seen"},
    )
    # 2 × 2 × 1 + 1 × 4 × 0.25 = 5, less a tenth.
    assert [(line.reason, line.incidents, line.points) for line in found.lines] == [
        ("injury, 0 to 5 months ago", 2, 4.0),
        ("serious injury, 6 to 11 months ago", 1, 1.0),
        ("measures: cctv (seen), glass (seen)", 0, -0.5),
    ]
    assert found.points == 4.5
    assert found.interval.low < 4.5 < found.interval.high


def test_measures_take_off_no_more_than_the_most():
    found = of(*[Incident(0, "injury", POLICE)] * 10, measures=tuple(RULES["mitigation"]))
    assert found.points == pytest.approx(20 * 0.85)


def test_an_incident_told_by_both_counts_once():
    assert of(Incident(1, "injury", POLICE | HEALTH)).points == 2


NEVER = st.builds(
    Incident,
    st.integers(0, 20),
    st.sampled_from(sorted(RULES["severity"])),
    st.sets(st.sampled_from(["venue", "last_drink", "police", "health"])).map(frozenset),
    st.booleans(),
).filter(lambda one: one.domestic or not one.sources & INDEPENDENT)


@given(st.lists(NEVER, max_size=40))
def test_venue_reports_last_drinks_and_domestic_incidents_change_nothing(more):
    ours = [Incident(2, "injury", POLICE), Incident(8, "no_injury", HEALTH)]
    assert of(*ours, *more) == of(*ours)


def test_the_venues_call_takes_nothing_off_what_the_police_saw():
    assert of(Incident(1, "injury", POLICE | {"venue"})).points == 2


@pytest.mark.parametrize(
    ("many", "more", "colour"),
    [
        # All of one weight: the limits are the exact Poisson ones of the count, against 10.
        (14, {}, "green"),  # lower 90 % limit of 14 is 9.47
        (15, {}, "amber"),  # 10.3; lower 99.1 % limit 7.3
        (20, {}, "amber"),  # lower 99.85 % limit 9.3
        (21, {}, "amber"),  # 9.93
        (22, {}, "red"),  # 10.6
        (22, {"months": 2}, "untold"),
        (22, {"expected": 1.9}, "untold"),
        # By the count of six months: so many or more have a chance of 0.0065 at most.
        (24, {"expected": 50.0, "latest": 15.0}, "green"),  # 0.0195
        (25, {"expected": 50.0, "latest": 15.0}, "green"),  # 0.0112
        (26, {"expected": 50.0, "latest": 15.0}, "red"),  # 0.0062
    ],
)
def test_colours_by_the_thresholds(many, more, colour):
    found = of(*[Incident(0, "no_injury", POLICE)] * many, **{"expected": 10.0, **more})
    assert found.colour == colour
    assert found.asks == RULES["asks"][colour]


def test_what_is_expected_of_a_size_is_at_the_others_rate():
    # Without A: 12 points for 300 heads; without B: 36 for 200; C has no known size.
    found = expected_of_size({"A": 30, "B": 6, "C": 50, "D": 6}, {"A": 100, "B": 200, "D": 100})
    assert found == {"A": 4.0, "B": 72 / 2, "D": 12.0}
    assert expected_of_size({"A": 30}, {"A": 100}) == {}


def test_the_chance_of_more_is_the_poisson_tail():
    from scipy.stats import poisson

    assert chance_of_more(0, 15.0) == 1
    for many in (1, 7, 26):
        assert chance_of_more(many, 15.0) == pytest.approx(poisson.sf(many - 1, 15.0))


def test_only_the_latest_months_are_counted_beside_the_points_and_measures_are_credited():
    six = [Incident(ago, "no_injury", POLICE) for ago in (0, 5, 6, 11)]
    assert of(*six).latest == 2
    # 26 against 15 is red; with a tenth credited the 15 stand for 16.7, and 26 may be chance.
    many = [Incident(0, "no_injury", POLICE)] * 26
    assert of(*many, expected=50.0, latest=15.0).colour == "red"
    assert (
        of(*many, expected=50.0, latest=15.0, measures={"cctv": "seen", "glass": "seen"}).colour
        == "green"
    )


def test_an_incident_after_the_month_scored_is_refused():
    with pytest.raises(ValueError, match="after the month"):
        of(Incident(-1, "injury", POLICE))


def test_the_limits_of_nothing():
    assert lowest({}, 0.99) == 0
    assert highest({}, 0.975, most=1) == pytest.approx(3.689, abs=0.001)  # exact Poisson of none
