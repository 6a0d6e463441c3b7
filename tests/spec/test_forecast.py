"""Next month on a small invented ground: steady places are called, and the rivals do as well."""

import datetime as dt

import numpy as np
import shapely

from watchward.analysis import forecast
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
BOXES = np.array([shapely.box(1000 * k + 1, 1, 1000 * (k + 1) - 1, 1000) for k in range(10)])
CODES = tuple(f"A{k}" for k in range(10))
AREAS = Boundaries("ten", "2024", CODES, CODES, BOXES, CITED)


def crime(area, month, **more):
    place = {"easting": 1000 * area + 500, "northing": 500, "place_precision": "exact"}
    told = {"offence_group": "robbery", "domestic": "no"}
    return {"month": month, **place, **told, **more}


def steady(months=24):
    """Six a month in A3, one in A5 and A7."""
    each = (3,) * 6 + (5, 7)
    return [crime(area, LAST - back) for back in range(months) for area in each]


def rows(result, name):
    table = next((one for one in result.tables if one.name == name), None)
    return table.rows if table else ()


def test_a_steady_place_is_called_and_the_rivals_do_as_well(opened):
    result = forecast.run(opened({"police_incident": steady()}, boundaries=AREAS), Options())
    first, *others = rows(result, "areas_police")
    assert first[:4] == ("A3", "A3", "called for next month", 72)
    assert 5.5 < float(first[4]) < 6.1
    assert {row[2] for row in others} == {"not called"}
    # 5 % of ten areas is one; of eight events a month it holds six: PAI 0.75 / 0.1, PEI 1.
    scores = [row for row in rows(result, "scores_police") if row[0] == "areas"]
    assert [row[3:7] for row in scores] == [(72, 96, "7.50", "1.00")] * 3
    assert scores[0][7].startswith("no better than same month last year or mean")
    assert rows(result, "calibration_police")[0][:2] == ("areas", 12)
    assert result.caveats[0].startswith("This is for January 2025 and expires")


def test_a_place_that_moved_is_followed_and_last_years_map_is_beaten(opened):
    moved = [
        crime(2 if back < 19 else 8, LAST - back) for back in range(26) for _ in range(6 + back % 3)
    ]
    result = forecast.run(opened({"police_incident": moved}, boundaries=AREAS), Options())
    assert rows(result, "areas_police")[0][0] == "A2"
    named = {row[1]: row for row in rows(result, "scores_police") if row[0] == "areas"}
    ours, last_year = named["this forecast"], named["same month last year"]
    assert ours[3] > last_year[3]
    assert "same month last year" not in ours[7]


def test_what_policing_makes_and_what_may_be_at_home_is_not_foretold(opened):
    more = [
        crime(9, LAST - back, **kind)
        for kind in ({"offence_group": "weapon_possession"}, {"offence_group": "drugs"},
                     {"domestic": "yes"})
        for back in range(24)
        for _ in range(20)
    ]  # fmt: skip
    plain, fuller = (
        forecast.run(opened({"police_incident": one}, boundaries=AREAS), Options())
        for one in (steady(), steady() + more)
    )
    for name in ("areas_police", "cells_police", "scores_police"):
        assert rows(plain, name) == rows(fuller, name)


def test_a_month_that_was_not_received_is_no_month_without_violence(opened):
    gap = [one for one in steady() if one["month"] != LAST - 5]
    result = forecast.run(opened({"police_incident": gap}, boundaries=AREAS), Options())
    assert 5.5 < float(rows(result, "areas_police")[0][4]) < 6.1
    assert rows(result, "calibration_police")[0][1] == 11


def test_street_files_go_by_area_alone_and_few_months_are_refused_in_words(opened):
    street = {"crime_type": "Violence and sexual offences", "place_precision": "snapped"}
    crimes = [{"month": LAST - back, "area": "A3", **street} for back in range(24)]
    result = forecast.run(opened({"police_street": crimes}, boundaries=AREAS), Options())
    names = [one.name for one in result.tables]
    assert names == ["areas_police", "scores_police", "calibration_police", "coverage"]
    few = forecast.run(opened({"police_incident": steady(6)}, boundaries=AREAS), Options())
    assert any("too few months" in one for one in few.caveats)
    assert forecast.say({}, "12 months").startswith("Too few")


def test_it_is_said_and_only_to_analysts(opened):
    result = forecast.run(opened({"police_incident": steady()}, boundaries=AREAS), Options())
    safe = protect_result(result, audience="analyst", say=forecast.say)
    assert "called beforehand held 100 % of events: no better than" in safe.headline
    assert protect_result(result, audience="partner").tables == ()


def test_months_without_any_event_score_no_map(opened):
    """Robberies at nobody knows where: nothing to hold against a forecast, and no ratio of it."""
    unplaced = [{"month": LAST - back, "offence_group": "robbery"} for back in range(24)]
    result = forecast.run(opened({"police_incident": unplaced}, boundaries=AREAS), Options())
    assert rows(result, "scores_police") == ()
    assert forecast.say({}, "12 months").startswith("Too few months")


def test_a_provider_that_joined_makes_no_place_rise(opened):
    old = [one | {"provider": "old"} for one in steady(36)]
    new = [crime(8, LAST - back, provider="new") for back in range(6) for _ in range(20)]
    alone = forecast.run(opened({"police_incident": old}, boundaries=AREAS), Options())
    both = forecast.run(opened({"police_incident": old + new}, boundaries=AREAS), Options())
    for table in ("areas_police", "scores_police"):
        assert rows(both, table) == rows(alone, table)
    assert any("new did not report throughout and is left out" in one for one in both.caveats)
    assert not any("throughout" in one for one in alone.caveats)
