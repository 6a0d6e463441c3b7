"""Two lists whose pairs and totals are worked by hand; withheld where they are unlike."""

import datetime as dt
import json
from dataclasses import asdict

import numpy as np
import pytest
import shapely

from watchward.analysis import overlap
from watchward.contract.about import Options
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

JUNE = 2024 * 12 + 5
FIRST = (dt.date(2024, 6, 1) - dt.date(1970, 1, 1)).days
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
GROUND = Boundaries("g", "g", ("A",), ("A",), np.array([shapely.box(0, 0, 99_000, 9000)]), CITED)
ON = Options(months=1, linkage_approved=True)


def event(at, **more):
    """Each place is 1 km from the next: nothing pairs by chance, nor where dates are moved."""
    day = FIRST + 15
    when = {"month": JUNE, "day": day, "hour": 22, "night_of": day}
    who = {"victim_age": "18-24", "victim_sex": "male"}
    return {**when, **who, "easting": 500 + 1000 * at, "northing": 1000, **more}


def patient(at, **more):
    return event(at, **{"relationship": "stranger", **more})


def crime(at, **more):
    own = {"offence_group": "violence_with_injury", "domestic": "no"}
    return event(at, **{**own, **more})


def lists(*, patients=range(40), crimes=range(20, 80), **more):
    """40 patients and 60 crimes, 20 of them at one place on one night."""
    return {
        "ed_assault": [patient(at) for at in patients],
        "police_incident": [crime(at, **more) for at in crimes],
    }


def rows(result, name):
    return next(one.rows for one in result.tables if one.name == name)


def test_two_lists_and_those_on_both(opened):
    result = overlap.run(opened(lists(), boundaries=GROUND), ON)
    assert result.not_comparable == ()
    assert rows(result, "lists")[0][1:] == (40, 60, 20, 0, 0)
    independent = {row[0]: row[1] for row in rows(result, "independent")}
    assert independent == {"Chapman": 118, "Log-linear": 120}  # 41 × 61 / 21 - 1; 40 × 60 / 20
    found = {(odds, missed): total for odds, missed, total, *_ in rows(result, "range")}
    assert len(found) == 12
    assert found["1", "no pair missed"] == 120
    assert found["2", "no pair missed"] == 160  # 20 + 20 + 40 + 2 × 20 × 40 / 20
    assert found["0.5", "no pair missed"] == 100
    assert found["1", "25 % of pairs missed"] == 90  # 20 / 0.75 on both; 40 × 60 / 26.7
    assert all(table.analysts_only for table in result.tables)
    assert overlap.NOT_A_COUNT in result.caveats


def test_nothing_is_linked_unless_it_was_approved(opened):
    result = overlap.run(opened(lists(), boundaries=GROUND), Options(months=1))
    assert result.tables == ()
    assert result.not_comparable == ("Not available: linkage has not been approved.",)


@pytest.mark.parametrize(
    "more", [{"victim_sex": "female"}, {"northing": 1400}, {"night_of": FIRST + 16}]
)
def test_another_sex_place_or_night_makes_no_pair(opened, more):
    result = overlap.run(opened(lists(**more), boundaries=GROUND), ON)
    assert result.tables == ()
    assert "Fewer than 10 pairs" in result.not_comparable[0]


@pytest.mark.parametrize(
    ("records", "areas", "reason"),
    [
        (lists(), None, "No areas"),
        (lists(domestic=None), GROUND, "Domestic incidents are not marked"),
        (lists(victim_age=None), GROUND, "Age: not recorded by police"),
        (lists(victim_age="65+"), GROUND, "health has 18-24"),
        ({"ed_assault": lists()["ed_assault"]}, GROUND, "No source is held"),
    ],
)
def test_it_is_withheld_where_the_populations_differ_and_says_which(opened, records, areas, reason):
    result = overlap.run(opened(records, boundaries=areas), ON)
    assert result.tables == ()
    assert any(reason in said for said in result.not_comparable)


def test_no_pair_nor_row_can_be_had_from_the_result(opened, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    tables = opened(lists(), boundaries=GROUND)
    told = json.dumps([asdict(one) for one in overlap.run(tables, ON).tables])
    assert not [str(500 + 1000 * at) for at in range(80) if str(500 + 1000 * at) in told]
    assert all(len(one.rows) <= 12 for one in overlap.run(tables, ON).tables)
    assert not list(tmp_path.rglob("*"))
    assert caplog.text == ""
