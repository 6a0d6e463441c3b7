"""Weapons, victims, assailants and hours of a few records, counted by hand."""

import datetime as dt

import polars as pl

from watchward.analysis import alcohol, assailants, labels_of, time_profile, victims, weapons
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.geography.population import COLUMNS, Population
from watchward.reference import Citation

MONTH = 2024 * 12 + 5
SATURDAY = (dt.date(2024, 6, 1) - dt.date(1970, 1, 1)).days
PATIENTS = [
    {"weapon": "glass", "victim_age": "18-24", "victim_sex": "M", "relationship": "stranger"},
    {"weapon": "glass", "victim_age": "18-24", "victim_sex": "F", "assailants": "3+"},
    {"weapon": "unknown", "victim_age": "65+", "victim_sex": "U", "relationship": "family"},
    {"weapon": None, "victim_age": None, "victim_sex": "M", "assailants": "1"},
]
CRIMES = [
    {"offence_group": "violence_with_injury", "weapon": "knife", "victim_age": "18-24"},
    {"offence_group": "burglary", "weapon": "knife", "victim_age": "18-24"},
]


def both(opened):
    return opened(
        {
            "ed_assault": [{"month": MONTH, **one} for one in PATIENTS],
            "police_incident": [{"month": MONTH, **one} for one in CRIMES],
        }
    )


def rows_of(result, name):
    """Rows with any count, by their dimensions."""
    table = next(one for one in result.tables if one.name == name)
    sides = sum(column.role == "count" for column in table.columns)
    return {row[:-sides]: row[-sides:] for row in table.rows if any(row[-sides:])}


def test_weapons_with_blank_and_unknown_together(opened):
    assert rows_of(weapons.run(both(opened), Options()), "weapons") == {
        ("Drinking glass",): (0, 2),  # police, health
        ("Knife or other sharp object",): (1, 0),
        ("not recorded",): (0, 2),
    }


def test_the_row_not_recorded_is_last_and_there_even_when_empty(opened):
    table = weapons.run(both(opened), Options()).tables[0]
    assert table.rows[-1][0] == "not recorded"
    assert ("Firearm", 0, 0) in table.rows
    assert table.totals == ((),)


def test_victims_by_age_and_sex_and_each_alone(opened):
    result = victims.run(both(opened), Options())
    assert rows_of(result, "age_sex") == {
        ("18-24", "Male"): (0, 1),
        ("18-24", "Female"): (0, 1),
        ("18-24", "not recorded"): (1, 0),
        ("65 and over", "not recorded"): (0, 1),
        ("not recorded", "Male"): (0, 1),
    }
    assert rows_of(result, "age") == {
        ("18-24",): (1, 2),
        ("65 and over",): (0, 1),
        ("not recorded",): (0, 1),
    }
    assert rows_of(result, "sex")[("not recorded",)] == (1, 1)


def test_assailants_only_from_the_side_that_asks(opened):
    result = assailants.run(both(opened), Options())
    assert rows_of(result, "relationship") == {
        ("Stranger",): (1,),
        ("Other family member",): (1,),
        ("not recorded",): (2,),
    }
    assert rows_of(result, "number") == {("1",): (1,), ("3+",): (1,), ("not recorded",): (2,)}
    assert [source.dataset for source in result.sources] == ["ed_assault"]


def test_records_outside_the_window_are_left_out(opened):
    patients = [{"month": MONTH, "weapon": "glass"}, {"month": MONTH + 1, "weapon": "knife"}]
    result = weapons.run(opened({"ed_assault": patients}), Options(months=1))
    assert rows_of(result, "weapons") == {("Knife or other sharp object",): (1,)}


def test_a_side_with_no_month_of_the_window_has_no_column_of_zeros(opened):
    patients = [{"month": MONTH - 12, "weapon": "glass"}]
    crimes = [{"month": MONTH, **one} for one in CRIMES]
    tables = opened({"ed_assault": patients, "police_incident": crimes})
    result = weapons.run(tables, Options(month=MONTH))
    assert [c.name for c in result.tables[0].columns if c.role == "count"] == ["police"]
    assert any("no month of the 12 months to June 2024 received" in s for s in result.caveats)


