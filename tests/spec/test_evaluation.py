"""Registered evaluations over a small invented ground, with the effect worked by hand."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
import shapely

from watchward.analysis import evaluation
from watchward.analysis.evaluation.judged import Check, Judged
from watchward.analysis.evaluation.scale import usable
from watchward.contract.about import Options
from watchward.contract.intervention import Registered, read_intervention
from watchward.errors import UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.geography.supplied import Supplied
from watchward.reference import Citation

CITED = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
SIZE = 24
STRIPS = [shapely.box(1000 * k, 0, 1000 * (k + 1), 1000) for k in range(SIZE)]
CODES = tuple(f"S{k:02}" for k in range(SIZE))
AREAS = Boundaries("strips", "2024", CODES, ("Strip",) * SIZE, np.array(STRIPS), CITED)
FIRST = 2022 * 12
PRICED = b'a_year = 1000\nprice_year = "2024-25"'
FILE = """
title = "Taxi marshals"
problem = "Fights at the rank"
mechanism = "Somebody is there"
target = "The rank at closing time"
dose = "Two marshals, two nights a week"
funder = "The council"
kind = "situational"
acts_on = "consequence"
[emmie]
effect = 2
[evaluation]
dataset = "police_incident"
design = "{design}"
areas = {areas}
comparison = {comparison}
buffer = {buffer}
first = "2022-01"
start = "2023-01"
last = "2023-12"
[money]
a_year = 1000
confidence = "low"
[money.pays]
"The council" = 60
"Licensees" = 40
"""


def written(design, areas=("S00",), comparison=("S05",), buffer=()):
    lists = {"areas": list(areas), "comparison": list(comparison), "buffer": list(buffer)}
    return FILE.format(design=design, **lists).encode()


def registered(design, *, seen=False, **groups):
    about = read_intervention(written(design, **groups), name="taxi-marshals")
    return Registered(about, "ab" * 32, "2022-12-01", "ana", seen)


def crimes(per_month, wobble=0):
    """By area: records a month before and after the start, and up to so many more by turns."""
    return [
        {
            "month": FIRST + month,
            "offence_group": "robbery",
            "easting": 1000 * strip + 450,
            "northing": 450,
            "place_precision": "exact",
        }
        for strip, (before, after) in per_month.items()
        for month in range(24)
        for _ in range((after if month >= 12 else before) + (7 * month + 3 * strip) % (wobble + 1))
    ]


def found(opened, records, *those, supplied=None):
    tables = opened(
        {"police_incident": records}, boundaries=AREAS, interventions=those, supplied=supplied
    )
    result = evaluation.run(tables, Options(intervention=those[0].intervention.name))
    return {t.name: dict(row[:2] for row in t.rows) for t in result.tables}, result


def test_before_and_after_never_speaks_of_a_cause(opened):
    said, _ = found(opened, crimes({0: (20, 10)}), registered("before_after"))
    assert said["answer"]["Ratio of events to those expected"] == "0.50"
    assert said["answer"]["Level of evidence (Maryland)"].startswith("2")
    assert "cannot tell whether it was its doing" in said["answer"]["In words"]
    assert "prevented" not in said["answer"]["In words"]


def test_differences_take_off_what_happened_elsewhere(opened):
    # Treated 20 → 10, compared 20 → 15: (120.5/240.5) / (180.5/240.5) = 0.668.
    said, _ = found(opened, crimes({0: (20, 10), 5: (20, 15)}), registered("differences"))
    assert said["answer"]["Ratio of events to those expected"] == "0.67"
    assert said["answer"]["Level of evidence (Maryland)"].startswith("3")
    assert "prevented" in said["answer"]["In words"]
    assert said["checks"]["Both went the same way before"].startswith("Passed")


def test_no_change_beside_the_comparison_is_no_more_than_chance(opened):
    said, _ = found(opened, crimes({0: (20, 15), 5: (20, 15)}), registered("differences"))
    assert said["answer"]["Ratio of events to those expected"] == "1.00"
    assert "no more than chance" in said["answer"]["In words"]


def test_a_trend_of_its_own_before_takes_the_level_down(opened):
    records = crimes({5: (20, 20)})
    for month in range(24):
        place = {"easting": 450, "northing": 450, "place_precision": "exact"}
        one = {"month": FIRST + month, "offence_group": "robbery", **place}
        records += [one] * (10 + 5 * month if month < 12 else 40)
    said, _ = found(opened, records, registered("differences"))
    assert said["checks"]["Both went the same way before"].startswith("Failed")
    assert said["answer"]["Level of evidence (Maryland)"].startswith("2")
    assert "cannot tell" in said["answer"]["In words"]


def test_many_areas_on_each_side_are_level_four(opened):
    many = {k: (8 + k % 3, (6 if k < 10 else 9) + k % 2) for k in range(20)}
    those = registered("differences", areas=CODES[:10], comparison=CODES[10:20])
    said, _ = found(opened, crimes(many), those)
    assert said["answer"]["Level of evidence (Maryland)"].startswith("4")


def test_displacement_gives_the_quotient(opened):
    # The worked check, R 100 → 80, D 50 → 48, C 200 → 190, half as much each month: −0.033.
    those = registered("displacement", buffer=("S01",))
    records = crimes({0: (50, 40), 1: (25, 24), 5: (100, 95)})
    said, _ = found(opened, records, those)
    assert said["answer"]["Weighted displacement quotient"].startswith("-0.03")
    assert said["checks"]["It did not only move round about"].startswith("Passed")


def test_synthetic_control_follows_before_and_says_how_rare(opened):
    # The mixture of S05 (10) and S06 (30) that makes 20 before saw 20 after; treated saw 10.
    others = {k: (10 if k % 2 else 30, 10 if k % 2 else 30) for k in range(2, 24)}
    those = registered("synthetic", comparison=CODES[2:24])
    said, _ = found(opened, crimes({0: (20, 10), **others}, wobble=4), those)
    assert said["answer"]["Ratio of events to those expected"] == "0.55"  # 12 seen, 22 expected
    assert said["answer"]["As large among placebos, p"] == "0.04"  # one of 23
    assert said["answer"]["Limits, 95 per cent"] == "none from this design"
    assert "prevented" in said["answer"]["In words"]


def test_an_interrupted_series_finds_the_step(opened):
    said, _ = found(opened, crimes({0: (40, 20)}), registered("interrupted", comparison=()))
    assert said["answer"]["Ratio of events to those expected"] == "0.50"
    assert said["answer"]["Level of evidence (Maryland)"].startswith("2")


def elsewhere(opened, records, those):
    """The lines on doing it elsewhere, and those of the answer that they rest on."""
    tables = opened({"police_incident": records}, boundaries=AREAS, interventions=(those,))
    made = evaluation.run(tables, Options(intervention="taxi-marshals")).tables
    named = {one.name: one.rows for one in made}
    return {row[0]: row[1:] for row in named["scale_up"]}, dict(named["answer"])


def test_what_is_known_and_guessed_of_doing_it_elsewhere(opened):
    many = dict.fromkeys(range(8), (20, 10)) | dict.fromkeys(range(8, 24), (20, 20))
    groups = {"areas": CODES[:8], "comparison": CODES[8:]}
    said, answer = elsewhere(opened, crimes(many), registered("differences", **groups))
    ratio = float(answer["Ratio of events to those expected"])
    assert said["Its effect elsewhere"][1] == "Guessed"
    # £1,000 a year with 40 % more; each case £5,810 with 40 % less; the share of them avoided.
    pays, sure = said["Cases a year from which one more place would pay for itself"]
    assert pays.startswith(f"{1_400 / (5_810 * 0.6 * (1 - ratio)):,.0f} or more; ")
    assert sure == "Guessed"
    assert said["What it takes"] == ("Two marshals, two nights a week", "Known")
    assert said["Cases a year where it was done, in each area"] == ("120", "Known")
    assert said["Why it worked, and for whom (EMMIE)"][1] == "Not known"
    assert "The council, Licensees" in said["Whether those who would pay would gain"][0]


def test_no_effect_is_carried_over_from_a_design_that_cannot_say_it_worked(opened):
    said, _ = elsewhere(opened, crimes({0: (20, 10)}), registered("before_after"))
    assert said["Its effect elsewhere"][0].startswith("The design cannot say")
    pays = said["Cases a year from which one more place would pay for itself"]
    assert pays == ("It needs an effect and a cost.", "Not known")


@pytest.mark.parametrize(
    ("judged", "carried"),
    [
        (Judged(0.5, 0.4, 0.6, 3, "x"), 0.5),
        (Judged(0.5, 0.4, 1.1, 3, "x"), None),
        (Judged(1.5, 1.4, 1.6, 4, "x"), None),
        (Judged(0.5, 0.4, 0.6, 2, "x"), None),
        (Judged(0.5, 0.4, 0.6, 3, "x", checks=(Check("trends", "apart", False),)), None),
        (Judged(None, None, None, 3, "x"), None),
    ],
)
def test_an_effect_is_carried_over_only_by_a_cause_beyond_chance(judged, carried):
    assert usable(judged) == carried


def test_who_pays_and_who_gains_stand_side_by_side(opened):
    said, _ = found(opened, crimes({0: (20, 10)}), registered("before_after"))
    # 120 cases: treatment £920 each, police £1,130 each; the value put on harm is nobody's gain.
    assert said["worth"]["Who pays"] == "The council 60 %, Licensees 40 %"
    gains = said["worth"]["Who gains or loses, before optimism is taken off"]
    assert "National Health Service 110,400" in gains
    assert "Police 135,600" in gains
    assert "988,800" not in gains


def test_costs_and_benefits_of_different_years_are_not_set_side_by_side_in_silence(opened):
    plain, _ = found(opened, crimes({0: (20, 10)}), registered("before_after"))
    assert "was not said" in plain["worth"]["Prices"]
    about = written("before_after").replace(b"a_year = 1000", PRICED)
    those = Registered(read_intervention(about, name="marshals"), "ab" * 32, "x", "ana", False)
    said, _ = found(opened, crimes({0: (20, 10)}), those)
    assert said["worth"]["Prices"].startswith("costs in 2024-25 prices and benefits in 2015-16")
    table = pl.DataFrame({"year": ["2015-16", "2024-25"], "index": ["80", "120"]})
    given = {"deflators": Supplied("deflators", table, CITED)}
    said, _ = found(opened, crimes({0: (20, 10)}), those, supplied=given)
    # £5,810 × 120 / 80 = £8,715; 120 avoided, less 40 per cent.
    assert said["worth"]["Each, paid or lost (2024-25 prices, unverified)"] == "£8,715"
    assert said["worth"]["Benefit over the same years"] == "£627,480"
    assert said["worth"]["Prices"].startswith("all in 2024-25 prices, benefits brought to them")


def test_other_programmes_and_a_late_registration_are_said(opened):
    other = Registered(
        read_intervention(written("before_after"), name="street-pastors"),
        "cd" * 32,
        "x",
        "x",
        False,
    )
    said, result = found(
        opened, crimes({0: (20, 10)}), registered("before_after", seen=True), other
    )
    assert any(what.startswith("Also going on there") for what in said["checks"])
    assert any("could be looked at" in line for line in result.caveats)


def test_without_a_name_those_registered_are_listed(opened):
    tables = opened(
        {"police_incident": crimes({0: (1, 1)})}, interventions=(registered("differences"),)
    )
    (table,) = evaluation.run(tables, Options()).tables
    assert table.rows == (
        (
            "taxi-marshals",
            "Taxi marshals",
            "its months are over: to be judged",
            "difference in differences",
            "January 2023",
            "December 2023",
            "2022-12-01",
            "yes",
        ),
    )
    nothing = evaluation.run(opened({"police_incident": crimes({0: (1, 1)})}), Options())
    assert nothing.tables == ()
    assert evaluation.say({}, nothing.window) == "No intervention is registered yet."


def test_months_that_are_not_held_and_areas_not_known_are_refused(opened):
    records = [one for one in crimes({0: (20, 10)}) if one["month"] != FIRST + 15]
    with pytest.raises(UsageRefusal, match="not held"):
        found(opened, records, registered("before_after"))
    with pytest.raises(UsageRefusal, match="none of the store's"):
        found(opened, crimes({0: (20, 10)}), registered("before_after", areas=("X99",)))
    with pytest.raises(UsageRefusal, match="No intervention"):
        evaluation.run(opened({"police_incident": crimes({0: (1, 1)})}), Options(intervention="x"))
