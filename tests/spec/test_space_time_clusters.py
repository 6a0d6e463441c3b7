"""A cluster planted among strips of ground where every day had one case, worked by hand."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
import shapely

from watchward.analysis import space_time_clusters
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.errors import UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

LAST = 2024 * 12 + 11
FIRST_DAY = (dt.date(2024, 12, 1) - dt.date(1970, 1, 1)).days
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
STRIPS = np.array([shapely.box(1000 * k, 0, 1000 * (k + 1), 1000) for k in range(20)])
CODES = tuple(f"S{k:02}" for k in range(20))
AREAS = Boundaries("strips", "2024", CODES, tuple(f"Strip {k}" for k in range(20)), STRIPS, CITED)
PEOPLED = replace(AREAS, populations=dict.fromkeys(CODES, 100))


def crime(strip, day, **more):
    place = {"easting": 1000 * strip + 500, "northing": 500, "place_precision": "exact"}
    return {"month": LAST, "day": FIRST_DAY + day, "offence_group": "robbery", **place, **more}


EVERY_DAY = [crime(strip, day) for strip in range(20) for day in range(28)]
PLANTED = [crime(5, 9, easting=5050 + 100 * k) for k in range(8)]


def table(result, name):
    return next((one for one in result.tables if one.name == name), None)


def test_a_planted_cluster_is_found_where_and_when_it_was_planted(opened):
    strange = [crime(99, 9), crime(5, 9) | {"day": None}]
    tables = opened({"police_incident": EVERY_DAY + PLANTED + strange}, boundaries=AREAS)
    result = space_time_clusters.run(tables, Options())
    best = table(result, "clusters_police").rows[0]
    assert best[:4] == ("cluster 1", "Strip 5", "2024-12-10", "2024-12-10")
    # 9 seen; strip 5 has 36 of 568 cases and the day 28 of them: 36 × 28 / 568 = 1.77 expected.
    assert best[4:8] == ("more than chance explains", 9, "1.8", "5.07")
    assert table(result, "areas_police").rows[0] == ("S05", "Strip 5", "cluster 1", "hot", 9)
    assert table(result, "placed").rows[0][2:] == (570, 568)
    assert table(result, "clusters_police_people") is None
    safe = protect_result(result, audience="analyst", say=space_time_clusters.say)
    assert "gathered in Strip 5 from 2024-12-10 to 2024-12-10: 9, where 1.8" in safe.headline
    assert protect_result(result, audience="partner").tables == ()


def test_several_hurt_in_one_brawl_are_one_case(opened):
    brawl = [crime(5, 9, easting=5050)] * 8
    tables = opened({"police_incident": EVERY_DAY + brawl}, boundaries=AREAS)
    result = space_time_clusters.run(tables, Options())
    found = table(result, "clusters_police")
    assert found is None or all(row[4] == "not shown to be more" for row in found.rows)
    assert table(result, "placed").rows[0][2:] == (568, 568)


def test_with_people_each_area_expects_its_share_of_them(opened):
    tables = opened({"police_incident": EVERY_DAY + PLANTED}, boundaries=PEOPLED)
    best = table(space_time_clusters.run(tables, Options()), "clusters_police_people").rows[0]
    # 568 cases over 20 areas and 31 days: 0.916 in each.
    assert best[1:4] == ("Strip 5", "2024-12-10", "2024-12-10")
    assert best[5:7] == (9, "0.9")


def test_where_every_day_is_like_another_nothing_stands_out(opened):
    result = space_time_clusters.run(
        opened({"police_incident": EVERY_DAY}, boundaries=AREAS), Options()
    )
    found = table(result, "clusters_police")
    assert found is None or all(row[4] == "not shown to be more" for row in found.rows)
    safe = protect_result(result, audience="analyst", say=space_time_clusters.say)
    assert "beyond chance" in safe.headline or "could be sought" in safe.headline


def test_a_month_that_was_not_received_is_no_part_of_the_calendar(opened):
    late = [one | {"month": LAST + 2, "day": one["day"] + 62} for one in EVERY_DAY]
    tables = opened({"police_incident": EVERY_DAY + PLANTED + late}, boundaries=PEOPLED)
    result = space_time_clusters.run(tables, Options(months=3))
    best = table(result, "clusters_police_people").rows[0]
    # 1,128 cases over 20 areas and the 59 days of December and February: 0.96 (of 90 days, 0.63).
    assert best[2:4] == ("2024-12-10", "2024-12-10")
    assert best[5:7] == (9, "1.0")


def test_without_areas_or_with_too_many_it_says_so(opened, monkeypatch):
    tables = opened({"police_incident": EVERY_DAY})
    result = space_time_clusters.run(tables, Options())
    assert any("No areas" in one for one in result.caveats)
    assert space_time_clusters.say({}, "12 months").startswith("No source has")
    monkeypatch.setattr(space_time_clusters, "MOST_AREAS", 19)
    with pytest.raises(UsageRefusal, match="more than 19 areas"):
        space_time_clusters.run(opened({"police_incident": EVERY_DAY}, boundaries=AREAS), Options())
