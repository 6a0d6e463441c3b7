"""A dense street and a quiet ground, counted and smoothed by hand; only analysts see it."""

import datetime as dt
from dataclasses import replace
from math import pi

import numpy as np
import pytest
import shapely

from watchward.analysis import density
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.engine import ground
from watchward.errors import UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.geography.population import of_boundaries
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
BOXES = np.array([shapely.box(1, 1, 3999, 3999), shapely.box(4001, 1, 7999, 3999)])
AREAS = Boundaries("two", "2024", ("W", "E"), ("West", "East"), BOXES, CITED)


def crime(east, north, *, violent=True, **more):
    place = {"easting": east, "northing": north, "place_precision": "exact", "month": LAST}
    return {"offence_group": "robbery" if violent else "burglary", "domestic": "no"} | place | more


SPREAD = [crime(400 * i + 100, 400 * j + 100) for i in range(20) for j in range(10)]
STREET = [crime(2100, 2100)] * 40


def table(result, name):
    return next(one for one in result.tables if one.name == name)


def rows(result, name="surface_police"):
    made = table(result, name)
    names = [column.name for column in made.columns]
    return {row[0]: dict(zip(names, row, strict=True)) for row in made.rows}


def test_the_density_of_a_cell_is_the_kernel_by_hand(opened):
    result = density.run(opened({"police_incident": STREET}, boundaries=AREAS), Options())
    cell = rows(result)["E2000N2000"]
    # 40 events at the centre: 40 × 3 / (π × 0.4²) a square kilometre.
    assert cell["density"] == f"{40 * 3 / (pi * 0.16):,.0f}" == "239"
    assert cell["police"] == 40
    # 200 m off, half the reach: (1 − ¼)² of that.
    assert rows(result)["E2200N2000"]["density"] == f"{239 * 0.5625:,.0f}"
    # Cells with any: 1 of 1, 4 of (¾)², 4 of (½)²: the mean is 4.25 / 9 of the peak.
    assert cell["times"] == "2.1"


def test_dense_hot_and_dealt_are_told_apart(opened):
    tables = opened({"police_incident": SPREAD + STREET}, boundaries=AREAS)
    result = density.run(tables, Options())
    middle = rows(result)["E2000N2000"]
    assert middle["police_class"] == "5 times the mean or more"
    assert middle["hot"] == "more"
    assert float(middle["p"]) < 0.05
    ways = rows(result, "ways_police")
    assert ways["Gi*"]["cells"] == 9
    assert ways["density and Gi*"]["cells"] + ways["Gi*, not density"]["cells"] == 9
    safe = protect_result(result, audience="analyst", say=density.say)
    assert "cells are dense (at least 3 times the mean)" in safe.headline
    assert protect_result(result, audience="partner").tables == ()


def test_other_incidents_can_explain_what_residents_and_even_ground_do_not(opened):
    burglaries = [crime(2100, 2100, violent=False)] * 40 + [crime(6100, 2100, violent=False)]
    records = {"police_incident": SPREAD + STREET + burglaries}
    peopled = replace(AREAS, populations={"W": 100_000, "E": 1})
    result = density.run(
        opened(records, boundaries=AREAS, population=of_boundaries(peopled)), Options()
    )
    middle = rows(result)["E2000N2000"]
    assert middle["hot"] == "more"
    assert middle["others"] == "not more"  # 41 beside 40 burglaries; of all, 240 beside 41
    assert middle["residents"] == "more"
    # Without residents known, or without any other incident, that column is not there.
    bare = rows(
        density.run(opened({"police_incident": SPREAD + STREET}, boundaries=AREAS), Options())
    )
    assert not {"others", "residents"} & set(bare["E2000N2000"])


def test_homes_and_coarse_places_are_left_out_and_no_areas_is_said(opened):
    hidden = [crime(2100, 2100, domestic="yes"), crime(2100, 2100, place_precision="area")]
    result = density.run(opened({"police_incident": STREET + hidden}, boundaries=AREAS), Options())
    assert rows(result)["E2000N2000"]["police"] == 40
    assert table(result, "placed").rows[0][2:] == (42, 40)
    bare = density.run(opened({"police_incident": STREET}), Options())
    assert any("No areas" in one for one in bare.caveats)
    assert density.say({}, "12 months").startswith("There is no map of density")


def test_too_much_ground_is_refused(opened, monkeypatch):
    monkeypatch.setattr(ground, "MOST", 100)
    with pytest.raises(UsageRefusal, match="too large"):
        density.run(opened({"police_incident": STREET}, boundaries=AREAS), Options())
