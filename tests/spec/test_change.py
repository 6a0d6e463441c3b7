"""Which areas of a small invented ground moved, counted by hand."""

import datetime as dt
from dataclasses import replace

import numpy as np
import shapely

from watchward.analysis import change
from watchward.contract.about import Options
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
STRIPS = [shapely.box(1000 * k, 0, 1000 * (k + 1), 1000) for k in range(4)]
AREAS = Boundaries("strips", "2024", ("A", "B", "C", "D"), ("Ay", "Bee", "Cee", "Dee"),
                   np.array(STRIPS), CITED)  # fmt: skip


def crimes(strip, now, before):
    place = {"easting": 1000 * strip + 450, "northing": 450, "place_precision": "exact"}
    one = {"offence_group": "robbery", **place}
    late = [{"month": LAST - k % 12, **one} for k in range(now)]
    return late + [{"month": LAST - 12 - k % 12, **one} for k in range(before)]


def test_areas_are_held_against_all_of_them(opened):
    held = [*crimes(0, 240, 120), *crimes(1, 999, 999), *crimes(2, 999, 999), *crimes(3, 5, 3)]
    result = change.run(opened({"police_incident": held}, boundaries=AREAS), Options())
    (table,) = result.tables
    # 2,243 now against 2,121 before: 51 %. Two thirds in A is far from it, a half is not.
    assert table.rows == (
        ("A", "Ay", "rose", 240, 120),
        ("D", "Dee", "no clear change", 5, 3),
        ("B", "Bee", "no clear change", 999, 999),
        ("C", "Cee", "no clear change", 999, 999),
    )
    assert table.columns[2].role == "class"


def test_a_missing_month_does_not_compare(opened):
    held = [one for one in crimes(0, 240, 240) if one["month"] != LAST - 15]
    result = change.run(opened({"police_incident": held}, boundaries=AREAS), Options())
    assert result.tables == ()
    assert "do not compare" in " ".join(result.caveats)
    assert "nothing can be compared" in change.say({}, "12 months")


def test_published_areas_are_used_where_there_are_no_points(opened):
    held = [
        {"month": LAST - 12 * year - k % 12, "area": code,
         "crime_type": "Violence and sexual offences"}
        for code, counts in {"A": (24, 96), "B": (120, 96), "C": (120, 96)}.items()
        for year, count in enumerate(counts)
        for k in range(count)
    ]  # fmt: skip
    (table,) = change.run(opened({"police_street": held}, boundaries=AREAS), Options()).tables
    assert table.rows[0] == ("A", "Ay", "fell", 24, 96)


def test_a_provider_that_joined_between_the_years_makes_no_rise(opened):
    ours = [one | {"provider": "old"} for strip in range(4) for one in crimes(strip, 120, 120)]
    joined = [one | {"provider": "new"} for one in crimes(3, 120, 0)]
    tables = opened({"police_incident": ours + joined}, boundaries=AREAS)
    result = change.run(tables, Options())
    assert result.tables == ()
    assert any("new did not report throughout" in said for said in result.caveats)


def test_fewer_months_are_held_against_the_same_months_of_the_year_before(opened):
    """Each December has 60 and every other month 20: the season is no rise, 30 more in A are."""
    months = [(back, 60 if back % 12 == 0 else 20) for back in range(24)]
    held = [
        one | {"month": LAST - back}
        for back, many in months
        for strip in range(3)
        for one in crimes(strip, 1, 0) * (many + (60 if (back, strip) == (0, 0) else 0))
    ]
    (table,) = change.run(
        opened({"police_incident": held}, boundaries=AREAS), Options(months=1)
    ).tables
    assert table.rows[0] == ("A", "Ay", "rose", 120, 60)
    assert {row[2:] for row in table.rows[1:3]} == {("no clear change", 60, 60)}
    assert "against the same months of the year before" in table.title
    (table,) = change.run(
        opened({"police_incident": held}, boundaries=AREAS), Options(months=12)
    ).tables
    assert "against the year before" in table.title


def test_one_area_is_said_to_have_nothing_beside_it(opened):
    lone = replace(AREAS, codes=("A",), names=("Ay",), polygons=AREAS.polygons[:1])
    result = change.run(
        opened({"police_incident": crimes(0, 240, 120)}, boundaries=lone), Options()
    )
    assert "One area is held: no others show what it is held against." in result.caveats
