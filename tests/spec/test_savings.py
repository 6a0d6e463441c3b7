"""What less violence would save: counted by hand, costed by the report's own arithmetic."""

import datetime as dt

import pytest

from watchward.analysis import savings
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.errors import InputRefusal, UsageRefusal
from watchward.geography.supplied_file import read_supplied
from watchward.reference import Citation
from watchward.reference.unit_costs import read_series

LAST = 2024 * 12 + 11
PATIENTS = [{"month": LAST}] * 500
CRIMES = [{"month": LAST, "offence_group": "robbery"}] * 40


def rows(opened, records, audience="analyst", *, supplied=None, **options):
    result = savings.run(opened(records, supplied=supplied), Options(**options))
    safe = protect_result(result, audience=audience, say=savings.say)
    return {t.name: t.records() for t in safe.tables}, safe


def by_cost(found):
    return {row["cost"].value: row for row in found}


def test_ten_per_cent_of_five_hundred_patients(opened):
    found, safe = rows(opened, {"ed_assault": PATIENTS})
    cost = by_cost(found["saved_health"])
    # 500 × 10 % = 50 cases; treatment £920 each, all that is money 14,050 − 8,240 = £5,810.
    assert cost["Treatment"]["saved"].value == 46_000
    assert cost[savings.TANGIBLE]["saved"].value == 290_000  # 290,500 to three figures
    assert cost[savings.INTANGIBLE]["saved"].value == 412_000
    assert cost["Treatment"]["saved_low"].value < 46_000 < cost["Treatment"]["saved_high"].value
    assert "£290,000" in safe.headline
    assert "nobody can spend" in safe.headline


def test_the_reports_series_splits_an_average_wounding_as_figure_5_does(opened):
    found, _ = rows(opened, {"ed_assault": PATIENTS}, costs="2003-04", reduction=100.0)
    unit = {name: row["unit"].value for name, row in by_cost(found["saved_health"]).items()}
    # £8,853: 51.46, 0.08, 13.18, 15.23 and 20.06 per cent of it.
    assert unit["Treatment"] == 1_348
    assert unit[savings.INTANGIBLE] == 4_555  # 5,809 of 11,289 is 51.457 per cent
    assert unit[savings.TANGIBLE] + unit[savings.INTANGIBLE] == pytest.approx(8_853, abs=1)


def test_money_rests_on_the_count_that_is_shown_and_on_no_other(opened):
    exact, _ = rows(opened, {"ed_assault": PATIENTS[:143]})
    shown, _ = rows(opened, {"ed_assault": PATIENTS[:143]}, audience="partner")
    ours, theirs = (by_cost(one["saved_health"])["Treatment"] for one in (exact, shown))
    assert (ours["health"].value, theirs["health"].value) == (143, 145)
    assert ours["saved"].value == 13_200  # 14.3 × 920 = 13,156
    assert theirs["saved"].value == 13_300  # 14.5 × 920 = 13,340
    few, safe = rows(opened, {"ed_assault": PATIENTS[:5]}, audience="partner")
    assert all(row["saved"].mark == "c" for row in few["saved_health"])
    assert "£" not in safe.headline


def given(tmp_path, years):
    path = tmp_path / "deflators.csv"
    path.write_text(f"year,index\n{years}\n", encoding="utf-8")
    cited = Citation("Deflators", "A publisher", "", "x", dt.date(2026, 1, 1), "unverified")
    return {"deflators": read_supplied(path, "deflators", citation=cited)}


@pytest.fixture
def deflators(tmp_path):
    """Round invented numbers, so that 2015-16 to 2024-25 is times 1.5."""
    return given(tmp_path, "2015-16,80\n2024-25,120")


def test_prices_of_another_year_are_by_the_deflators_supplied(opened, deflators, tmp_path):
    found, safe = rows(opened, {"ed_assault": PATIENTS}, prices="2024-25", supplied=deflators)
    cost = by_cost(found["saved_health"])
    assert cost["Treatment"]["unit"].value == 1_380  # 920 × 120 / 80
    assert cost["Treatment"]["saved"].value == 69_000
    assert safe.headline.count("; prices of 2024-25.")
    assert any("brought to them by: Deflators (A publisher" in line for line in safe.caveats)
    calendar = given(tmp_path, "2003,60\n2024,120")  # the older series is in prices of 2003
    old, _ = rows(
        opened, {"ed_assault": PATIENTS}, prices="2024", costs="2003-04", supplied=calendar
    )
    assert (
        by_cost(old["saved_health"])["Treatment"]["unit"].value == 2_696
    )  # 2 × 8,853 × 1,719 / 11,289


