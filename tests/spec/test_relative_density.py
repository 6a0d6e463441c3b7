"""Knives, nights and residents of a small invented ground, compared by hand."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
import shapely
from scipy.stats import binomtest

from watchward.analysis import relative_density
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.geography.areas import Boundaries
from watchward.geography.population import of_boundaries
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
BOXES = np.array([shapely.box(1, 1, 1999, 1999), shapely.box(2001, 1, 3999, 1999)])
AREAS = Boundaries("two", "2024", ("W", "E"), ("West", "East"), BOXES, CITED)


def crime(east, *, weapon="bodily", hour=12, **more):
    place = {"easting": east, "northing": 1100, "place_precision": "exact", "domestic": "no"}
    told = {"offence_group": "robbery", "weapon": weapon, "hour": hour}
    return {"month": LAST, **place, **told, **more}


CRIMES = [
    *(crime(500, weapon="knife") for _ in range(20)),
    *(crime(500) for _ in range(10)),
    *(crime(3100, weapon="knife") for _ in range(10)),
    *(crime(3100, hour=23) for _ in range(60)),
]


def rows(result, name):
    table = next((one for one in result.tables if one.name == name), None)
    return {row[0]: row[1:] for row in table.rows} if table else {}


def test_knives_and_nights_are_held_against_the_rest(opened):
    result = relative_density.run(opened({"police_incident": CRIMES}, boundaries=AREAS), Options())
    knives = rows(result, "knife_police")
    # 30 knives to 70 others; in the west 20 to 10: 2 / (3 / 7) = 4.67 times the ground's.
    assert knives["E400N1000"][:5] == ("West", "more than its share", 20, 10, "4.67")
    assert knives["E3000N1000"][:4] == ("East", "less than its share", 10, 60)
    assert len(knives) == 18
    nights = rows(result, "night_police")
    assert nights["E400N1000"][1:4] == ("less than its share", 0, 30)
    assert rows(result, "injury_police") == {}  # none is an injury


def test_what_does_not_say_and_what_may_be_at_home_is_left_out(opened):
    more = [crime(500, weapon=None, hour=None)] * 30 + [crime(500, domestic="yes")] * 30
    tables = opened({"police_incident": CRIMES + more}, boundaries=AREAS)
    result = relative_density.run(tables, Options())
    assert rows(result, "knife_police")["E400N1000"][2:4] == (20, 10)


def test_areas_are_held_against_residents(opened):
    peopled = of_boundaries(replace(AREAS, populations={"W": 500, "E": 500}))
    tables = opened({"police_incident": CRIMES}, boundaries=AREAS, population=peopled)
    result = relative_density.run(tables, Options())
    found = rows(result, "residents_police")
    # 70 of 100 where half of the people live: 1.4 times the rate of all.
    assert found["E"][:5] == ("East", "more than its share", 70, "500", "1.40")
    low, high = binomtest(70, 100).proportion_ci(method="exact")
    assert found["E"][5:] == (f"{2 * low:.2f}", f"{2 * high:.2f}")
    assert found["W"][1] == "less than its share"
    assert any(one.startswith("Residents: ") for one in result.caveats)


@pytest.mark.parametrize("boundaries", [None, AREAS])
def test_what_cannot_be_compared_is_said(opened, boundaries):
    result = relative_density.run(
        opened({"police_incident": CRIMES}, boundaries=boundaries), Options()
    )
    said = "No residents are held" if boundaries else "No areas have been added"
    assert any(said in one for one in result.caveats)
    assert relative_density.say({}, "12 months").startswith("No source")


def test_it_is_said_and_only_to_analysts(opened):
    result = relative_density.run(opened({"police_incident": CRIMES}, boundaries=AREAS), Options())
    safe = protect_result(result, audience="analyst", say=relative_density.say)
    assert safe.headline.startswith(
        "In police records, more than their share: knives in 9 and night in 9 cells."
    )
    assert protect_result(result, audience="partner").tables == ()
