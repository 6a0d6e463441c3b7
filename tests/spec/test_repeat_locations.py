"""Places of a small invented ground with one, two and more events, counted by hand."""

import datetime as dt

import numpy as np
import polars as pl
import shapely

from watchward.analysis import repeat_locations
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.geography.areas import Boundaries
from watchward.geography.places import COLUMNS, Places
from watchward.reference import Citation

LAST = 2024 * 12 + 11
DAY = 20_058  # 1 December 2024
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
STRIPS = np.array([shapely.box(1000 * k, 0, 1000 * (k + 1), 1000) for k in range(4)])
AREAS = Boundaries("strips", "2024", ("A", "B", "C", "D"), ("Aa", "Bb", "Cc", "Dd"), STRIPS, CITED)
SQUARE = Places(
    pl.DataFrame([("P1", "Square", "street", 500, 500, 100)], schema=COLUMNS, orient="row")
)


def crime(east, day=0, **more):
    place = {"easting": east, "northing": 500, "place_precision": "exact", "domestic": "no"}
    return {"month": LAST, "day": DAY + day, "offence_group": "robbery", **place, **more}


CRIMES = [
    *(crime(500, day) for day in (0, 0, 7, 29)),  # three events; gaps 7, 22
    *(crime(1500, day) for day in (1, 30)),  # gap 29
    crime(2500),
    crime(2600),
    crime(500, domestic="yes"),
    crime(500, place_precision="area"),
    crime(500, month=LAST - 12),
    crime(500, offence_group="burglary"),
]


def rows(result, name):
    return next(one for one in result.tables if one.name == name).rows


def test_places_with_several_are_counted_beside_chance(opened):
    tables = opened({"police_incident": CRIMES}, boundaries=AREAS, places=SQUARE)
    result = repeat_locations.run(tables, Options())
    often = {row[:2]: row[2:] for row in rows(result, "often_police")}
    # 4 points, 7 events of 8 records: two of them with 3 and 2.
    assert often[("points", "2 events")][:2] == (2, "4")
    assert often[("points", "2 events")][3:5] == (5, 7)
    assert often[("points", "3 events")][0] == 1
    # Areas: 3, 2, 2 and 0: three of four; by chance 4 (1 − 2¾ e^−1¾) = 2.1 with 1 − e^−1¾ = 83 %.
    assert often[("areas", "2 events")] == (3, "4", "2.1", 7, 7, "83")
    assert often[("named places", "3 events")][0] == 1
    most = rows(result, "most_police")
    assert most == (
        ("named places", "P1", "Square", 3),
        ("areas", "A", "Aa", 3),
        ("areas", "B", "Bb", 2),
        ("areas", "C", "Cc", 2),
    )
    assert rows(result, "placed")[0][2:] == (10, 8)


def test_records_of_one_brawl_repeat_nothing(opened):
    """A hundred brawls of three victims, each at a place of its own; without a day each counts."""
    brawls = [crime(100 * k) for k in range(100) for _ in range(3)]
    result = repeat_locations.run(opened({"police_incident": brawls}), Options())
    often = {row[:2]: row[2] for row in rows(result, "often_police")}
    assert often[("points", "2 events")] == 0
    assert any("300 records are 100 events" in one for one in result.caveats)
    undated = [{name: one[name] for name in one if name != "day"} for one in brawls]
    result = repeat_locations.run(opened({"police_incident": [*undated, crime(9)]}), Options())
    often = {row[:2]: row[2] for row in rows(result, "often_police")}
    assert often[("points", "3 events")] == 100


def test_the_time_to_the_next_is_told_in_days_or_in_months(opened):
    result = repeat_locations.run(opened({"police_incident": CRIMES}), Options())
    soon = {row[0]: row[1] for row in rows(result, "soon_police")}
    assert list(soon.values()) == [1, 1, 1, 0]
    street = {"easting": 10, "northing": 20, "place_precision": "snapped"}
    violent = {"crime_type": "Violence and sexual offences", **street}
    months = [{"month": LAST - back, **violent} for back in (0, 0, 1, 6)]
    result = repeat_locations.run(opened({"police_street": months}), Options())
    assert [row[1] for row in rows(result, "soon_police")] == [1, 1, 0, 1]


def test_it_is_said_to_analysts_and_nobody_else(opened):
    quiet = [crime(east) for east in range(3000, 3400, 10)]
    crimes = [*CRIMES, *quiet, *(crime(1500, day) for day in range(2, 10))]
    result = repeat_locations.run(opened({"police_incident": crimes}), Options())
    safe = protect_result(result, audience="analyst", say=repeat_locations.say)
    assert safe.headline.startswith("In police records, 24 % of events are at points with 3 or")
    assert protect_result(result, audience="partner", say=repeat_locations.say).tables == ()
    assert repeat_locations.say({}, "12 months").startswith("Too little")
