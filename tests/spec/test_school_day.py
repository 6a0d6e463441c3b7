"""School gates: days told apart and counted by hand, on every engine."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from watchward.analysis import school_day
from watchward.cli import app
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.errors import InputRefusal, UsageRefusal
from watchward.geography.supplied import load_supplied
from watchward.geography.supplied_file import read_supplied
from watchward.reference import Citation

CITED = Citation("Terms", "Council", "", "OGL", dt.date(2026, 1, 2), "unverified")
TERMS = """
gates = [["08:00", "09:00"], ["15:00", "17:00"]]
[[term]]
first = 2024-06-01
last = 2024-06-14
[[term]]
first = 2024-06-24
last = 2024-06-30
[[closed]]
first = 2024-06-03
"""  # school: 4 to 7, 10 to 14 and 24 to 28 June, 14 days; without: 3 and 17 to 21 June, 6 days
JUNE = 2024 * 12 + 5


def terms(tmp_path, text=TERMS):
    path = tmp_path / "terms.toml"
    path.write_text(text, "utf-8")
    return read_supplied(path, "school-terms", citation=CITED)


def at(day, hour, **more):
    number = (dt.date(2024, 6, day) - dt.date(1970, 1, 1)).days
    return {"month": JUNE, "day": number, "hour": hour, **more}


@pytest.fixture
def asked(opened, tmp_path):
    patients = [at(4, 8), at(4, 15), at(5, 16, victim_age="11-15"), at(14, 16)]  # school days
    patients += [at(3, 8), at(17, 16), at(18, 17)]  # closed; out of term; 17:00 is past the gate
    patients += [at(8, 15), at(5, 12), at(5, 23)]  # a Saturday; elsewhere in the day; at night
    tables = opened({"ed_assault": patients}, supplied={"school-terms": terms(tmp_path)})
    return school_day.run(tables, Options())


def test_how_many_have_an_hour_is_said(opened, tmp_path):
    patients = [at(4, 8), {"month": JUNE, "day": at(4, 8)["day"]}, {"month": JUNE}]
    tables = opened({"ed_assault": patients}, supplied={"school-terms": terms(tmp_path)})
    found = school_day.run(tables, Options())
    timed = next(one for one in found.tables if one.name == "timed")
    assert timed.rows[0][2:] == (3, 1)


def test_by_gate_and_kind_of_day(asked):
    gates = next(one for one in asked.tables if one.name == "gates_health")
    assert gates.rows == (
        ("08:00 to 09:00", "School days", 1, 14),
        ("08:00 to 09:00", "Out of term", 1, 6),
        ("08:00 to 09:00", "Weekends", 0, 10),
        ("15:00 to 17:00", "School days", 3, 14),
        ("15:00 to 17:00", "Out of term", 1, 6),
        ("15:00 to 17:00", "Weekends", 1, 10),
    )
    assert asked.caveats[-1] == "Terms: Terms (Council, OGL)."


def test_day_for_day_beside_weekdays_out_of_term(asked):
    beside = next(one for one in asked.tables if one.name == "beside_health")
    found = {row[:2]: row[2:5] for row in beside.rows}
    assert beside.analysts_only
    assert found["all", "15:00 to 17:00"] == (3, 1, "1.29")  # 3 in 14 days over 1 in 6
    assert found["all", "other hours, 07:00 to 21:00"] == (1, 1, "0.43")
    assert found["under 18", "15:00 to 17:00"] == (1, 0, "")


def test_what_is_said_and_shown(asked):
    safe = protect_result(asked, audience="analyst", say=school_day.say)
    assert "from 15:00 to 17:00 there are 21.0 for every 100 school days" in safe.headline
    partner = protect_result(asked, audience="partner", say=school_day.say)
    assert [one.name for one in partner.tables] == ["gates_health"]
    assert "Too few" in partner.headline


def test_ages_in_bands_that_reach_beyond_17_are_said_and_not_counted_as_under_18(opened, tmp_path):
    ages = ("0-15", "16-24", "0-24", "25-44")
    patients = [at(4, 15, victim_age=age) for age in ages]
    tables = opened({"ed_assault": patients}, supplied={"school-terms": terms(tmp_path)})
    result = school_day.run(tables, Options())
    assert result.caveats[-1].startswith("Of 2 records the age came in a band")
    beside = next(one for one in result.tables if one.name == "beside_health")
    assert [row[:3] for row in beside.rows if row[2]] == [
        ("all", "15:00 to 17:00", 4), ("under 18", "15:00 to 17:00", 1)
    ]  # fmt: skip


def test_without_terms_it_says_how_to_add_them(opened):
    result = school_day.run(opened({"ed_assault": [at(4, 8)]}), Options(months=1))
    assert result.tables == ()
    assert "watchward supply school-terms" in result.caveats[-1]
    assert "No school terms" in school_day.say({}, result.window)


@pytest.mark.parametrize(
    "text",
    [
        'gates = [["09:00", "08:00"]]',
        'gates = [["08:30", "09:00"]]',
        "[[term]]\nfirst = 2024-06-02\nlast = 2024-06-01",
        "[[term]]\nlast = 2024-06-01",
        "term = 5",
        "not toml",
        "",
    ],
)
def test_terms_that_cannot_be_are_refused(tmp_path, text):
    with pytest.raises(InputRefusal):
        terms(tmp_path, text)


def test_the_command_keeps_a_table_with_its_citation(tmp_path):
    terms(tmp_path)
    words = ["supply", "school-terms", str(tmp_path / "terms.toml"), "--store"]
    words += [str(tmp_path / "store"), "--title", "Terms", "--publisher", "Council"]
    assert "5 rows added" in CliRunner().invoke(app, words).output
    held = load_supplied(tmp_path / "store" / "geography", "school-terms")
    assert held is not None
    assert held.citation.publisher == "Council"
    wrong = CliRunner().invoke(app, ["supply", "terms", *words[2:]])
    assert isinstance(wrong.exception, UsageRefusal)


def test_counts_and_days_are_of_the_same_months(opened, tmp_path):
    """One of two providers lacks July: neither its days nor the other's records count."""
    june = [at(4, 8, provider=name) for name in ("a", "b")]
    july = [{**at(4, 8, provider="a"), "month": JUNE + 1, "day": at(4, 8)["day"] + 30}] * 5
    later = [{**one, "month": JUNE + 2, "day": one["day"] + 63} for one in june]
    terms_of_summer = TERMS.replace("last = 2024-06-30", "last = 2024-08-30")
    held = {"school-terms": terms(tmp_path, terms_of_summer)}
    tables = opened({"ed_assault": june + july + later}, supplied=held)
    result = school_day.run(tables, Options(months=3))
    gates = next(one for one in result.tables if one.name == "gates_health")
    school = next(row for row in gates.rows if row[:2] == ("08:00 to 09:00", "School days"))
    assert school[2] == 4
