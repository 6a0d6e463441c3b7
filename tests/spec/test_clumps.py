"""Records of one event, counted by hand: how much more their counts vary than events' would."""

import pytest

from watchward.analysis import reporting_gap
from watchward.contract.about import Options
from watchward.engine import clumps
from watchward.engine.asked import ask_of
from watchward.engine.clumps import clumping_of

LAST = 2024 * 12 + 11
DAYS = 366  # of 2024


def patient(day, east=1050, **more):
    place = {"easting": east, "northing": 1050, "place_precision": "snapped"}
    told = {"month": LAST, "day": day, "relationship": "stranger", **place, **more}
    return {name: value for name, value in told.items() if value is not None}


def clumped(opened, records):
    whole = [patient(None, month=LAST - back, easting=None) for back in range(12)]
    tables = opened({"ed_assault": [*records, *whole]})
    return clumping_of(tables, ask_of(tables, Options()), "health")


def test_one_record_an_event_is_one(opened):
    assert clumped(opened, [patient(day, east=100 * day) for day in range(50)]) == 1.0


def test_records_of_one_point_and_day_are_one_event(opened):
    """Eight alone and one of two: eighteen hundredths of pairs, as E[k²] / E[k] has it."""
    records = [patient(day, east=1050 + 100 * day) for day in range(8)]
    records += [patient(30), patient(30)]
    assert clumped(opened, records) == pytest.approx(1 + 2 / 10)


def test_what_a_busy_point_brings_together_by_chance_is_taken_off(opened):
    """On one weekday of one point: one record in each of ten weeks, four in an eleventh."""
    records = [patient(7 * week) for week in range(10)] + [patient(70)] * 4
    apart = 14**2 - (10 + 4**2)
    assert clumped(opened, records) == pytest.approx(1 + (12 - apart / (DAYS / 7 - 1)) / 14)
    assert clumped(opened, [patient(7 * week) for week in range(50)]) == 1.0


@pytest.mark.parametrize(
    "away",
    [{"day": None}, {"month": LAST - 12}, {"easting": None}, {"location_type": "own_home"}],
)
def test_records_without_a_day_or_a_place_and_those_at_home_say_nothing(opened, away):
    told = {**patient(40), "relationship": "unknown", **away}
    same = {name: value for name, value in told.items() if value is not None}
    assert clumped(opened, [patient(3), patient(5, east=1150), same, same]) == 1.0


def test_limits_that_take_records_for_events_say_how_much_too_narrow_they_are(opened):
    alone = [patient(day, east=100 * day, reported="yes") for day in range(100)]
    said = "events make several records each, so limits may be"
    for records, times in (
        (alone, None),
        (alone * 2, "1.4"),
        (alone * 4, "2.0"),
        (alone[:49] * 4, None),
    ):
        result = reporting_gap.run(opened({"ed_assault": records}), Options())
        found = [one for one in result.caveats if said in one]
        assert len(found) == (times is not None)
        assert all(f"may be {times} times too narrow" in one for one in found)


def test_of_very_many_records_the_latest_months_speak(opened, monkeypatch):
    """Brawls of last year's winter are not looked at, where the last month holds enough."""
    old = [patient(day, month=LAST - 6) for day in (20_000, 20_001) for _ in range(9)]
    new = [patient(20_100 + day, east=100 * day) for day in range(28)]
    assert clumped(opened, old + new) > 1.5
    monkeypatch.setattr(clumps, "MOST", 10)
    assert clumped(opened, old + new) == 1.0
