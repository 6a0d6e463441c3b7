"""Completeness: states worked by hand, and no small count to be had from what is told."""

from itertools import product

import polars as pl
import pytest

from watchward.contract.columns import package_columns
from watchward.contract.completeness import (
    ALL_HOURS,
    FEWEST,
    NOT_ASKED,
    NOT_RECORDED,
    OTHERWISE,
    RECORDED,
    STATES,
    joined,
    shifts,
    told,
)
from watchward.contract.dataset import dataset
from watchward.hub.completeness import Tally, filled

ED = dataset("ed_assault")


def records(rows):
    """Hour, weapon, band of assailants and precision of the place; all else is blank."""
    columns = package_columns(ED)
    names = ("hour", "weapon", "assailants", "place_precision")
    shown = [dict(zip(names, row, strict=True)) for row in rows]
    return pl.DataFrame([{**dict.fromkeys(columns), **row} for row in shown], schema=columns)


FOUR = records(
    [
        (0, "knife", "1", "snapped"),
        (7, "unknown", None, "none"),
        (8, None, "2", "none"),
        (None, "knife", None, "area"),
    ]
)


def test_the_three_shifts_cover_the_day_once():
    hours = [hour for first, end in shifts().values() for hour in range(first, end)]
    assert sorted(hours) == list(range(24))


def test_states_by_shift_are_those_worked_by_hand():
    found = filled(FOUR, ED)
    assert found["weapon"] == {
        "night": {RECORDED: 1, NOT_RECORDED: 1, NOT_ASKED: 0},
        "day": {RECORDED: 0, NOT_RECORDED: 0, NOT_ASKED: 1},
        "evening": {RECORDED: 0, NOT_RECORDED: 0, NOT_ASKED: 0},
        "no hour": {RECORDED: 1, NOT_RECORDED: 0, NOT_ASKED: 0},
    }
    assert found["assailants"]["night"] == {RECORDED: 1, NOT_RECORDED: 0, NOT_ASKED: 1}
    assert found["place"]["night"] == {RECORDED: 1, NOT_RECORDED: 0, NOT_ASKED: 1}
    assert found["time of day"]["no hour"] == {RECORDED: 0, NOT_RECORDED: 0, NOT_ASKED: 1}


def test_a_package_is_counted_batch_by_batch_and_only_what_stays():
    tally = Tally(ED)
    tally.add(FOUR, pl.Series([True, False, True, True]))
    tally.add(FOUR, pl.Series([True, True, True, True]))
    by_hand = joined((filled(FOUR, ED), filled(FOUR[[0, 2, 3]], ED)))
    assert tally.so_far == by_hand
    assert by_hand["weapon"]["night"] == {RECORDED: 2, NOT_RECORDED: 1, NOT_ASKED: 0}


def three(*counts):
    return dict(zip(STATES, counts, strict=True))


@pytest.mark.parametrize(
    ("night", "day", "wanted"),
    [
        (three(9, 8, 0), three(20, 0, 8), {"night": three(9, 8, 0), "day": three(20, 0, 8)}),
        (
            three(9, 7, 1),
            three(20, 0, 8),
            {"night": {RECORDED: 9, OTHERWISE: 8}, "day": {RECORDED: 20, OTHERWISE: 8}},
        ),
        (three(9, 4, 4), three(3, 4, 4), {ALL_HOURS: three(12, 8, 8)}),
        (three(9, 4, 0), three(3, 0, 4), {ALL_HOURS: {RECORDED: 12, OTHERWISE: 8}}),
        (three(9, 1, 0), three(3, 0, 0), {}),
    ],
)
def test_counts_are_joined_until_none_is_small(night, day, wanted):
    found = told({"weapon": {"night": night, "day": day}})
    assert found == ({"weapon": wanted} if wanted else {})


def test_no_hidden_count_can_be_worked_out_with_the_rows_of_each_shift_known():
    """Every table of two shifts and two states up to 18 rows, also knowing each shift's rows."""
    known = {}
    for a, b, c, d in product(range(0, 19, 3), repeat=4):
        table = {"night": three(a, 0, b), "day": three(c, 0, d)}
        said = told({"weapon": table}).get("weapon", {})
        if all(n == 0 or n >= FEWEST for n in (a + b, c + d)) and list(said) == [ALL_HOURS]:
            known.setdefault((str(said), a + b, c + d), set()).add((a, b, c, d))
    assert known
    for (said, night, day), seen in known.items():
        total = sum(next(iter(seen)))
        fits = [
            (a, night - a, c, day - c)
            for a, c in product(range(night + 1), range(day + 1))
            if str(
                told(
                    {"weapon": {"night": three(a, 0, night - a), "day": three(c, 0, day - c)}}
                ).get("weapon", {})
            )
            == said
        ]
        assert sum(fits[0]) == total
        for at in range(4):
            possible = {one[at] for one in fits}
            assert len(possible) > 1 or min(possible) not in range(1, FEWEST), (said, night, day)
