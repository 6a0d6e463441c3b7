"""What each analysis says of protected tables: plain, no finer than shown, silent on the rest."""

import pytest

from watchward.analysis import (
    analyses,
    hot_spots,
    joined,
    reporting_gap,
    time_profile,
    trends,
    victims,
    weapons,
)
from watchward.contract.result import Column
from watchward.contract.safe_result import GATE, SafeCell, SafeTable

HIDDEN, ABSENT = SafeCell(None, "c"), SafeCell(None, "x")
WINDOW = "12 months to October 2024"
OCTOBER = 2024 * 12 + 9


def about(value):
    return SafeCell(value, "", about=True)


def cell(value):
    return value if isinstance(value, SafeCell) else SafeCell(value)


def safe(name, columns, rows):
    """A protected table; a column is (name, role, data set)."""
    made = tuple(Column(n, n, role, dataset=dataset) for n, role, dataset in columns)
    cells = tuple(tuple(cell(value) for value in row) for row in rows)
    return SafeTable(name, name, made, cells, (), "", 0, gate=GATE)


HEALTH = ("health", "count", "ed_assault")
POLICE = ("police", "count", "police_incident")


def months(*last, before=24):
    columns = [
        ("month", "dimension", ""),
        HEALTH,
        ("health_low", "figure", ""),
        ("health_high", "figure", ""),
    ]
    rows = [(OCTOBER - back, about(400), ABSENT, ABSENT) for back in range(before, 0, -1)]
    return safe("months", columns, [*rows, (OCTOBER, *last)])


def year(now, change):
    columns = [
        ("window", "dimension", ""),
        HEALTH,
        ("health_before", "count", "ed_assault"),
        ("health_change", "figure", ""),
    ]
    return safe("rolling_year", columns, [(WINDOW, now, about(5000), change)])


def test_the_month_its_range_and_the_year():
    said = trends.say(
        {
            "months": months(about(410), about(370), about(450)),
            "rolling_year": year(about(4850), about(-3)),
        },
        WINDOW,
    )
    assert said == (
        "People came to hospital after assault about 410 times in October 2024; in a year of "
        "ordinary ups and downs it would lie between about 370 and about 450. Over 12 months it "
        "is about 4,850, 3 % fewer than in the 12 months before."
    )


def test_no_trend_of_few_months_and_no_number_of_a_hidden_one():
    few = trends.say({"months": months(about(410), ABSENT, ABSENT, before=2)}, WINDOW)
    assert "Too few months in a row" in few
    hidden = trends.say({"months": months(HIDDEN, ABSENT, ABSENT)}, WINDOW)
    assert hidden == "health: too few in October 2024 to be shown."
    missing = trends.say({"months": months(ABSENT, ABSENT, ABSENT)}, WINDOW)
    assert "in September 2024" in missing
    assert "Too few months in a row" in missing


def test_a_recent_break_is_a_warning():
    columns = [("month", "dimension", ""), ("side", "dimension", "")]
    breaks = safe("breaks", columns, [(OCTOBER - 30, "police"), (OCTOBER - 5, "police")])
    said = trends.say({"months": months(about(400), ABSENT, ABSENT), "breaks": breaks}, WINDOW)
    assert "police, May 2024" in said
    assert "2022" not in said


def places(*rows):
    return safe("places", [("place", "dimension", ""), POLICE, HEALTH], rows)


def test_places_with_each_side_beside_the_other():
    said = hot_spots.say(
        {"places": places(("Quay", about(40), about(90)), ("Park", HIDDEN, about(20)))}, WINDOW
    )
    assert said == (
        "Away from home, the hospital sees more violence at Quay (about 90; police about 40) and "
        "Park (about 20) than anywhere else, in the 12 months to October 2024."
    )


def test_a_place_that_may_not_be_shown_is_not_named():
    said = hot_spots.say({"places": places(("Secret", about(40), HIDDEN))}, WINDOW)
    assert "Secret" not in said
    assert said == "No place may be named from what is held."


def test_published_points_are_near_and_not_at():
    columns = [("place", "dimension", ""), ("police", "count", "police_street")]
    table = safe("places", columns, [("On or near Station Road", 12)])
    said = hot_spots.say({"places": table}, WINDOW)
    assert said.startswith(
        "The places with most violence and sexual offences were on or near Station Road"
    )


def test_shares_of_those_who_say():
    columns = [("weapon", "dimension", ""), HEALTH, ("health_share", "figure", "")]
    rows = [
        ("Fist, foot or other part of the body", about(300), about(60)),
        ("Drinking glass", about(60), about(12)),
        ("Bottle", HIDDEN, HIDDEN),
        ("not recorded", about(40), about(8)),
    ]
    said = weapons.say({"weapons": safe("weapons", columns, rows)}, WINDOW)
    assert said == (
        "Among hospital patients, after hands and feet the commonest weapons are drinking glass "
        "(12 %), in the 12 months to October 2024. The weapon is not recorded for 8 % of them."
    )


def test_the_fullest_hours_come_in_the_order_of_a_night():
    nights = safe("weekdays", [("weekday", "dimension", ""), HEALTH], [(6, 30), (5, 20), (1, 9)])
    hours = safe("hours", [("hour", "dimension", ""), HEALTH], [(23, 9), (1, 12), (0, 10), (6, 1)])
    said = time_profile.say({"weekdays": nights, "hours": hours}, WINDOW)
    assert "Saturday (30) and Friday (20)" in said
    assert "23:00, 00:00 and 01:00" in said


def test_three_measures_each_by_its_name():
    columns = [
        ("reported", "dimension", ""),
        HEALTH,
        ("health_share", "figure", ""),
        ("health_low", "figure", ""),
        ("health_high", "figure", ""),
    ]
    rows = [
        ("Yes", about(190), about(47), about(44), about(50)),
        ("No", about(210), about(53), about(50), about(56)),
        ("not recorded", about(90), about(18), ABSENT, ABSENT),
    ]
    said = reporting_gap.say({"stated": safe("stated", columns, rows)}, WINDOW)
    assert said == (
        "Of patients who answered, 47 % say the police were told (likely between 44 % and 50 %). "
        "For 18 % of patients the answer is not recorded. How many the police also recorded is "
        "not known: linkage has not been approved. Police and hospital counts are not comparable "
        "here."
    )
    assert "under-report" not in said


@pytest.mark.parametrize("name", sorted(analyses()))
def test_each_says_something_of_nothing(name):
    said = analyses()[name].say({}, WINDOW)
    assert said.endswith(".")
    assert not any(letter.isdigit() for letter in said)


def test_victims_fall_back_to_the_table_that_is_shown():
    table = safe("age_sex", [("age", "dimension", ""), ("sex", "dimension", ""), HEALTH], [])
    assert victims.say({"age_sex": table}, WINDOW) == "The table shows who was hurt."


def test_lists_in_words():
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
