"""Where the sides part on a small invented ground, counted by hand."""

import datetime as dt

import numpy as np
import polars as pl
import shapely

from watchward.analysis import hidden_places
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.geography.areas import Boundaries
from watchward.geography.places import Places
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
STRIPS = [shapely.box(2000 * k, 0, 2000 * (k + 1), 2000) for k in range(3)]
AREAS = Boundaries("strips", "2024", ("A", "B", "C"), ("Ay", "Bee", "Cee"), np.array(STRIPS), CITED)
SQUARE = {"place_id": ["1"], "name": ["Hidden Square"], "kind": ["street"]}
PLACES = Places(pl.DataFrame({**SQUARE, "easting": [1100], "northing": [1100], "radius_m": [100]}))


def record(strip, **more):
    place = {"easting": 2000 * strip + 1050, "northing": 1050, "place_precision": "snapped"}
    return {"month": LAST, **place, **more}


def held(health, police):
    patients = [record(k, relationship="stranger") for k, n in enumerate(health) for _ in range(n)]
    crimes = [record(k, offence_group="robbery", domestic="no")
              for k, n in enumerate(police) for _ in range(n)]  # fmt: skip
    return {"ed_assault": patients, "police_incident": crimes}


def test_places_are_held_against_the_whole_ground(opened):
    tables = opened(held((60, 44, 3), (10, 52, 40)), boundaries=AREAS, places=PLACES)
    result = hidden_places.run(tables, Options())
    areas, cells, _ = result.tables
    assert areas.rows == (
        ("A", "Ay", "health sees more", 10, 60),
        ("B", "Bee", "alike", 52, 44),
        ("C", "Cee", "police see more", 40, 3),
    )
    # Nine cells round each point hold all of its records; those of A are named for the square.
    seen = {(row[1], *row[2:]) for row in cells.rows}
    assert ("Hidden Square", "health sees more", 10, 60) in seen
    assert ("", "police see more", 40, 3) in seen
    assert len([row for row in cells.rows if row[2] == "health sees more"]) == 9


def test_what_happened_at_home_is_left_out(opened):
    records = held((60, 44, 3), (10, 52, 40))
    records["ed_assault"] += [record(2, relationship="partner_or_ex") for _ in range(90)]
    records["ed_assault"] += [record(2, location_type="own_home") for _ in range(90)]
    areas = hidden_places.run(opened(records, boundaries=AREAS), Options()).tables[0]
    assert areas.rows[2][3:] == (40, 3)


def test_one_side_alone_is_not_compared(opened):
    records = {"ed_assault": held((60, 0, 0), ())["ed_assault"]}
    result = hidden_places.run(opened(records, boundaries=AREAS), Options())
    assert [table.name for table in result.tables] == ["coverage"]
    assert "Both health and police are needed" in result.caveats[-1]
    assert "cannot be set beside" in hidden_places.say({}, "12 months")


def test_areas_are_judged_again_without_patients_whose_place_is_not_sure(opened):
    records = held((6, 44, 3), (10, 52, 40))
    doubtful = [record(0, relationship="stranger", place_confidence="low") for _ in range(52)]
    doubtful += [record(0, relationship="stranger", place_confidence="medium") for _ in range(2)]
    at_home = [record(1, relationship="partner_or_ex", place_confidence="low") for _ in range(9)]
    given = [record(1, relationship="stranger", place_confidence="high") for _ in range(1)]
    records["ed_assault"] += [*doubtful, *at_home, *given]
    result = hidden_places.run(opened(records, boundaries=AREAS), Options())
    areas, sure = result.tables[:2]
    assert areas.rows[0] == ("A", "Ay", "health sees more", 10, 60)
    assert sure.name == "sure"
    assert sure.rows == (("A", "Ay", "alike", "no", 54),)  # 6 to 10 is as 48 to 92 elsewhere
    safe = protect_result(result, audience="analyst", say=hidden_places.say)
    assert "(1 of 3 areas)" in safe.headline
    assert "place is not sure 0 of them stay so" in safe.headline
    surely = hidden_places.run(opened(held((60, 44, 3), (10, 52, 40)), boundaries=AREAS), Options())
    assert "sure" not in {table.name for table in surely.tables}


def test_places_without_a_name_are_counted_in_the_sentence(opened):
    tables = opened(held((60, 44, 3), (10, 52, 40)), boundaries=AREAS)
    result = hidden_places.run(tables, Options())
    safe = protect_result(result, audience="analyst", say=hidden_places.say)
    hidden = sum(row[hidden_at(result)] == "health sees more" for row in result.tables[1].rows)
    assert f"near no named place: {hidden}." in safe.headline
    named = opened(held((60, 44, 3), (10, 52, 40)), boundaries=AREAS, places=PLACES)
    told = protect_result(
        hidden_places.run(named, Options()), audience="analyst", say=hidden_places.say
    )
    assert "Hidden Square" in told.headline


def hidden_at(result):
    names = [column.name for column in result.tables[1].columns]
    return names.index("class")
