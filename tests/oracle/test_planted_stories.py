"""Are the four stories of the demo's town found by the questions that ask of them?"""

import datetime as dt
import json

import numpy as np
import polars as pl
import pytest
import shapely

from tests.oracle.planted import LAST, partnership
from watchward.analysis import hidden_places, hot_spot_history, near_repeat
from watchward.contract.about import Options
from watchward.engine.api import tables_from_frames
from watchward.geography.areas import Boundaries
from watchward.geography.places import Places
from watchward.reference import Citation
from watchward.synthetic.flow import PLANTED, first_of, make_partnership
from watchward.synthetic.stories import Stories, tell
from watchward.synthetic.town import make_town, place_index
from watchward.synthetic.world import Truth, make_world

CITED = Citation("town", "Watchward", "", "none needed", dt.date(2024, 1, 1), "local default")
SEEDS = range(1, 13)


def tables(seed, stories):
    town = make_town()
    _, frames = partnership(seed, stories=stories)
    features = town.areas["features"]
    shapes = [shapely.geometry.shape(one["geometry"]) for one in features]
    codes = tuple(one["properties"]["code"] for one in features)
    return tables_from_frames(
        frames,
        places=Places(pl.DataFrame([vars(place) for place in town.places])),
        boundaries=Boundaries("town", "2024", codes, codes, np.array(shapes), CITED),
    )


def rows(result, name):
    return next(one for one in result.tables if one.name == name).rows


def near(code, place):
    """Whether a cell lies within 300 m of a named place."""
    east, north = (int(part) for part in code[1:].split("N"))
    return np.hypot(*(place_index(make_town())[place] - (east + 100, north + 100))) < 300


def found(seed, stories, *, repeats=True):
    """By story, whether it is found in police records (the hidden place: beside hospital's)."""
    held = tables(seed, stories)
    told = Stories()
    history = hot_spot_history.run(held, Options())
    named = {}
    for row in rows(history, "cells_police"):
        named.setdefault(row[2], []).append(row[0])
    hidden = rows(hidden_places.run(held, Options()), "cells")
    pairs = near_repeat.run(held, Options()) if repeats else None
    held.close()
    fading = [*named.get("fading", ()), *named.get("former", ())]
    stands = {
        "new": any(near(code, told.new) for code in named.get("new", ())),
        "fading": any(near(code, told.fading) for code in fading),
        "hidden": any(row[1] == told.hidden and row[2] == "health sees more" for row in hidden),
    }
    if pairs:
        classes = {row[:2]: row[2] for row in rows(pairs, "near_police")}
        stands["repeat"] = classes["the same place", "1 to 7 days"] == "more than chance explains"
    return stands


def test_the_stories_are_found_and_without_them_none_is():
    named = ("new", "fading", "hidden")
    assert found(3, Stories(), repeats=False) == dict.fromkeys(named, True)
    assert found(3, None, repeats=False) == dict.fromkeys(named, False)


@pytest.mark.nightly
def test_in_twelve_towns_most_stories_are_found_and_next_to_none_is_made_up():
    told = [found(seed, Stories()) for seed in SEEDS]
    plain = [found(seed, None) for seed in SEEDS]
    for story in told[0]:
        assert sum(one[story] for one in told) >= 10, story
        assert sum(one[story] for one in plain) <= 2, story


def test_acts_are_moved_and_none_is_added_or_taken_from_a_home():
    first = LAST - 11
    days = first_of(LAST + 1) - first_of(first)
    world = make_world(make_town(), Truth(seed=4, months=12), first_day=first_of(first), days=days)
    told = tell(world, make_town(), Stories(), seed=4, first_day=first_of(first))
    home = world.domestic
    assert len(told) == len(world)
    for name in ("minute", "easting", "northing", "known_to_police", "placed"):
        assert (getattr(told, name)[home] == getattr(world, name)[home]).all()
    assert first_of(first) <= told.minute.min() // 1440
    assert told.minute.max() // 1440 < first_of(LAST + 1)


def test_what_was_planted_is_written_beside_the_extracts(tmp_path):
    make_partnership(tmp_path, seed=2, last=LAST, months=4, stories=Stories(new_month=2))
    assert json.loads((tmp_path / PLANTED).read_text("utf-8"))["new_month"] == 2
    make_partnership(tmp_path / "plain", seed=2, last=LAST, months=4)
    assert not (tmp_path / "plain" / PLANTED).exists()
