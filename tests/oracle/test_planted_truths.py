"""Do the analyses find what the synthetic partnership planted? Exact results, before protection."""

import polars as pl
import pytest

from tests.oracle.planted import LAST, partnership
from watchward.analysis import hot_spots, reporting_gap, time_profile, trends
from watchward.contract.about import Options
from watchward.engine.api import tables_from_frames
from watchward.geography.places import Places
from watchward.maths.intervals import wilson_interval
from watchward.maths.linkage import matched_share
from watchward.synthetic.town import make_town

SEEDS = 100


@pytest.fixture(scope="module")
def found():
    """One partnership's truth and its tables."""
    truth, frames = partnership(3)
    gazetteer = Places(pl.DataFrame([vars(place) for place in make_town().places]))
    tables = tables_from_frames(frames, places=gazetteer)
    yield truth, tables
    tables.close()


def rows(result, name):
    return next(one for one in result.tables if one.name == name).rows


def test_the_planted_hot_spots_lead_the_list_and_lie_in_hot_cells(found):
    truth, tables = found
    result = hot_spots.run(tables, Options())
    named = [row[0] for row in rows(result, "places")]
    assert set(named[:3]) == set(truth.hot_spots)
    near = {row[1] for row in rows(result, "cells")}
    assert set(truth.hot_spots) <= near


def test_the_planted_night_is_the_fullest(found):
    truth, tables = found
    nights = rows(time_profile.run(tables, Options()), "weekdays")
    for side in (1, 2):
        assert max(nights, key=lambda row: row[side])[0] == truth.peak_weekday


def test_no_step_is_seen_where_none_was_planted(found):
    _, tables = found
    assert rows(trends.run(tables, Options()), "breaks") == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seeds", "least"), [(20, 17), pytest.param(SEEDS, 93, marks=pytest.mark.nightly)]
)
def test_planted_shares_lie_in_their_intervals_in_93_of_100_seeds(seeds, least):
    stated = matched = 0
    asked = Options(month=LAST, months=24, linkage_approved=True)
    for seed in range(seeds):
        truth, frames = partnership(seed)
        tables = tables_from_frames(frames)
        result = reporting_gap.run(tables, asked)
        tables.close()
        yes, no = (row[1] for row in rows(result, "stated")[:2])
        low, high = wilson_interval(yes, yes + no)
        stated += low <= truth.says_reported <= high
        _, compared, pairs, by_chance, pool = rows(result, "matched")[0]
        share = matched_share(pairs, by_chance, compared, pool)
        matched += share.low <= truth.known_to_police <= share.high
    assert stated >= least
    assert matched >= least
