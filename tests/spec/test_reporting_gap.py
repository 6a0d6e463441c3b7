"""The three measures on records whose answers are worked by hand."""

import datetime as dt

import numpy as np
import pytest
import shapely

from watchward.analysis import reporting_gap
from watchward.contract.about import Options
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

JUNE = 2024 * 12 + 5
DAY = (dt.date(2024, 6, 15) - dt.date(1970, 1, 1)).days
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
GROUND = Boundaries("g", "g", ("A",), ("A",), np.array([shapely.box(0, 0, 9000, 9000)]), CITED)
ONE_MONTH = Options(months=1)


def event(day=DAY, hour=22, east=1000, **more):
    when = {"month": JUNE, "day": day, "hour": hour, "night_of": day if hour else None}
    return {**when, "easting": east, "northing": 1000, **more}


def patient(*args, **more):
    return event(*args, **{"relationship": "stranger", **more})


def crime(*args, **more):
    return event(*args, **{"offence_group": "violence_with_injury", "domestic": "no", **more})


def table(result, name):
    return next((one for one in result.tables if one.name == name), None)


def test_what_patients_say(opened):
    said = [patient(reported=r) for r in ("yes", "yes", "no", "unknown", None)]
    result = reporting_gap.run(opened({"ed_assault": said}), ONE_MONTH)
    assert table(result, "stated").rows == (("Yes", 2), ("No", 1), ("not recorded", 2))
    assert [one.name for one in result.tables if not one.analysts_only] == ["stated"]
    assert result.not_comparable == ("No source is held, for these months, of: police.",)


def test_counts_of_like_by_like(opened):
    patients = [patient(), patient(east=20_000), patient(relationship="partner_or_ex")]
    crimes = [crime(), crime(domestic="yes"), crime(offence_group="robbery")]
    records = {"ed_assault": patients, "police_incident": crimes}
    result = reporting_gap.run(opened(records, boundaries=GROUND), ONE_MONTH)
    assert table(result, "ratio").rows == (("month to June 2024", 2, 2),)
    assert "Domestic incidents are in both counts of the ratio." in result.caveats
    assert result.not_comparable == ()


def test_domestic_in_neither_where_one_side_has_none(opened):
    patients = [patient(), patient(), patient(relationship="family")]
    result = reporting_gap.run(
        opened({"ed_assault": patients, "police_incident": [crime()]}, boundaries=GROUND),
        ONE_MONTH,
    )
    assert table(result, "ratio").rows[0][1:] == (1, 2)
    assert "Domestic incidents are in neither count of the ratio." in result.caveats


@pytest.mark.parametrize(
    ("police", "areas", "reason"),
    [
        ("police_street", GROUND, "does not set injuries apart"),
        ("police_street", GROUND, "whole months"),
        ("police_incident", None, "No areas"),
        ("unmarked", GROUND, "Domestic incidents are not marked"),
        ("late", GROUND, "A month is missing"),
    ],
)
def test_unlike_sides_are_not_compared_and_the_reason_is_given(opened, police, areas, reason):
    crimes = {
        "police_street": [{"month": JUNE, "crime_type": "Violence and sexual offences"}],
        "police_incident": [crime()],
        "unmarked": [crime(domestic=None)],
        "late": [crime(), {**crime(), "month": JUNE + 2}],
    }[police]
    name = police if police == "police_street" else "police_incident"
    records = {"ed_assault": [patient()], name: crimes}
    options = Options(months=2, month=JUNE + 1) if police == "late" else ONE_MONTH
    result = reporting_gap.run(opened(records, boundaries=areas), options)
    assert table(result, "ratio") is None
    assert any(reason in said for said in result.not_comparable)


def test_matching_is_off_unless_it_was_approved(opened):
    records = {"ed_assault": [patient()], "police_incident": [crime()]}
    tables = opened(records, boundaries=GROUND)
    off = reporting_gap.run(tables, ONE_MONTH)
    assert table(off, "matched") is None
    assert any("has not been approved" in said for said in off.caveats)
    on = reporting_gap.run(tables, Options(months=1, linkage_approved=True))
    assert table(on, "matched").rows[0][1:] == (1, 1, 0, 1)  # compared, matched, chance, pool


