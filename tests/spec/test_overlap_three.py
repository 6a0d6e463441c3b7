"""Three lists whose ways to be on them are worked by hand; withheld where they do not compare."""

import datetime as dt
import json
from dataclasses import asdict

import numpy as np
import pytest
import shapely

from watchward.analysis import overlap_three
from watchward.contract.about import Options
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

JUNE = 2024 * 12 + 5
FIRST = (dt.date(2024, 6, 1) - dt.date(1970, 1, 1)).days
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
WIDE = shapely.box(0, 0, 600_000, 9000)
GROUND = Boundaries("g", "g", ("A",), ("A",), np.array([WIDE]), CITED)
ON = Options(months=1, linkage_approved=True)
WAYS = {(1, 1, 1): 30, (1, 1, 0): 40, (1, 0, 1): 20, (1, 0, 0): 60}
WAYS |= {(0, 1, 1): 20, (0, 1, 0): 120, (0, 0, 1): 40}
LISTS = {
    "ed_assault": {"relationship": "stranger"},
    "police_incident": {"offence_group": "violence_with_injury", "domestic": "no"},
    "ambulance_call": {"call_category": "assault", "injured": "yes"},
}


def event(at, **more):
    """Each place is 1 km from the next: nothing pairs by chance."""
    day = FIRST + 15
    when = {"month": JUNE, "day": day, "hour": 22, "night_of": day}
    who = {"victim_age": "18-24", "victim_sex": "male"}
    return {**when, **who, "easting": 500 + 1000 * at, "northing": 1000, **more}


def lists(ways=WAYS, **changed):
    found, at = {name: [] for name in LISTS}, 0
    for way, many in ways.items():
        for _ in range(many):
            for on, (name, own) in zip(way, LISTS.items(), strict=True):
                if on:
                    found[name].append(event(at, **own | changed.get(name, {})))
            at += 1
    return found


def rows(result, name):
    return next(one.rows for one in result.tables if one.name == name)


def test_every_way_to_be_on_the_lists_is_counted_and_every_supported_model_told(opened):
    result = overlap_three.run(opened(lists(), boundaries=GROUND), ON)
    assert result.not_comparable == ()
    assert [row[1] for row in rows(result, "ways")] == list(WAYS.values())
    assert [row[1:] for row in rows(result, "pairs")] == [
        (70, 0, 70),  # hospital and police: 30 + 40
        (50, 0, 50),
        (50, 0, 50),
    ]
    low, high = rows(result, "span")[0][1:]
    told = rows(result, "models")
    assert low == min(row[2] for row in told)
    assert high == max(row[3] for row in told)
    assert 330 < low < high
    assert told[0][4] == "0.0"
    assert all(0 <= float(row[4]) <= 10 for row in told)
    assert all(table.analysts_only for table in result.tables)
    assert overlap_three.NOT_A_COUNT in result.caveats


def test_the_model_with_every_two_leaning_is_the_one_that_can_be_worked_by_hand(opened):
    """Saturated: unseen = n111 n100 n010 n001 / (n110 n101 n011)."""
    result = overlap_three.run(opened(lists(), boundaries=GROUND), ON)
    leaning = {row[0]: row[1] for row in rows(result, "models")}
    assert leaning["every two of them"] == 330 + 30 * 60 * 120 * 40 / (40 * 20 * 20)


def test_nothing_is_linked_unless_it_was_approved(opened):
    result = overlap_three.run(opened(lists(), boundaries=GROUND), Options(months=1))
    assert result.tables == ()
    assert result.not_comparable == ("Not available: linkage has not been approved.",)


FEW = {**WAYS, (0, 1, 1): 4}


@pytest.mark.parametrize(
    ("records", "areas", "reason"),
    [
        (lists(), None, "No areas"),
        (lists(FEW), GROUND, "Fewer than 5 events"),
        (lists(ambulance_call={"injured": None}), GROUND, "does not set injuries apart"),
        (lists(ambulance_call={"victim_age": None}), GROUND, "Age: not recorded by ambulance"),
        (lists(ambulance_call={"victim_age": "65+"}), GROUND, "ambulance has 65+"),
        ({**lists(), "ambulance_call": []}, GROUND, "No source is held"),
    ],
)
def test_it_is_withheld_where_the_lists_do_not_compare_and_says_why(opened, records, areas, reason):
    held = {name: found for name, found in records.items() if found}
    result = overlap_three.run(opened(held, boundaries=areas), ON)
    assert result.tables == ()
    assert any(reason in said for said in result.not_comparable)


def test_it_is_withheld_where_pairs_are_not_sure(opened):
    """All at a few places on one night: any two may be one event."""
    crowded = {
        name: [{**one, "easting": 500 + one["easting"] // 1000 % 3 * 400} for one in found]
        for name, found in lists().items()
    }
    result = overlap_three.run(opened(crowded, boundaries=GROUND), ON)
    assert result.tables == ()
    assert "may be false or missed" in result.not_comparable[0]


def test_no_pair_nor_row_can_be_had_from_the_result(opened, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    result = overlap_three.run(opened(lists(), boundaries=GROUND), ON)
    told = json.dumps([asdict(one) for one in result.tables])
    assert not [at for at in range(330) if str(500 + 1000 * at) in told]
    assert all(len(one.rows) <= 8 for one in result.tables)
    assert not list(tmp_path.rglob("*"))
    assert caplog.text == ""
