"""Pairs of a few invented events, counted by hand; homes, months and coarse places left out."""

from watchward.analysis import near_repeat
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result

LAST = 2024 * 12 + 11
FIRST_DAY = 20_058  # 1 December 2024


def crime(east, day, **more):
    place = {"easting": east, "northing": 500, "place_precision": "exact"}
    when = {"month": LAST, "day": FIRST_DAY + day}
    return {**place, **when, "offence_group": "robbery", "domestic": "no", **more}


def pairs(result, side="police"):
    table = next(one for one in result.tables if one.name == f"near_{side}")
    at = [column.name for column in table.columns].index(side)
    return {row[:2]: row[at] for row in table.rows if row[at]}


def test_pairs_are_counted_by_hand_and_what_may_be_at_home_is_left_out(opened):
    crimes = [
        *(crime(1000, day) for day in (0, 0, 7)),  # two records of one event; 7 days
        crime(1100, 14),  # 100 m: 7 days from one, 14 from the other
        crime(1300, 28),  # 200 m from the last, 14 days; 300 m from two, 21 and 28 days
        crime(1000, 3, domestic="yes"),
        crime(1000, 3, place_precision="area"),
        crime(1000, 3) | {"day": None},
        crime(1000, 3, month=LAST - 12),
        crime(1000, 3, offence_group="burglary"),
    ]
    result = near_repeat.run(opened({"police_incident": crimes}), Options())
    assert pairs(result) == {
        ("the same place", "1 to 7 days"): 1,
        ("1 to 100 m", "1 to 7 days"): 1,
        ("1 to 100 m", "8 to 14 days"): 1,
        ("101 to 200 m", "8 to 14 days"): 1,
        ("201 to 400 m", "15 to 28 days"): 2,
    }
    assert any("5 records are 4 events" in one for one in result.caveats)
    paired = next(one for one in result.tables if one.name == "paired")
    assert paired.rows == (("police_incident", "Police recorded crimes and incidents", 8, 5),)


def test_where_nobody_says_whether_it_was_domestic_the_kind_of_place_decides(opened):
    patient = {"easting": 1000, "northing": 500, "place_precision": "snapped", "month": LAST}
    where = ("street", "own_home", "other_home", None)
    patients = [
        {**patient, "day": FIRST_DAY + at, "location_type": one} for at, one in enumerate(where)
    ]
    result = near_repeat.run(opened({"ed_assault": patients}), Options())
    assert pairs(result, "health") == {("the same place", "1 to 7 days"): 1}
    assert any("in one square of 100 m" in one for one in result.caveats)


def test_repeats_that_were_planted_are_told_and_events_on_one_day_are_not(opened):
    crimes = [crime(10_000 * k, (7 * k) % 31) for k in range(40)]
    crimes += [crime(10_000 * k + 90, (7 * k) % 31 + 1) for k in range(20)]
    result = near_repeat.run(opened({"police_incident": crimes}), Options())
    safe = protect_result(result, audience="analyst", say=near_repeat.say)
    assert "another 1 to 100 m away within 1 to 7 days is " in safe.headline
    assert "at the same place" not in safe.headline
    same_day = [crime(10_000 * k, (7 * k) % 31) for k in range(40)] * 2
    result = near_repeat.run(opened({"police_incident": same_day}), Options())
    safe = protect_result(result, audience="analyst", say=near_repeat.say)
    assert safe.headline.startswith("In police records, no more follows near by within a week")


def test_months_that_a_provider_missed_and_street_files_make_no_pairs(opened):
    street = [{"month": LAST, "easting": 1, "northing": 1, "place_precision": "snapped"}]
    result = near_repeat.run(opened({"police_street": street}), Options())
    assert [one.name for one in result.tables] == ["paired"]
    assert not result.tables[0].rows
    assert any("finely enough" in one for one in result.caveats)
    assert near_repeat.say({}, "12 months").startswith("No source has")


def test_only_analysts_see_any_of_it(opened):
    result = near_repeat.run(opened({"police_incident": [crime(1, 1)] * 30}), Options())
    assert protect_result(result, audience="partner", say=near_repeat.say).tables == ()
    assert near_repeat.ABOUT.analysts_only
