"""Places, areas and cells of a small invented ground, counted by hand."""

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
import shapely

from watchward.analysis import hot_spots
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.errors import UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.geography.places import Places
from watchward.geography.population import of_boundaries
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
WEST, EAST = shapely.box(0, 0, 3000, 3000), shapely.box(3000, 0, 6000, 3000)
AREAS = Boundaries("two", "2024", ("W", "E"), ("West", "East"), np.array([WEST, EAST]), CITED)
PLACES = Places(
    pl.DataFrame(
        {
            "place_id": ["1", "2"],
            "name": ["Old Square", "New Square"],
            "kind": ["street", "street"],
            "easting": [1050, 4050],
            "northing": [1050, 1050],
            "radius_m": [100, 100],
        }
    )
)


def patient(east, north=1050, *, month=LAST, **more):
    place = {"easting": east, "northing": north, "place_precision": "snapped"}
    return {"month": month, **(place if east else {"place_precision": "none"}), **more}


def table(result, name):
    return next((one for one in result.tables if one.name == name), None)


def asked(opened, records, **more):
    return hot_spots.run(opened(records, boundaries=AREAS, places=PLACES, **more), Options())


def year(records, months=24):
    """The same records in each of so many months up to the last."""
    return [{**one, "month": LAST - back} for back in range(months) for one in records]


def test_sides_stand_side_by_side_and_homes_are_in_areas_only(opened):
    patients = year(
        [
            patient(1050, relationship="stranger"),
            patient(1050, relationship="partner_or_ex"),
            patient(1050, relationship="unknown", location_type="own_home"),
            patient(4050),
            patient(None),
        ]
    )
    crimes = year(
        [
            patient(4050, offence_group="robbery", domestic="no"),
            patient(4050, offence_group="burglary"),
        ]
    )
    result = asked(opened, {"ed_assault": patients, "police_incident": crimes})
    # columns: police, police before, health, health before
    assert table(result, "areas").rows == (
        ("W", "West", 0, 0, 36, 36),
        ("E", "East", 12, 12, 12, 12),
    )
    assert table(result, "places").rows == (
        ("New Square", 12, 12, 12, 12),
        ("Old Square", 0, 0, 12, 12),
    )
    assert table(result, "coverage").rows == (
        ("police_incident", "Police recorded crimes and incidents", 12, 12),
        ("ed_assault", "Emergency department assault attendances", 60, 48),
    )


def test_the_year_before_is_not_given_where_a_month_is_missing(opened):
    patients = [one for one in year([patient(1050)]) if one["month"] != LAST - 20]
    result = asked(opened, {"ed_assault": patients})
    assert table(result, "areas").rows == (("W", "West", 12, None), ("E", "East", 0, None))


