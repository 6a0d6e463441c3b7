"""Four squares of a quiet ground, month by month: each has the history that was laid there."""

import datetime as dt

import numpy as np
import shapely

from watchward.analysis import hot_spot_history
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

LAST = 2024 * 12 + 11
MONTHS = 8
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
BOXES = np.array(
    [shapely.box(1 + 600 * x, 1 + 600 * y, 600 * x + 599, 600 * y + 599)
     for x in range(10) for y in range(10)]
)  # fmt: skip
CODES = tuple(f"A{at:02}" for at in range(100))
AREAS = Boundaries("squares", "2024", CODES, CODES, BOXES, CITED)
LAID = {  # easting of a cell's centre: events by month, oldest first
    300: [15] * 8,
    900: [12, 13, 14, 15, 16, 17, 18, 19],
    1500: [20, 20, 20, 20, 0, 0, 0, 0],
    2100: [0, 0, 0, 0, 0, 0, 0, 20],
    2700: [19, 18, 17, 16, 15, 14, 13, 12],
}


def crime(east, north, month, **more):
    place = {"easting": east, "northing": north, "place_precision": "exact", "domestic": "no"}
    return {"month": month, "offence_group": "robbery", **place, **more}


def laid(east):
    return [
        crime(east, 1500, LAST - MONTHS + 1 + at)
        for at, many in enumerate(LAID[east])
        for _ in range(many)
    ]


CRIMES = [one for east in LAID for one in laid(east)]


def names(result, name):
    table = next(one for one in result.tables if one.name == name)
    return {row[0]: row[2:] for row in table.rows}


def test_each_square_is_called_by_what_was_laid_there(opened):
    result = hot_spot_history.run(opened({"police_incident": CRIMES}, boundaries=AREAS), Options())
    found = names(result, "cells_police")
    # The cell that holds the events and its eight neighbours share their history.
    assert found["E200N1400"] == ("persistent", 15, "8 of 8", "no trend shown")
    assert found["E800N1400"] == ("growing", 19, "8 of 8", "rises")
    assert found["E1400N1400"][0] == "former"
    assert found["E2000N1400"][:3] == ("new", 20, "1 of 8")
    assert found["E2600N1400"][0] == "fading"
    assert len(found) == 45
    assert any("8 windows of one month" in one for one in result.caveats)


def test_years_are_windows_where_enough_of_them_are_held(opened):
    crimes = [crime(300, 1500, LAST - back) for back in range(48) for _ in range(3)]
    result = hot_spot_history.run(opened({"police_incident": crimes}, boundaries=AREAS), Options())
    assert any("4 windows of 12 months" in one for one in result.caveats)
    assert names(result, "cells_police")["E200N1400"][:3] == ("persistent", 36, "4 of 4")


def test_street_files_are_judged_by_the_areas_that_they_state(opened):
    street = {"crime_type": "Violence and sexual offences", "place_precision": "snapped"}
    crimes = [
        {"month": LAST - back, "area": CODES[12], **street} for back in range(5) for _ in range(30)
    ]
    result = hot_spot_history.run(opened({"police_street": crimes}, boundaries=AREAS), Options())
    assert [one.name for one in result.tables] == ["areas_police", "coverage"]
    assert {row[0] for row in names(result, "areas_police").values()} == {"persistent"}


def test_what_policing_makes_and_what_may_be_at_home_are_no_hot_spot(opened):
    more = [
        crime(2700, 300, LAST - back, **kind)
        for kind in ({"offence_group": "weapon_possession"}, {"offence_group": "drugs"},
                     {"domestic": "yes"})
        for back in range(MONTHS)
        for _ in range(60)
    ]  # fmt: skip
    tables = opened({"police_incident": CRIMES + more}, boundaries=AREAS)
    assert len(names(hot_spot_history.run(tables, Options()), "cells_police")) == 45


def test_it_is_said_and_only_to_analysts(opened):
    result = hot_spot_history.run(opened({"police_incident": CRIMES}, boundaries=AREAS), Options())
    safe = protect_result(result, audience="analyst", say=hot_spot_history.say)
    assert "9 new, 9 growing, 9 persistent, 9 fading and 9 former" in safe.headline
    assert protect_result(result, audience="partner").tables == ()
    few = hot_spot_history.run(opened({"police_incident": laid(2100)}, boundaries=AREAS), Options())
    assert any("too few months" in one for one in few.caveats)
    assert hot_spot_history.say({}, "12 months").startswith("Too little")


def test_a_provider_that_joined_makes_no_hot_spot_new(opened):
    old = [one | {"provider": "old"} for one in CRIMES if one["easting"] != 2100]
    new = [crime(2100, 1500, LAST, provider="new")] * 20
    result = hot_spot_history.run(
        opened({"police_incident": old + new}, boundaries=AREAS), Options()
    )
    found = names(result, "cells_police")
    assert found["E800N1400"][0] == "growing"
    assert "E2000N1400" not in found
    assert any("new did not report throughout and is left out" in one for one in result.caveats)
