"""Months, rolling years and missing months of small series, counted by hand."""

import pytest

from watchward.analysis import trends
from watchward.contract.about import Options

FIRST = 2023 * 12
LAST = FIRST + 23


def table(result, name):
    return next(one for one in result.tables if one.name == name)


def patients(counts):
    """`counts` records in each month, months given."""
    return [{"month": month} for month, count in counts.items() for _ in range(count)]


def test_two_years_month_by_month(opened):
    counts = {FIRST + step: 2 if step < 12 else 3 for step in range(24)}
    result = trends.run(opened({"ed_assault": patients(counts)}), Options())
    months = table(result, "months")
    assert [column.name for column in months.columns] == ["month", "health"]
    assert months.rows == tuple(sorted(counts.items()))
    year = table(result, "rolling_year")
    assert year.rows == (("12 months to December 2024", 36, 24),)
    assert year.window == "rolling 12 months to 2024-12"
    assert not any("trend" in said for said in result.caveats)


def test_a_month_not_received_is_not_available_and_not_zero(opened):
    counts = {FIRST + step: 1 for step in range(24) if step != 15}
    result = trends.run(opened({"ed_assault": patients(counts)}), Options())
    rows = dict(table(result, "months").rows)
    assert rows[FIRST + 15] is None
    assert rows[FIRST + 14] == 1
    assert table(result, "rolling_year").rows[0][1:] == (None, 12)
    assert any("April 2024 not received" in said for said in result.caveats)
    assert any("23 of the last 24 months are held" in said for said in result.caveats)


def test_a_month_with_other_crime_only_is_zero(opened):
    crimes = [
        {"month": FIRST, "crime_type": "Violence and sexual offences"},
        {"month": FIRST + 1, "crime_type": "Burglary"},
    ]
    result = trends.run(opened({"police_street": crimes}), Options())
    assert table(result, "months").rows == ((FIRST, 1), (FIRST + 1, 0))
    assert table(result, "months").columns[1].title == "Violence and sexual offences"


def test_three_julys_are_not_a_trend(opened):
    julys = [2016 * 12 + 6, 2017 * 12 + 6, 2018 * 12 + 6]
    crimes = [
        {"month": month, "crime_type": "Violence and sexual offences", "provider": "leeds"}
        for month in julys
        for _ in range(30)
    ]
    result = trends.run(opened({"police_street": crimes}, synthetic=False), Options())
    rows = dict(table(result, "months").rows)
    assert [rows[month] for month in julys] == [30, 30, 30]
    assert sum(count is None for count in rows.values()) == 22
    assert table(result, "rolling_year").rows[0][1:] == (None, None)
    assert any("2 of the last 24 months are held" in said for said in result.caveats)
    found = table(result, "breaks").rows
    assert [row[0] for row in found] == [2018 * 12 + 3]  # April 2018: recording of stalking
    assert "Home Office" in found[0][4]


def test_a_made_up_partnership_has_no_real_breaks(opened):
    crimes = [{"month": month, "offence_group": "robbery"} for month in range(2017 * 12, 2019 * 12)]
    real = trends.run(opened({"police_incident": crimes}, synthetic=False), Options())
    made_up = trends.run(opened({"police_incident": crimes}), Options())
    assert table(real, "breaks").rows
    assert table(made_up, "breaks").rows == ()
    assert made_up.synthetic
    assert not real.synthetic


def test_a_step_in_the_data_is_marked_and_its_cause_left_open(opened):
    counts = {FIRST - 12 + step: 20 + step % 3 + (30 if step >= 20 else 0) for step in range(36)}
    result = trends.run(opened({"ed_assault": patients(counts)}), Options())
    (found,) = table(result, "breaks").rows
    assert found[:3] == (FIRST + 8, "health", "step in the data")
    assert "up" in found[3]
    assert "not known" in found[3]


def test_sides_stand_in_their_own_columns(opened):
    result = trends.run(
        opened(
            {
                "ed_assault": patients({FIRST: 2}),
                "police_incident": [{"month": FIRST, "offence_group": "homicide"}],
                "ambulance_call": [{"month": FIRST, "call_category": "assault"}],
            }
        ),
        Options(),
    )
    months = table(result, "months")
    assert [column.name for column in months.columns] == ["month", "police", "health", "ambulance"]
    assert [column.dataset for column in months.columns[1:]] == [
        "police_incident",
        "ed_assault",
        "ambulance_call",
    ]
    assert months.rows == ((FIRST, 1, 2, 1),)


def of_provider(name, months):
    return [{"month": month, "provider": name} for month in months]


def test_a_provider_that_joined_is_not_taken_for_more_violence(opened):
    old = of_provider("old", range(FIRST, LAST + 1)) * 2
    long = of_provider("long", range(FIRST - 6, LAST + 1))
    new = of_provider("new", range(LAST - 5, LAST + 1)) * 9
    result = trends.run(opened({"ed_assault": old + long + new}), Options())
    rows = dict(table(result, "months").rows)
    assert rows[FIRST - 6] is None  # "long" reported alone
    assert [rows[FIRST], rows[LAST]] == [3, 3]
    assert table(result, "rolling_year").rows[0][1:] == (36, 36)
    said = " ".join(result.caveats)
    assert "2 of 3 providers, those that reported throughout from January 2023" in said
    assert "new did not report throughout" in said


def test_a_provider_that_stopped_is_left_out_and_a_gap_stays_a_gap(opened):
    gone = of_provider("gone", range(FIRST, LAST - 1))
    still = of_provider("still", [m for m in range(FIRST, LAST + 1) if m != FIRST + 9])
    result = trends.run(opened({"ed_assault": gone + still}), Options())
    rows = dict(table(result, "months").rows)
    assert rows[FIRST + 9] is None
    assert [rows[FIRST], rows[LAST]] == [1, 1]
    assert "gone did not report throughout" in " ".join(result.caveats)


def test_levels_and_months_without_the_season_are_for_analysts(opened):
    counts = {FIRST + step: 20 + step % 3 + (30 if step >= 12 else 0) for step in range(24)}
    result = trends.run(opened({"ed_assault": patients(counts)}), Options())
    levels = table(result, "levels_health")
    assert levels.analysts_only
    assert [row[0] for row in levels.rows] == [
        "January 2023 to December 2023",
        "January 2024 to December 2024",
    ]
    assert levels.rows[0][1:] == ("21.0", "")  # 20, 21, 22 …
    assert levels.rows[1][1:] == ("51.0", "+143")
    adjusted = table(result, "adjusted_health")
    assert [row[:2] for row in adjusted.rows] == list(counts.items())
    assert sum(float(row[2]) for row in adjusted.rows) == pytest.approx(24 * 36, rel=0.01)
