"""Linkage against looking at every two records and every matching; and against a known truth."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from tests.oracle.made_lists import made
from watchward.maths import record_loops
from watchward.maths.record_grid import NOT_SAID, Events
from watchward.maths.record_linkage import link
from watchward.maths.record_model import fitted
from watchward.maths.record_pairs import HOURS, PLACES, RINGS, TIMES, candidates

METRES = 250


def of_one_event(found, lists):
    """Whether each candidate is of one event."""
    left = np.searchsorted(found.begin, np.arange(len(found.other)), side="right") - 1
    return lists.partner[found.left.order[left]] == found.right.order[found.other]


def codes(one, other, i, j):
    """Place and people as the loops number them; nothing where the two cannot be of one event."""
    apart = np.hypot(one.easting[i] - other.easting[j], one.northing[i] - other.northing[j])
    known_sex = NOT_SAID not in {one.sex[i], other.sex[j]}
    known_age = NOT_SAID not in {one.age_band[i], other.age_band[j]}
    bands = abs(one.age_band[i] - other.age_band[j])
    if (
        one.night[i] != other.night[j]
        or apart > METRES
        or (known_sex and one.sex[i] != other.sex[j])
        or (known_age and bands > 1)
    ):
        return None
    time = TIMES - 1
    if NOT_SAID not in {one.hour[i], other.hour[j]}:
        hours = abs((one.hour[i] - 6) % 24 - (other.hour[j] - 6) % 24)
        time = next((at for at, most in enumerate(HOURS) if hours <= most), len(HOURS))
    ring = next(at for at, most in enumerate(RINGS) if apart <= most * METRES)
    return time * PLACES + ring, (bands if known_age else 2) + (0 if known_sex else 3)


@pytest.mark.parametrize("seed", range(4))
def test_candidates_are_those_found_by_looking_at_every_two(seed):
    lists = made(seed, 400, nights=20, side=2000, silent=0.3)
    found = candidates(lists.left, lists.right, metres=METRES)
    mine = set()
    for at, i in enumerate(found.left.order.tolist()):
        for pair in range(found.begin[at], found.begin[at + 1]):
            j = int(found.right.order[found.other[pair]])
            mine.add((i, j, int(found.place[pair]), int(found.people[pair])))
    every = product(range(len(lists.left.night)), range(len(lists.right.night)))
    slowly = {(i, j, *said) for i, j in every if (said := codes(lists.left, lists.right, i, j))}
    assert mine == slowly
    assert len(mine) > 50


def test_chance_is_what_is_found_when_each_night_is_moved():
    lists = made(3, 400, nights=30, side=2000, silent=0.3)
    found = candidates(lists.left, lists.right, metres=METRES)
    alike = lists.left.__class__(
        *(np.where(True, column, 0) for column in vars(lists.left).values())
    )
    slowly = exposed = 0
    for days in (-14, -7, 7, 14):
        moved = replace(alike, night=alike.night + days)
        exposed += int(
            (
                (moved.night >= lists.right.night.min()) & (moved.night <= lists.right.night.max())
            ).sum()
        )
        slowly += len(candidates(moved, lists.right, metres=METRES).other)
    assert found.met[:, :, :6].sum() == slowly
    assert found.met.sum() == found.drawn.sum() > slowly > 100
    assert found.exposed.sum() == exposed


def exactly(odds):
    """The probability of each pair over every matching of a few records, each weighed."""
    rows, columns = odds.shape
    total, chance = 0.0, np.zeros_like(odds)
    for chosen in product(range(-1, columns), repeat=rows):
        taken = [j for j in chosen if j >= 0]
        if len(set(taken)) == len(taken):
            pairs = [(i, j) for i, j in enumerate(chosen) if j >= 0]
            weight = np.prod([odds[pair] for pair in pairs])
            total += weight
            for pair in pairs:
                chance[pair] += weight
    return chance / total


@pytest.mark.parametrize("seed", range(12))
def test_probabilities_are_near_those_of_every_matching(seed):
    draw = np.random.default_rng(seed)
    rows, columns = draw.integers(2, 5, 2)
    odds = np.exp(draw.normal(0, 1.5, (rows, columns)))
    sent, chance = (np.zeros(odds.size, dtype=np.float32) for _ in range(2))
    other = np.tile(np.arange(columns, dtype=np.int32), rows)
    place, people = np.arange(odds.size, dtype=np.uint8), np.zeros(odds.size, dtype=np.uint8)
    kind, heard = np.zeros(rows, dtype=np.int64), np.zeros(columns)
    for _ in range(200):
        after, places, persons = np.zeros(columns), np.zeros((1, odds.size)), np.zeros((1, 6))
        record_loops.swept(
            *(0, rows, (np.arange(rows + 1) * columns, other, place, people), (kind, kind)),
            *((odds.reshape(1, -1), np.ones((1, 6))), sent, (heard, after), chance),
            (places, persons),
        )
        heard = after
    found = chance.reshape(odds.shape)
    assert np.abs(found - exactly(odds)).max() < 0.08
    assert found.sum(axis=1).max() <= 1 + 1e-6
    assert found.sum(axis=0).max() <= 1 + 1e-3
    assert places.sum() == pytest.approx(found.sum(), rel=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "more"),
    [(1, {}), (2, {"nights": 1095}), (5, {"both": 0.1, "left_only": 0.2, "right_only": 0.7})],
    ids=["crowded", "three years", "few on both"],
)
def test_a_probability_is_true_within_three_points_in_every_tenth(seed, more):
    """100,000 events in 12 km by 12 km: up to two candidates for each record."""
    lists = made(seed, 100_000, **more)
    found = candidates(lists.left, lists.right, metres=METRES)
    fit, true = fitted(found, limits=False), of_one_event(found, lists)
    tenth = np.minimum((fit.probability * 10).astype(int), 9)
    for at in range(10):
        said, came = fit.probability[tenth == at].mean(), true[tenth == at].mean()
        chance = 2 * np.sqrt(came * (1 - came) / (tenth == at).sum())
        assert abs(said - came) <= 0.03 + chance, (at, said, came)
    linked = link(lists.left, lists.right, metres=METRES)
    false = int((lists.partner[linked.left] != linked.right).sum())
    assert linked.false == pytest.approx(false, rel=0.15)
    assert linked.expected == pytest.approx((lists.partner >= 0).sum(), rel=0.03)


@pytest.mark.slow
def test_the_limits_hold_how_many_are_truly_on_both():
    held = 0
    for seed in range(20):
        lists = made(seed, 4000)
        linked = link(lists.left, lists.right, metres=METRES, limits=True)
        held += linked.low <= (lists.partner >= 0).sum() <= linked.high
    assert held >= 18


def test_each_record_is_linked_once_and_with_nothing_that_contradicts_it():
    lists = made(9, 6000, nights=60)
    linked = link(lists.left, lists.right, metres=METRES, threshold=0.2)
    assert len(set(linked.left.tolist())) == len(set(linked.right.tolist())) == linked.pairs
    assert linked.probability.min() >= 0.2
    assert all(
        codes(lists.left, lists.right, i, j)
        for i, j in zip(linked.left.tolist(), linked.right.tolist(), strict=True)
    )
    again = link(lists.left, lists.right, metres=METRES, threshold=0.2)
    assert (again.left == linked.left).all()
    assert (again.right == linked.right).all()


def test_lists_that_have_nothing_in_common_are_hardly_linked():
    lists = made(4, 20_000, both=0.0, left_only=0.5, right_only=0.5)
    linked = link(lists.left, lists.right, metres=METRES)
    assert linked.pairs < 100
    assert linked.expected < 250


def test_an_empty_list_and_one_night_alone():
    lists = made(1, 200, nights=7)
    none = Events(*(column[:0] for column in vars(lists.left).values()))
    assert link(none, lists.right, metres=METRES).pairs == 0
    assert link(lists.left, none, metres=METRES).expected == 0
    lone = Events(*(column[:1] for column in vars(lists.left).values()))
    assert link(lone, lists.right, metres=METRES, limits=True).pairs <= 1


@pytest.mark.parametrize("wrong", [{"metres": 0}, {"metres": 250, "threshold": 1.0}])
def test_a_threshold_and_a_distance_have_bounds(wrong):
    lists = made(1, 50)
    with pytest.raises(ValueError, match=r"metres|threshold"):
        link(lists.left, lists.right, **wrong)


def test_no_pair_shows_itself_in_what_is_printed():
    lists = made(1, 500)
    linked = link(lists.left, lists.right, metres=METRES)
    assert "array" not in repr(linked)
    assert repr(linked.pairs) not in {"", "0"}
    assert "array" not in repr(candidates(lists.left, lists.right, metres=METRES))
    assert "array" not in repr(lists.left)