def test_the_small_hours_belong_to_the_night_before(opened):
    calls = [
        {"day": SATURDAY, "night_of": SATURDAY, "hour": 23},
        {"day": SATURDAY + 1, "night_of": SATURDAY, "hour": 2},  # Sunday, 02:00
        {"day": SATURDAY + 1, "night_of": SATURDAY + 1, "hour": 6},
        {"day": SATURDAY + 1},  # no hour
    ]
    records = [{"month": MONTH, "call_category": "assault", **call} for call in calls]
    result = time_profile.run(opened({"ambulance_call": records}), Options())
    assert rows_of(result, "hour_weekday") == {(6, 23): (1,), (6, 2): (1,), (7, 6): (1,)}
    assert rows_of(result, "weekdays") == {(6,): (2,), (7,): (1,)}
    assert rows_of(result, "hours") == {(23,): (1,), (2,): (1,), (6,): (1,)}
    timed = next(one for one in result.tables if one.name == "timed")
    assert timed.rows == (("ambulance_call", "Ambulance calls to violence", 4, 3),)


def test_a_month_only_source_never_yields_an_hour(opened):
    """Even if its records claimed one."""
    street = [{"month": MONTH, "crime_type": "Violence and sexual offences", "hour": 3}]
    result = time_profile.run(opened({"police_street": street}), Options())
    assert result.tables == ()
    assert result.caveats[-1] == "None of the sources held has hours."
    assert "None of the sources" in time_profile.say({}, result.window)


def residents(rows):
    cited = Citation("Estimates", "ONS", "", "OGL", dt.date(2026, 1, 2), "unverified")
    table = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return Population("Wards", 2024, cited, table)


def test_rates_are_of_the_residents_whose_group_is_known(opened):
    people = residents([("A", "M", 18, 24, 2000), ("A", "F", 18, 24, 1000)])
    patients = [{"victim_age": "18-24", "victim_sex": "M"}] * 6
    patients += [{"victim_age": "18-24", "victim_sex": "F"}] * 3
    patients += [{"victim_age": "65+", "victim_sex": "M"}, {"victim_sex": "F"}]
    records = [{"month": MONTH, **one} for one in patients]
    result = victims.run(opened({"ed_assault": records}, population=people), Options())
    found = {table.name: table for table in result.tables}
    by_age = {row[0]: row[1:] for row in found["age_rates_health"].rows}
    assert by_age["18-24"] == (9, 3000)
    assert by_age["65 and over"] == (1, None)  # nobody's residents, so no rate
    by_sex = {row[0]: row[1:] for row in found["sex_rates_health"].rows}
    assert by_sex["Male"] == (7, 2000)
    # Of 18 to 24, 9 of 3,000: 6 expected among 2,000 men and 3 among 1,000 women.
    alike = {row[0]: row[1:4] for row in found["standardised_health"].rows}
    assert alike == {"Male": (6, "6.0", "1.00"), "Female": (3, "3.0", "1.00")}
    assert "mid-2024 (ONS, OGL)" in result.caveats[-1]


def test_without_residents_there_is_no_rate(opened):
    names = {table.name for table in victims.run(both(opened), Options()).tables}
    assert not any("rates" in name or "standardised" in name for name in names)


def test_what_is_left_blank_is_shown_by_group(opened):
    result = victims.run(both(opened), Options())
    found = {table.name: table for table in result.tables}
    named = [column.name for column in found["recorded_health"].columns]
    assert named == ["group", "records", "weapon", "relationship", "alcohol", "reported"]
    rows = {row[0]: row[1:4] for row in found["recorded_health"].rows}
    assert rows == {
        "Age: 18-24": (2, 2, 1),
        "Age: 65 and over": (1, 0, 1),
        "Age: not recorded": (1, 0, 0),
        "Sex: Male": (2, 1, 1),
        "Sex: Female": (1, 1, 0),
        "Sex: not recorded": (1, 0, 1),
    }
    assert [one.name for one in found["recorded_police"].columns][:3] == [
        "group",
        "records",
        "weapon",
    ]


def test_an_uncertain_time_is_spread_and_the_counts_stay_as_they_are(opened):
    start = SATURDAY * 86400 + 22 * 3600 - 3600  # 22:00 in summer is 21:00 UTC
    crimes = [
        {"day": SATURDAY, "night_of": SATURDAY, "hour": 23, "time_precision": "hour"},
        {
            "day": SATURDAY,
            "time_precision": "interval",
            "utc_start": start,
            "utc_end": start + 4 * 3600 - 1,  # to 02:00 on Sunday
        },
    ]
    records = [{"month": MONTH, "offence_group": "robbery", **one} for one in crimes]
    result = time_profile.run(opened({"police_incident": records}), Options())
    assert rows_of(result, "hour_weekday") == {(6, 23): (1,)}
    spread = next(one for one in result.tables if one.name == "spread_police")
    assert spread.analysts_only
    assert {row[:2]: row[2:] for row in spread.rows if row[3] != "0.0"} == {
        (6, 22): (0, "0.2"),
        (6, 23): (1, "0.2"),
        (6, 0): (0, "0.2"),
        (6, 1): (0, "0.2"),
    }