@pytest.mark.parametrize(
    ("other", "matched"),
    [
        (crime(), 1),
        (crime(hour=23), 1),
        (crime(hour=20), 1),
        (crime(hour=19), 0),  # three hours apart
        (crime(day=DAY + 1), 0),  # another night
        (event(DAY + 1, 0, offence_group="violence_with_injury", domestic="no"), 0),
        (crime(hour=None), 1),  # no hour: the same day will do
        (crime(day=DAY + 1, hour=None), 0),
        (crime(east=1250), 1),
        (crime(east=1251), 0),
        (crime(victim_sex="F"), 0),
        (crime(victim_sex="U"), 1),
        (crime(victim_age="25-34"), 0),
        (crime(offence_group="violence_without_injury"), 0),
    ],
)
def test_what_makes_a_pair(opened, other, matched):
    known = patient(victim_sex="M", victim_age="18-24")
    tables = opened({"ed_assault": [known], "police_incident": [other]}, boundaries=GROUND)
    result = reporting_gap.run(tables, Options(months=1, linkage_approved=True))
    assert table(result, "matched").rows[0][2] == matched


def test_the_night_goes_past_midnight(opened):
    late = {**crime(day=DAY + 1, hour=1), "night_of": DAY}
    tables = opened({"ed_assault": [patient(hour=23)], "police_incident": [late]})
    result = reporting_gap.run(tables, Options(months=1, linkage_approved=True))
    assert table(result, "matched").rows[0][2] == 1


def test_one_crime_is_one_pair_and_moved_dates_show_chance(opened):
    week = [patient(day=DAY + 7 * step) for step in range(-2, 3)]
    result = reporting_gap.run(
        opened({"ed_assault": [*week, patient()], "police_incident": [crime()]}),
        Options(months=1, linkage_approved=True),
    )
    # six patients and one crime: one pair as it is, and one each time dates are moved
    assert table(result, "matched").rows[0][1:] == (6, 1, 1, 1)


def test_no_linked_record_leaves(opened):
    records = {"ed_assault": [patient()] * 3, "police_incident": [crime()] * 3}
    result = reporting_gap.run(opened(records), Options(months=1, linkage_approved=True))
    matched = table(result, "matched")
    assert len(matched.rows) == 1
    assert {column.role for column in matched.columns} == {"dimension", "count"}


def test_what_patients_say_by_month_kind_and_area(opened):
    said = [
        patient(reported="yes", weapon="knife"),
        patient(reported="no", weapon="knife"),
        patient(reported="unknown", weapon=None, east=20_000),  # outside the areas
        patient(reported="yes", weapon="unknown"),
    ]
    result = reporting_gap.run(opened({"ed_assault": said}, boundaries=GROUND), ONE_MONTH)
    assert table(result, "stated_by_month").rows == ((JUNE, 4, 3, 2),)
    weapons = {row[0]: row[1:] for row in table(result, "stated_by_weapon").rows}
    knife = next(label for label in weapons if "nife" in str(label))
    assert weapons[knife] == (2, 2, 1)
    assert weapons["not recorded"] == (2, 1, 1)
    assert sum(row[0] for row in weapons.values()) == 4
    relations = {row[0]: row[1:] for row in table(result, "stated_by_relationship").rows}
    assert relations["Stranger"] == (4, 3, 2)
    assert table(result, "stated_by_area").rows == (("A", "A", 3, 3, 2),)


def test_the_ratio_by_month_and_area_keeps_like_by_like(opened):
    patients = [patient(), patient(east=6000), patient(relationship="family")]
    crimes = [crime(), {**crime(), "month": JUNE - 1}]
    halves = Boundaries(
        "g",
        "g",
        ("A", "B"),
        ("A", "B"),
        np.array([shapely.box(0, 0, 5000, 9000), shapely.box(5000, 0, 9000, 9000)]),
        CITED,
    )
    patients.append({**patient(), "month": JUNE - 1})
    records = {"ed_assault": patients, "police_incident": crimes}
    result = reporting_gap.run(opened(records, boundaries=halves), Options(months=2))
    assert table(result, "ratio_by_month").rows == ((JUNE - 1, 1, 1), (JUNE, 1, 2))
    assert table(result, "ratio_by_area").rows == (("A", "A", 2, 2), ("B", "B", 0, 1))
    assert table(result, "ratio_by_area").analysts_only
