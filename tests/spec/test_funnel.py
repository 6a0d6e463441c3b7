"""Areas of equal residents against the common rate; limits by Poisson tables and by hand."""

import datetime as dt

import numpy as np
import polars as pl
import shapely

from watchward.analysis import funnel
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.geography.areas import Boundaries
from watchward.geography.population import COLUMNS, Population
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("Estimates", "ONS", "x", "OGL", dt.date(2024, 1, 1), "unverified")
CODES = tuple("ABCDEFGHIJKL")
STRIPS = [shapely.box(2000 * k, 0, 2000 * (k + 1), 2000) for k in range(12)]
AREAS = Boundaries("strips", "2024", CODES, CODES, np.array(STRIPS), CITED)


def residents(of=CODES):
    rows = [(code, "", 0, 200, 1000) for code in of]
    return Population("2024", 2024, CITED, pl.DataFrame(rows, schema=COLUMNS, orient="row"))


def crimes(counts):
    return [
        {"month": LAST, "offence_group": "robbery", "easting": 2000 * k + 1050, "northing": 1050,
         "place_precision": "snapped", "domestic": "no"}
        for k, n in enumerate(counts)
        for _ in range(n)
    ]  # fmt: skip


def test_limits_are_exact_poisson_where_areas_vary_by_chance_alone(opened):
    records = {"police_incident": crimes([10] * 11 + [10])}
    result = funnel.run(opened(records, boundaries=AREAS, population=residents()), Options())
    (table,) = result.tables
    assert {row[2] for row in table.rows} == {"like the others"}
    # A Poisson count of mean 10: quantiles 4 and 17 (95 %), 2 and 21 (99.8 %).
    assert table.rows[0][5:] == ("10.0", "1.00", "0.48", "1.84", "0.40", "1.70", "0.20", "2.10")
    assert "0.0 times" in " ".join(result.caveats)


def test_one_area_far_above_and_the_spread_between_the_rest(opened):
    records = {"police_incident": crimes([10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10, 70])}
    result = funnel.run(opened(records, boundaries=AREAS, population=residents()), Options())
    (table,) = result.tables
    assert [row[0] for row in table.rows if row[2] == "far above the others"] == ["L"]
    assert table.rows[11][3:5] == (70, "1,000")
    assert table.rows[11][5:7] == ("15.0", "4.67")  # 180 records over 12 areas alike
    safe = protect_result(result, audience="analyst", say=funnel.say)
    assert "L lies beyond the outer limits" in safe.headline
    assert protect_result(result, audience="partner").tables == ()


def test_without_residents_of_every_area_there_is_no_funnel(opened):
    records = {"police_incident": crimes([10] * 12)}
    for people in (None, residents(CODES[:-1])):
        result = funnel.run(opened(records, boundaries=AREAS, population=people), Options())
        assert result.tables == ()
        assert "esidents" in result.caveats[-1]
    assert "no area can be held" in funnel.say({}, "12 months")


def test_areas_without_a_name_are_told_by_their_code(opened):
    unnamed = Boundaries("strips", "2024", CODES, ("",) * 12, np.array(STRIPS), CITED)
    records = {"police_incident": crimes([10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10, 70])}
    result = funnel.run(opened(records, boundaries=unnamed, population=residents()), Options())
    safe = protect_result(result, audience="analyst", say=funnel.say)
    assert "L lies beyond the outer limits" in safe.headline


def aged(counts):
    """Per area: young men, young women and old men hurt, in that order."""
    groups = (("16-17", "M"), ("16-17", "F"), ("65+", "M"))
    return [
        row | {"victim_age": age, "victim_sex": sex}
        for k, many in enumerate(counts)
        for (age, sex), n in zip(groups, many, strict=True)
        for row in crimes([0] * k + [n])
    ]


def make_up(areas):
    rows = [
        (code, sex, first, last, n)
        for code, many in areas.items()
        for (sex, first, last), n in zip(
            (("M", 16, 17), ("F", 16, 17), ("M", 65, 200)), many, strict=True
        )
    ]  # fmt: skip
    return Population("2024", 2024, CITED, pl.DataFrame(rows, schema=COLUMNS, orient="row"))


def test_rates_at_the_same_ages_and_sexes_by_hand(opened):
    # Both areas have the same rate in each group (young men 10 %, young women 5 %, old men 1 %);
    # B is older, so its plain rate is lower and its standardised one the same.
    lived = {"A": (1000, 1000, 1000), "B": (200, 200, 2600)} | dict.fromkeys(CODES[2:], (1, 1, 1))
    records = {"police_incident": aged([(100, 50, 10), (20, 10, 26)])}
    tables = opened(records, boundaries=AREAS, population=make_up(lived))
    result = funnel.run(tables, Options(months=12))
    (table,) = (one for one in result.tables if one.name == "alike_police")
    rows = {row[0]: row for row in table.rows}
    assert (rows["A"][2], rows["B"][2]) == (160, 56)
    assert (rows["A"][3], rows["B"][3]) == ("53.3", "18.7")
    standard = (1210 * 0.1 + 1210 * 0.05 + 3610 * 0.01) / 6030 * 1000
    assert float(rows["A"][4]) == float(rows["B"][4]) == round(standard, 1)
    assert rows["A"][5] < rows["A"][4] < rows["A"][6]
    # Foretold by the rates of all, the ten tiny areas among them: near 1 in both.
    assert (rows["A"][7], rows["B"][7]) == ("1.01", "1.01")


def test_without_ages_of_residents_nothing_is_standardised(opened):
    records = {"police_incident": aged([(10, 5, 1)] * 12)}
    result = funnel.run(opened(records, boundaries=AREAS, population=residents()), Options())
    assert [table.name for table in result.tables] == ["areas_police"]