def test_hours_are_set_beside_the_polices_and_not_moved(opened):
    def at(hour):
        return {"month": MONTH, "day": SATURDAY, "night_of": SATURDAY, "hour": hour}

    records = {
        "police_incident": [{"offence_group": "robbery", **at(hour)} for hour in (22, 23, 23)],
        "ambulance_call": [{"call_category": "assault", **at(hour)} for hour in (23, 0, 0)],
    }
    result = time_profile.run(opened(records), Options())
    later = next(one for one in result.tables if one.name == "hours_later")
    assert later.rows[:3] == (("0", "67"), ("1", "0"), ("2", "67"))
    assert any("hours are of the call" in said for said in result.caveats)


DRINK = [
    {"alcohol": "yes", "location_type": "licensed_premises", "night_of": SATURDAY, "hour": 23},
    {"alcohol": "yes", "location_type": "street", "night_of": SATURDAY + 2, "hour": 21},
    {"alcohol": "no", "location_type": "street", "night_of": SATURDAY, "hour": 12},
    {"alcohol": "unknown", "location_type": "street", "provider": "b"},
    {"alcohol": None, "relationship": "stranger", "night_of": SATURDAY - 1, "hour": 5},
]


def test_alcohol_is_a_share_of_those_that_say(opened):
    records = [{"month": MONTH, "provider": "a", **one} for one in DRINK]
    result = alcohol.run(opened({"ed_assault": records}), Options())
    assert rows_of(result, "alcohol") == {("Yes",): (2,), ("No",): (1,), ("not recorded",): (2,)}
    groups = {row[0]: row[1:] for row in named(result, "groups_health").rows}
    assert groups["Place: Street or other public way"] == (3, 2, 1)
    assert groups["Time: Friday and Saturday nights, 20:00 to 06:00"] == (2, 1, 1)
    assert groups["Time: Other nights, 20:00 to 06:00"] == (1, 1, 1)
    assert groups["Time: Daytime, 06:00 to 20:00"] == (1, 1, 0)
    assert groups["Time: not recorded"] == (1, 0, 0)
    filled = named(result, "filled_health").rows
    assert filled == ((MONTH, "a", 4, 3), (MONTH, "b", 1, 0))
    safe = protect_result(result, audience="analyst", say=alcohol.say)
    assert "alcohol is involved for 67 % (likely 20 to 94 %)" in safe.headline
    assert "not recorded for 40 %" in safe.headline


def named(result, name):
    return next(one for one in result.tables if one.name == name)


def test_how_far_the_weapon_is_filled_in_by_provider_and_month(opened):
    records = [{"month": MONTH, "provider": "a", **one} for one in PATIENTS]
    records += [{"month": MONTH - 1, "weapon": "knife", "provider": "b"}]
    result = weapons.run(opened({"ed_assault": records}), Options())
    filled = named(result, "filled_health")
    assert filled.rows == ((MONTH, "a", 4, 2), (MONTH - 1, "b", 1, 1))
    assert filled.analysts_only


def test_relationship_of_women_beside_men(opened):
    def hurt(sex, who):
        return {"month": MONTH, "victim_sex": sex, "relationship": who}

    records = [hurt("F", "partner_or_ex")] * 3 + [hurt("F", "stranger")]
    records += [hurt("M", "partner_or_ex")] + [hurt("M", "stranger")] * 3
    records += [hurt("M", "unknown"), hurt("U", "stranger")]
    people = residents([("A", "M", 0, 200, 2000), ("A", "F", 0, 200, 3000)])
    result = assailants.run(opened({"ed_assault": records}, population=people), Options())
    by_sex = {row[0]: row[1:4] for row in named(result, "relationship_sex_health").rows}
    # Garwood for 3: 0.6187 to 8.767; for 1: 0.0253 to 5.572.
    rates = {row[0]: row[5:] for row in named(result, "relationship_sex_health").rows}
    assert rates["Stranger"] == ("0.33 (0.01 to 1.86)", "1.50 (0.31 to 4.38)")
    assert by_sex["Stranger"] == (1, 3, "0.33")
    assert by_sex[labels_of("relationship")["partner_or_ex"]] == (3, 1, "3.00")
