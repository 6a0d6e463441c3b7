"""Factors of areas on an invented ground where one factor doubles the rate and one does nothing."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
import shapely

from watchward.analysis import drivers
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.errors import UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.geography.population import COLUMNS, Population
from watchward.geography.supplied_file import read_supplied
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("Made up", "A test", "", "OGL", dt.date(2024, 1, 1), "unverified")
MANY = 48
CODES = tuple(f"E{k:02}" for k in range(MANY))
SQUARES = [shapely.box(x, y, x + 1000, y + 1000) for x, y in
           ((1000 * (k % 8), 1000 * (k // 8)) for k in range(MANY))]  # fmt: skip
AREAS = Boundaries("squares", "2024", CODES, CODES, np.array(SQUARES), CITED)
PEOPLE = Population(
    "2024",
    2024,
    CITED,
    pl.DataFrame([(c, "", 0, 200, 1000) for c in CODES], schema=COLUMNS, orient="row"),
)


def ground(tmp_path, *, name="premises", codes=CODES):
    """Odd areas have the factor and 8 records, even ones 4: a relative risk of 2 for a step."""
    path = tmp_path / "factors.csv"
    rows = ["area,name,factor,value"]
    for k, code in enumerate(codes):
        rows += [f"{code},x,{name},{k % 2}", f"{code},x,transport,{(k // 2) % 2}"]
    path.write_text("\n".join(rows), "utf-8")
    return {"area-factors": read_supplied(path, "area-factors", citation=CITED)}


def crimes():
    return [
        {"month": LAST, "offence_group": "robbery", "domestic": "no", "place_precision": "snapped",
         "easting": 1000 * (k % 8) + 500, "northing": 1000 * (k // 8) + 500}
        for k in range(MANY)
        for _ in range(8 if k % 2 else 4)
    ]  # fmt: skip


def test_a_factor_that_doubles_the_rate_and_one_that_does_nothing(opened, tmp_path):
    tables = opened(
        {"police_incident": crimes()},
        boundaries=AREAS,
        population=PEOPLE,
        supplied=ground(tmp_path),
    )
    result = drivers.run(tables, Options())
    risks, checks = result.tables
    found = {row[0]: row[1:] for row in risks.rows}
    assert found["premises"][0] == "1.41"  # a step of two standard deviations doubles: root of 2
    assert found["premises"][3] == "goes with more"
    assert found["transport"][0] == "1.00"
    assert found["transport"][3] == "not shown"
    assert checks.rows[0][1] == "48"
    assert int(str(checks.rows[1][1])) > 90
    said = protect_result(result, audience="analyst", say=drivers.say).headline
    assert "premises (1.41)" in said
    assert "no cause" in said


@pytest.mark.parametrize("name", ["ethnicity", "Minority ethnic share", "racial_mix", "muslim"])
def test_ethnicity_is_never_a_predictor(opened, tmp_path, name):
    tables = opened(
        {"police_incident": crimes()},
        boundaries=AREAS,
        population=PEOPLE,
        supplied=ground(tmp_path, name=name),
    )
    with pytest.raises(UsageRefusal, match="never predictors"):
        drivers.run(tables, Options())


def test_too_few_areas_are_not_fitted(opened, tmp_path):
    tables = opened(
        {"police_incident": crimes()},
        boundaries=AREAS,
        population=PEOPLE,
        supplied=ground(tmp_path, codes=CODES[:30]),
    )
    result = drivers.run(tables, Options())
    assert result.tables == ()
    assert "18 areas" in " ".join(result.caveats)
