"""What the shared view says of records from different data sets: meanings, blanks, partitions."""

import polars as pl
import pytest

from watchward.engine.api import ENGINES, tables_from_frames
from watchward.errors import UsageRefusal

MARCH = 2024 * 12 + 2

POLICE = [
    {"month": MARCH, "offence_group": "violence_with_injury", "domestic": "yes", "victim_sex": "U"},
    {"month": MARCH, "offence_group": "violence_without_injury", "domestic": "no"},
    {"month": MARCH + 1, "offence_group": "burglary", "domestic": None, "weapon": "unknown"},
]
PATIENTS = [
    {"month": MARCH, "relationship": "family", "weapon": "glass", "victim_age": "18-24"},
    {"month": MARCH, "relationship": "stranger", "assailants": "3+"},
    {"month": MARCH, "relationship": "unknown", "reported": ""},
]


def test_meanings_follow_the_declarations(opened):
    tables = opened({"police_incident": POLICE, "ed_assault": PATIENTS})
    asked = """
        select dataset, violence, injury, domestic, count(*) as records
        from incident
        group by dataset, violence, injury, domestic
        order by dataset, violence desc, injury desc, domestic desc nulls last
    """
    assert tables.rows(asked) == [
        ("ed_assault", 1, 1, 1, 1),  # family
        ("ed_assault", 1, 1, 0, 1),  # a stranger
        ("ed_assault", 1, 1, None, 1),  # not known
        ("police_incident", 1, 1, 1, 1),
        ("police_incident", 1, 0, 0, 1),
        ("police_incident", 0, 0, None, 1),  # a burglary
    ]


def test_blank_and_not_known_are_the_same_null(opened):
    tables = opened({"police_incident": POLICE, "ed_assault": PATIENTS})
    asked = """
        select count(sex), count(weapon), count(reported), count(age_band), count(assailants)
        from incident
    """
    assert tables.rows(asked) == [(0, 1, 0, 1, 1)]


def test_provider_and_period_come_from_the_partition(opened):
    tables = opened({"police_incident": POLICE}, provider="north's force")
    asked = "select provider, period, count(*) as n from incident group by 1, 2 order by 2"
    assert tables.rows(asked) == [("north's force", "2024-03", 2), ("north's force", "2024-04", 1)]


def test_a_question_may_name_fewer_values_than_it_is_given(opened):
    tables = opened({"ed_assault": PATIENTS})
    asked = "select count(*) from incident where month = $month"
    assert tables.rows(asked, month=MARCH, other="unused") == [(3,)]
    assert tables.arrays("select month from incident limit 1")["month"].tolist() == [MARCH]


def test_months_are_those_that_no_provider_of_the_data_set_is_missing(opened):
    records = [
        {"month": MARCH + step, "provider": provider}
        for provider, steps in (("east", (0, 1, 2, 4)), ("west", (1, 2, 3, 4)))
        for step in steps
    ]
    tables = opened({"ed_assault": records})
    assert tables.months("ed_assault") == (MARCH, MARCH + 1, MARCH + 2, MARCH + 4)
    east, west = tables.sources()
    assert (east.provider, east.missing_months) == ("east", (MARCH + 3,))
    assert (west.first_month, west.missing_months) == (MARCH + 1, ())


def test_a_source_is_as_fine_as_its_records_get(opened):
    records = [
        {"month": MARCH, "time_precision": "day", "place_precision": "none"},
        {"month": MARCH, "time_precision": "hour", "place_precision": "snapped"},
    ]
    (source,) = opened({"ed_assault": records}).sources()
    assert (source.time_precision, source.place_precision) == ("hour", "snapped")
    assert source.synthetic is True


def test_a_column_that_is_not_declared_is_refused():
    with pytest.raises(ValueError, match="nickname"):
        tables_from_frames({"ed_assault": pl.DataFrame({"month": [MARCH], "nickname": ["x"]})})


def test_an_unknown_engine_is_refused():
    with pytest.raises(UsageRefusal, match="no engine"):
        tables_from_frames({}, engine="abacus")
    assert "duckdb" in ENGINES
