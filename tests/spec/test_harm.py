"""Harm by a supplied index: weights times counts, by hand; and that nothing is said without one."""

import datetime as dt

import pytest

from watchward.analysis import harm
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.errors import InputRefusal
from watchward.geography.supplied_file import read_supplied
from watchward.maths.standardise import direct
from watchward.reference import Citation

CITED = Citation("An index", "A publisher", "", "OGL", dt.date(2026, 1, 2), "unverified")
MONTH = 2024 * 12 + 5
WEIGHTS = "offence_group,homicide,1000\noffence_group,robbery,100\n"  # made up for the test


def index(tmp_path, rows=WEIGHTS):
    path = tmp_path / "index.csv"
    path.write_text("of,code,weight\n" + rows, "utf-8")
    return {"harm-index": read_supplied(path, "harm-index", citation=CITED)}


def crimes(*groups, month=MONTH):
    return [{"month": month, "offence_group": group} for group in groups]


def test_weights_times_counts_by_kind_and_month(opened, tmp_path):
    records = crimes("homicide", *["robbery"] * 4, "violence_with_injury", "burglary")
    records += crimes("robbery", month=MONTH - 1)
    tables = opened({"police_incident": records}, supplied=index(tmp_path))
    result = harm.run(tables, Options())
    kinds, months = result.tables
    assert [(row[0], row[1], row[2], row[3], row[6]) for row in kinds.rows] == [
        ("Homicide", 1, "1000", "1,000", "67"),
        ("Robbery", 5, "100", "500", "33"),
        ("No weight in the index", 1, "", "", ""),  # a burglary is no violence
    ]
    assert [row[:3] for row in months.rows] == [(MONTH - 1, 1, "100"), (MONTH, 5, "1,400")]
    exact = (100 * 1.623, 100 * 11.668)  # printed limits of a Poisson count of 5
    assert kinds.rows[1][4:6] == tuple(f"{end:,.0f}" for end in exact)
    low, high = direct([1, 4], [1, 1], [1000, 100], per=1100)[1:]
    assert months.rows[1][3:] == (f"{low:,.0f}", f"{high:,.0f}")
    assert result.caveats[-1] == "Weights: An index (A publisher, OGL)."
    safe = protect_result(result, audience="analyst", say=harm.say)
    assert "67 % of the harm is in: Homicide" in safe.headline
    assert harm.ABOUT.analysts_only
    assert protect_result(result, audience="partner").tables == ()


def test_codes_are_preferred_to_groups_where_the_index_has_both(opened, tmp_path):
    both = index(tmp_path, WEIGHTS + "offence_code,8N,20\n")
    records = [{"month": MONTH, "offence_group": "robbery", "offence_code": "8N"}]
    (kinds, _) = harm.run(opened({"police_incident": records}, supplied=both), Options()).tables
    assert kinds.rows[0][1:4] == (1, "20", "20")


def test_without_an_index_nothing_is_weighed(opened):
    result = harm.run(opened({"police_incident": crimes("robbery")}), Options())
    assert result.tables == ()
    assert result.caveats[-1] == harm.NO_INDEX
    assert "No index" in harm.say({}, result.window)


@pytest.mark.parametrize(
    "row", ["offence_group,robbery,-1", "colour,red,1", "offence_group,,1", "offence_group,a,much"]
)
def test_weights_that_cannot_be_are_refused(tmp_path, row):
    with pytest.raises(InputRefusal, match="row 2"):
        index(tmp_path, row + "\n")
