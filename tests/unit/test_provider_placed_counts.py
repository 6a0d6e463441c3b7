"""Counts of placed texts: every small number stays possible for a reader who knows the ladder."""

from collections import defaultdict
from itertools import product

import pytest

from watchward.provider import placed_counts
from watchward.provider.placed_counts import OTHERS, groups_told, levels_told

SMALL = range(1, 4)  # as if 1 to 3 were small, so that every table can be walked through


@pytest.fixture
def _fewest_of_four(monkeypatch):
    monkeypatch.setattr(placed_counts, "FEWEST", 4)


def _told_apart(tables, say):
    """Numbers that hide a small count, and yet do not leave every small number possible."""
    seen = defaultdict(lambda: defaultdict(set))
    for table in tables:
        told = repr(say(table))
        # The reader is taken to know the totals, so only tables of the same totals are alike.
        for at, n in enumerate(table):
            seen[told, sum(table)][at].add(n)
    return [
        (key, at, found)
        for key, cells in seen.items()
        for at, found in cells.items()
        if found & set(SMALL) and not found >= {n for n in SMALL if n <= key[1]}
    ]


def _parts(total, cells):
    """Every way to spread `total` over so many cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in _parts(total - first, cells - 1))


@pytest.mark.usefixtures("_fewest_of_four")
def test_no_level_can_be_worked_out_from_the_others_and_the_rows():
    names = ("high", "medium", "low", "home", "unplaced", "no_text")
    tables = [t for total in (3, 9, 13) for t in _parts(total, 6)]
    say = lambda t: levels_told(dict(zip(names, t, strict=True)))  # noqa: E731
    assert len({repr(say(t)) for t in tables}) > 50
    assert not _told_apart(tables, say)


@pytest.mark.usefixtures("_fewest_of_four")
def test_no_group_can_be_worked_out_even_by_who_knows_both_totals():
    names = ("M", "F", "X")

    def say(table):
        placed, not_placed = table[:3], table[3:]
        told = groups_told(
            dict(zip(names, placed, strict=True)),
            dict(zip(names, not_placed, strict=True)),
            ("M", "F"),
        )
        return (sum(placed), sum(not_placed), told)

    halves = [t for total in (0, 4, 8, 13) for t in _parts(total, 3)]
    tables = [a + b for a, b in product(halves, repeat=2)]
    assert not _told_apart(tables, say)


@pytest.mark.usefixtures("_fewest_of_four")
def test_the_attack_finds_what_subtraction_tells():
    """Each small count hidden by itself: the attack must see that the rest tells it."""
    tables = list(_parts(10, 3))
    say = lambda t: tuple("c" if 0 < n < 4 else n for n in t)  # noqa: E731
    assert _told_apart(tables, say)


def test_a_group_that_is_small_goes_with_another():
    told = groups_told({"M": 20, "F": 10}, {"F": 10, "U": 3}, ("M", "F"))
    assert told == {
        "M": {"texts": 20, "placed": 20},
        f"F or {OTHERS}": {"texts": 23, "placed": 10},
    }


def test_bands_are_joined_with_their_neighbours():
    bands = ("0-10", "11-15", "16-17", "18+")
    told = groups_told({"11-15": 9, "18+": 50}, {"0-10": 9, "16-17": 3, "18+": 40}, bands)
    assert told == {
        "0-10 or 11-15": {"texts": 18, "placed": 9},
        "16-17 or 18+": {"texts": 93, "placed": 50},
    }


def test_where_no_joining_helps_nothing_is_told():
    assert levels_told({"high": 3, "unplaced": 90}) == {}
    assert groups_told({"M": 3, "F": 5}, {"M": 50, "F": 50}, ("M", "F")) == {}


def test_large_numbers_are_told_as_they_are():
    counts = {"high": 30, "medium": 9, "low": 0, "home": 8, "unplaced": 13, "no_text": 100}
    assert levels_told(counts) == counts
    assert levels_told({**counts, "low": 1})["medium or low"] == 10