def test_without_a_year_the_costs_own_prices_are_said(opened, deflators):
    _, safe = rows(opened, {"ed_assault": PATIENTS}, supplied=deflators)
    assert safe.headline.count("; prices of 2015-16.")
    _, old = rows(opened, {"ed_assault": PATIENTS}, costs="2003-04")
    assert old.headline.count("; prices of 2003.")
    assert any(line.endswith("in prices of 2003, their own.") for line in old.caveats)


@pytest.mark.parametrize("year", ["2024-25", "1999"])
def test_a_year_without_a_deflator_is_refused(opened, deflators, year):
    given = deflators if year == "1999" else None
    with pytest.raises(UsageRefusal, match="No deflator is known"):
        rows(opened, {"ed_assault": PATIENTS}, prices=year, supplied=given)


@pytest.mark.parametrize(
    "row",
    [
        "2015-16,0",
        "2015-16,-1",
        "2015-16,inf",
        "15-16,80",
        "2015-16,",
        "2015,1\n2015,2",
        "2015,1\n2015-16,2",
    ],
)
def test_a_deflator_that_cannot_be_is_refused(tmp_path, row):
    path = tmp_path / "deflators.csv"
    path.write_text(f"year,index\n{row}\n", encoding="utf-8")
    with pytest.raises(InputRefusal):
        read_supplied(path, "deflators", citation=None)


def test_a_multiplier_is_the_askers_and_is_said(opened):
    found, safe = rows(opened, {"ed_assault": PATIENTS}, multiplier=2.0)
    assert by_cost(found["saved_health"])["Treatment"]["saved"].value == 92_000
    assert any("multiplier" in line for line in safe.caveats)


def test_a_crime_without_a_word_on_injury_is_not_costed(opened):
    found, safe = rows(opened, {"police_street": [{"month": LAST}] * 40})
    assert not found
    assert any("not costed" in line for line in safe.caveats)


def test_the_fall_itself_moves_the_saving_most(opened):
    found, _ = rows(opened, {"ed_assault": PATIENTS})
    width = [row["saved_high"].value - row["saved_low"].value for row in found["drivers_health"]]
    assert width == sorted(width, reverse=True)
    assert len(width) == 3
    assert {row["saved"].value for row in found["drivers_health"]} == {290_000}


def test_cash_time_and_harm_are_told_apart_and_summed_only_where_they_may_be(opened):
    cost = by_cost(rows(opened, {"ed_assault": PATIENTS})[0]["saved_health"])
    # 50 × (920 + 1,130 + 990 + 370) = 170,500; lost output and precautions are the rest.
    assert cost[savings.OF_IT]["saved"].value == 170_000  # to three figures, half to even
    assert cost[savings.OF_IT]["cash"].value == ""
    assert cost["Treatment"]["cash"].value == "In part, and in time"
    assert cost["Lost output"]["cash"].value == "No: time or capacity"
    assert cost[savings.INTANGIBLE]["cash"].value == savings.NO_MONEY
    assert {row["bearer"].value for row in cost.values() if not row["cash"].value} == {
        "All of these"
    }


@pytest.mark.parametrize(
    "options", [{"reduction": 0.0}, {"reduction": 101.0}, {"multiplier": 0.5}, {"costs": "1999"}]
)
def test_what_makes_no_sense_is_refused(opened, options):
    with pytest.raises(UsageRefusal):
        savings.run(opened({"ed_assault": PATIENTS}), Options(**options))


@pytest.mark.parametrize("name", ["2015-16", "2003-04"])
def test_every_cost_says_who_bears_it_and_whether_it_was_checked(name):
    series = read_series(name)
    costs = [cost for kind in series.by_kind.values() for cost in kind]
    assert all(cost.title and cost.bearer and cost.pounds > 0 for cost in costs)
    assert [cost.tangible for cost in series.by_kind["with_injury"]].count(False) == 1
    assert any(citation.status == "unverified" for citation in series.citations)
