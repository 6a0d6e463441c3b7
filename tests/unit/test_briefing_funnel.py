"""The funnel's picture: who is named, and that what is hidden is not drawn."""

import polars as pl

from tests.spec.test_funnel import AREAS, crimes, residents
from watchward.analysis import funnel
from watchward.briefing.drawn import drawn
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.engine.api import tables_from_frames

COUNTS = [10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10, 70]


def pictures(counts=COUNTS, audience="analyst"):
    frames = {"police_incident": pl.DataFrame(crimes(counts))}
    tables = tables_from_frames(frames, boundaries=AREAS, population=residents())
    try:
        result = funnel.run(tables, Options())
        return drawn(protect_result(result, audience=audience, say=funnel.say))
    finally:
        tables.close()


def test_only_areas_beyond_the_outer_limits_are_named():
    (made,) = pictures()
    # 180 records over 12 equal areas: 15 expected of each, so the last has 70 / 15 = 4.67.
    assert "12 areas, beyond the outer limits: L 4.67." in made.alt
    assert ">L</text>" in made.svg
    assert ">K</text>" not in made.svg
    assert "Synthetic" in made.alt


def test_where_areas_are_alike_none_is_named():
    (made,) = pictures([10] * 12)
    assert "12 areas, none beyond the outer limits." in made.alt


def test_a_partner_who_may_not_see_the_answer_gets_no_picture():
    assert pictures(audience="partner") == ()
