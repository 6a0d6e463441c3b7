"""The busiest places of a small invented ground, counted by hand."""

import datetime as dt

import numpy as np
import shapely

from watchward.analysis import concentration
from watchward.contract.about import Options
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
STRIPS = [shapely.box(1000 * k, 0, 1000 * (k + 1), 1000) for k in range(20)]
AREAS = Boundaries(
    "strips", "2024", tuple(f"S{k:02}" for k in range(20)), ("Strip",) * 20, np.array(STRIPS), CITED
)


def crime(strip, **more):
    place = {"easting": 1000 * strip + 450, "northing": 450, "place_precision": "exact"}
    return {"month": LAST, "offence_group": "robbery", **place, **more}


def test_the_busiest_areas_and_cells_are_counted_with_the_empty_ones(opened):
    crimes = [crime(3)] * 13 + [crime(7)] * 6 + [crime(k) for k in (9, 11)]
    result = concentration.run(opened({"police_incident": crimes}, boundaries=AREAS), Options())
    (table,) = result.tables
    found = {row[:2]: row[2:5] for row in table.rows}
    # 20 areas: 1 % and 5 % are one of them, 10 % two; 20 × 25 cells: 1 % is five, with all 21.
    assert found[("areas", "1 %")] == ("1 of 20", 13, 21)
    assert found[("areas", "5 %")] == ("1 of 20", 13, 21)
    assert found[("areas", "10 %")] == ("2 of 20", 19, 21)
    assert found[("cells of 200 m", "1 %")] == ("5 of 500", 21, 21)
    # Ranks from the busiest × counts: 13 + 2 × 6 + 3 + 4 = 32; (21 − 2 × 32 / 21) / 20 = 0.898.
    ginis = {row[0]: row[-1] for row in table.rows}
    assert ginis["areas"] == "0.90"


def test_a_source_of_published_areas_is_counted_by_them(opened):
    crimes = [{"month": LAST, "area": code, "crime_type": "Violence and sexual offences"}
              for code in ["S01"] * 8 + ["S02"] * 2]  # fmt: skip
    result = concentration.run(opened({"police_street": crimes}, boundaries=AREAS), Options())
    (table,) = result.tables
    assert [row[2:5] for row in table.rows] == [
        ("1 of 20", 8, 10),
        ("1 of 20", 8, 10),
        ("2 of 20", 10, 10),
    ]


def test_without_areas_nothing_is_said(opened):
    result = concentration.run(opened({"police_incident": [crime(1)]}), Options())
    assert result.tables == ()
    assert "Too little" in concentration.say({}, "12 months")


def test_chance_is_reckoned_of_events_and_not_of_victims(opened):
    """Ten brawls of three: one area of twenty holds as much by chance as of ten single crimes."""
    brawls = [crime(k, day=k) for k in range(10) for _ in range(3)]
    chances = []
    for crimes in (brawls, brawls[::3], [{**one, "day": None} for one in brawls]):
        held = [{name: value for name, value in one.items() if value is not None} for one in crimes]
        result = concentration.run(opened({"police_incident": held}, boundaries=AREAS), Options())
        (table,) = result.tables
        found = {row[:2]: dict(zip(("chance", "gini"), row[5:], strict=True)) for row in table.rows}
        chances.append(found[("areas", "5 %")])
    assert chances[0] == chances[1]
    assert int(chances[2]["chance"]) < int(chances[0]["chance"])