def test_a_planted_hot_spot_is_hot_and_even_ground_is_not(opened):
    rng = np.random.default_rng(1)
    even = [
        patient(int(e) // 100 * 100 + 50, int(n) // 100 * 100 + 50)
        for e, n in zip(rng.uniform(0, 6000, 300), rng.uniform(0, 3000, 300), strict=True)
    ]
    planted = [patient(1050) for _ in range(40)]
    cells = table(asked(opened, {"ed_assault": even + planted}), "cells")
    names = [column.name for column in cells.columns]
    assert names == ["cell", "near", "health_class", "health"]
    hot = {row[0] for row in cells.rows}
    assert "E1000N1000" in hot
    assert hot <= {f"E{e}N{n}" for e in (800, 1000, 1200) for n in (800, 1000, 1200)}
    assert {row[1] for row in cells.rows} == {"Old Square"}
    assert all(row[2] == "hot" and row[3] >= 40 for row in cells.rows)
    assert table(asked(opened, {"ed_assault": even}), "cells").rows == ()


def test_a_few_records_are_never_hot(opened):
    cells = table(asked(opened, {"ed_assault": [patient(1050) for _ in range(7)]}), "cells")
    assert cells.rows == ()


def test_the_map_has_areas_hot_cells_and_named_points_in_whole_metres(opened):
    records = [patient(1050) for _ in range(40)] + [patient(5550, 2550)]
    result = asked(opened, {"ed_assault": records})
    features = result.areas["features"]
    kinds = [feature["properties"]["kind"] for feature in features]
    assert kinds.count("area") == 2
    assert kinds.count("cell") == len(table(result, "cells").rows) > 0
    (point,) = (one for one in features if one["properties"]["kind"] == "place")
    assert point["properties"]["name"] == "Old Square"
    assert point["geometry"]["coordinates"] == [1050, 1050]
    numbers = np.concatenate(
        [
            np.ravel(one["geometry"]["coordinates"])
            for one in features
            if one["properties"]["kind"] != "place"
        ]
    )
    assert np.issubdtype(numbers.dtype, np.integer)


STREET = {"crime_type": "Violence and sexual offences", "place_precision": "snapped"}


def test_street_files_are_counted_by_their_own_areas_and_points(opened):
    points = [
        {**STREET, "area": "W", "place_name": "On or near Pub", "easting": 10, "northing": 10},
        {**STREET, "area": "W", "place_name": "On or near Pub", "easting": 20, "northing": 20},
        {**STREET, "area": "Z", "place_name": "No Location", "easting": 30, "northing": 30},
        {**STREET, "area": None, "place_name": None, "place_precision": "none"},
    ]
    result = asked(opened, {"police_street": year(points, 12)})
    assert table(result, "cells") is None
    areas = table(result, "areas")
    assert areas.title == "Violence and sexual offences by published area"
    assert [(row[0], row[3], row[4]) for row in areas.rows] == [
        ("E", 0, None),
        ("W", 24, None),
        ("Z", 12, None),
    ]
    assert table(result, "places").rows == (
        ("On or near Pub (West)", 12, None),
        ("On or near Pub (West), point 2", 12, None),
    )
    # three of four have coordinates
    assert table(result, "coverage").rows[0][2:] == (48, 36)


def test_street_files_are_never_set_beside_health(opened):
    street = year([{**STREET, "area": "W"}], 12)
    result = asked(opened, {"police_street": street, "ed_assault": year([patient(1050)], 12)})
    for one in result.tables:
        sets = {column.dataset for column in one.columns if column.role == "count"}
        assert sets in ({"police_street"}, {"ed_assault"}, {""}), one.name
    assert [row[0] for row in table(result, "street_areas").rows] == ["E", "W"]
    assert "not set beside" in result.not_comparable[0]


def test_a_cell_is_whole_hundreds_of_metres(opened):
    tables = opened({"ed_assault": [patient(1050)]})
    with pytest.raises(UsageRefusal, match="hundreds"):
        hot_spots.run(tables, Options(cell_metres=250))


def test_without_areas_or_a_gazetteer_it_says_what_is_missing(opened):
    result = hot_spots.run(opened({"ed_assault": [patient(1050)]}), Options())
    assert [one.name for one in result.tables] == ["cells", "coverage"]
    assert sum("have been added" in said for said in result.caveats) == 2


def test_strips_give_the_points_that_one_question_gives(opened, monkeypatch):
    """A point on the line between two strips is in one of them, and once."""
    from watchward.engine import where
    from watchward.engine.asked import ask_of

    patients = [patient(1000 + 250 * east, 1050) for east in range(9) for _ in range(east + 1)]
    tables = opened({"ed_assault": year(patients, months=13)}, boundaries=AREAS, places=PLACES)
    asked = ask_of(tables, Options())
    whole = where.points_of(tables, asked, "health", since=asked.before)
    monkeypatch.setattr(where, "STRIP", 50)
    strips = where.points_of(tables, asked, "health", since=asked.before)
    assert whole.easting.tolist() == [1000 + 250 * east for east in range(9)]
    for name in ("easting", "northing", "at_home", "records", "before"):
        assert getattr(strips, name).tolist() == getattr(whole, name).tolist()
    assert sum(strips.records) == 12 * 45


def test_what_policing_itself_makes_is_in_no_map(opened):
    crimes = [
        {"month": LAST, "category": kind, "easting": 1050, "northing": 1050,
         "place_precision": "exact"}
        for kind in ["assault"] * 30 + ["weapon_possession"] * 70
    ]  # fmt: skip
    tables = opened({"partnership_incident": crimes}, boundaries=AREAS, places=PLACES)
    result = hot_spots.run(tables, Options())
    assert [row[2] for row in table(result, "areas").rows] == [30, 0]
    assert table(result, "places").rows[0][1] == 30
    found = [
        {"month": LAST, "offence_group": kind, "easting": 1050, "northing": 1050,
         "place_precision": "exact", "domestic": "no"}
        for kind in ["robbery"] * 10 + ["weapon_possession", "drugs"] * 20
    ]  # fmt: skip
    police = hot_spots.run(opened({"police_incident": found}, boundaries=AREAS), Options())
    assert [row[2] for row in table(police, "areas").rows] == [10, 0]


BOX = Boundaries("one", "2024", ("W",), ("West",), np.array([shapely.box(0, 0, 5999, 5999)]), CITED)
WIDE = [
    {"month": LAST, "offence_group": kind, "domestic": "no", "place_precision": "exact"}
    | {"easting": 200 * i + 100, "northing": 200 * j + 100}
    for i in range(30)
    for j in range(30)
    for kind in ("robbery", "burglary")
]


def on_square(kind, many):
    """More of a kind in the cell at 3,000 m each way."""
    place = {"easting": 3100, "northing": 3100, "place_precision": "exact"}
    return [{"month": LAST, "offence_group": kind, "domestic": "no", **place}] * many


@pytest.mark.parametrize(
    ("burglaries", "living", "said"), [(0, 1, "more"), (60, 10**6, "not more")]
)
def test_hot_cells_are_set_beside_residents_and_other_incidents(opened, burglaries, living, said):
    """Sixty robberies on even ground: all who live there, or as many burglaries, explain them."""
    records = WIDE + on_square("robbery", 60) + on_square("burglary", burglaries)
    inner = shapely.box(2801, 2801, 3399, 3399)
    boxes = np.array([inner, BOX.polygons[0].difference(inner)])
    areas = Boundaries("two", "2024", ("I", "O"), ("In", "Out"), boxes, CITED)
    peopled = of_boundaries(replace(areas, populations={"I": living, "O": 1000}))
    tables = opened({"police_incident": records}, boundaries=areas, population=peopled)
    found = hot_spots.run(tables, Options())
    explained = table(found, "explained")
    names = [column.name for column in explained.columns]
    middle = next(row for row in explained.rows if row[0] == "E3000N3000")
    told = dict(zip(names, middle, strict=True))
    assert told["police_residents_class"] == told["police_others_class"] == said
    assert told["police"] == 60 + 9
    assert len(explained.rows) == len(table(found, "cells").rows)
    for audience, shown in (("analyst", True), ("partner", False)):
        safe = protect_result(found, audience=audience, say=hot_spots.say)
        assert any(one.name == "explained" for one in safe.tables) is shown


def test_without_residents_and_other_incidents_nothing_is_set_beside(opened):
    robberies = [one for one in WIDE if one["offence_group"] == "robbery"]
    found = hot_spots.run(
        opened({"police_incident": robberies + on_square("robbery", 60)}, boundaries=BOX), Options()
    )
    assert table(found, "cells").rows
    assert table(found, "explained") is None


def test_one_brawl_of_many_victims_is_not_hot_by_its_records(opened):
    """Twelve victims at one place: of twelve nights they are hot, of one night they are not."""
    nights = [
        {"month": LAST, "easting": 3100, "northing": 3100, "place_precision": "exact", "day": day}
        for day in range(12)
    ]
    robbed = [{"offence_group": "robbery", "domestic": "no", **one} for one in nights]
    brawl = [{**one, "day": 0} for one in robbed]
    spread = [{**one, "day": k % 300} for k, one in enumerate(WIDE[::30])]
    for records, hot in ((robbed, True), (brawl, False)):
        tables = opened({"police_incident": spread + records}, boundaries=BOX)
        assert bool(table(hot_spots.run(tables, Options()), "cells").rows) is hot
