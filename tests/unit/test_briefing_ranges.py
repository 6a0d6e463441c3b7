"""The pictures of savings: a tornado about its middle, and bars of one kind of saving at a time."""

import re

import polars as pl
import pytest

from watchward.analysis import savings
from watchward.briefing.charts import ranges
from watchward.briefing.charts.style import HEALTH, WIDE
from watchward.briefing.drawn import drawn
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.engine.api import tables_from_frames

NAMES = {"ident": "p", "title": "A title", "alt": "What it shows."}


def released(patients: int, audience: str = "partner"):
    tables = tables_from_frames({"ed_assault": pl.DataFrame({"month": [24299] * patients})})
    try:
        return protect_result(savings.run(tables, Options()), audience=audience, say=savings.say)
    finally:
        tables.close()


def test_a_tornado_has_one_middle_and_lengths_on_one_scale():
    spans = (
        ranges.Span("The fall: half as much, or half as much again", 1.0, 3.0, "1 to 3"),
        ranges.Span("The unit cost", 1.8, 2.2, "1.8 to 2.2"),
    )
    svg = ranges.draw([ranges.Group("G", HEALTH, 2.0, spans)], size=WIDE, **NAMES)
    assert "The fall: half as much, or<" in svg
    assert "half as much again<" in svg
    bars = re.findall(rf'd="M([\d.]+),[\d.]+h(-?[\d.]+)v[^"]*" fill="{HEALTH}"', svg)
    wide, narrow = (abs(float(length)) for _, length in bars)
    assert wide == pytest.approx(5 * narrow, rel=0.01)  # 1 to 3 beside 1.8 to 2.2


def test_labels_that_are_alike_once_cut_keep_a_row_each():
    long = "A label so long that only its first two lines can be shown beside the bar, of kind"
    spans = tuple(ranges.Span(f"{long} {kind}", 1.0, kind, f"1 to {kind}") for kind in (2, 3))
    svg = ranges.draw([ranges.Group("G", HEALTH, 2.0, spans)], size=WIDE, **NAMES)
    tops = set(re.findall(rf'd="M[\d.]+,([\d.]+)h[^"]*" fill="{HEALTH}"', svg))
    assert len(tops) == 2


def test_savings_show_cash_time_and_harm_apart_and_what_drives_them():
    apart, tornado = drawn(released(500))
    assert "In part cash, and in time (Saved, £): Police 56,500" in apart.alt  # 500 × 0.1 × 1,130
    assert "A value that nobody can spend (Saved, £): The value put on harm 412,000." in apart.alt
    assert savings.TANGIBLE not in apart.alt
    assert "The fall: half as much, or half as much again" in tornado.alt
    assert tornado.alt.index("The fall") < tornado.alt.index("The unit cost")


def test_what_is_hidden_is_not_drawn_as_a_range():
    assert [one.title for one in drawn(released(5))] == [
        "What would be saved in a year, apart: money, time and harm"
    ]
