"""The ratio of variance to mean against its own truth, and what it does to false calls."""

import numpy as np
import pytest

from watchward.maths.clumping import clumping
from watchward.maths.hot import hot_cells
from watchward.maths.moved import clumping_between, moved

SIZES = np.array([0.75, 0.2, 0.05])  # events that make one, two and three records
MANY = np.arange(1, 4)
TRUE = (SIZES * MANY**2).sum() / (SIZES * MANY).sum()
WEEKS = 52


def counted(point, day, weeks=WEEKS):
    """The three sums as the query makes them, the obvious way."""
    days: dict[tuple[int, int], int] = {}
    for at, when in zip(point.tolist(), day.tolist(), strict=True):
        days[at, when] = days.get((at, when), 0) + 1
    weekdays: dict[tuple[int, int], list[int]] = {}
    for (at, when), many in days.items():
        weekdays.setdefault((at, when % 7), []).append(many)
    together = sum(many * (many - 1) for many in days.values())
    apart = sum(sum(k) ** 2 - sum(one**2 for one in k) for k in weekdays.values())
    return clumping(len(point), together=together, apart=apart, weeks=weeks)


@pytest.mark.parametrize(("sizes", "true"), [(SIZES, TRUE), (np.array([1.0, 0, 0]), 1.0)])
def test_it_is_found_on_busy_points_and_busy_nights(sizes, true):
    """Two fifths of events at five points, half of them on the last night of a week."""
    found = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        point = np.where(
            rng.random(1500) < 0.4, rng.integers(0, 5, 1500), rng.integers(5, 900, 1500)
        )
        night = np.where(rng.random(1500) < 0.5, 5, rng.integers(0, 7, 1500))
        day = rng.integers(0, WEEKS, 1500) * 7 + night
        records = rng.choice(MANY, 1500, p=sizes)
        found.append(counted(np.repeat(point, records), np.repeat(day, records)))
    assert np.mean(found) == pytest.approx(true, abs=0.05)


def test_nothing_held_is_one():
    assert clumping(0, together=0, apart=0, weeks=52) == 1.0
    assert clumping(9, together=9, apart=0, weeks=1) == 1.0


def records_on(rng, mean, shape):
    """Counts of records whose events fall evenly."""
    events = rng.poisson(mean, shape)
    sizes = rng.choice(MANY, events.sum(), p=SIZES)
    cells = np.repeat(np.arange(events.size), events.ravel())
    return np.bincount(cells, sizes, events.size).astype(np.int64).reshape(shape)


def test_brawls_make_no_hot_cells():
    """200 even grounds: with one record an event the level asked for is kept, and so it is here."""
    called = {1.0: 0, TRUE: 0}
    for seed in range(200):
        counts = records_on(np.random.default_rng(seed), 0.6, (30, 30))
        for spread in called:
            hot, _ = hot_cells(
                counts,
                inside=np.ones((30, 30), dtype=bool),
                level=0.05,
                support=8,
                clumping=spread,
            )
            called[spread] += bool(hot.any())
    assert called[TRUE] <= 20  # 0.05 of 200, and what chance adds to it
    assert called[1.0] >= 40


def test_brawls_move_no_areas():
    """200 towns of 200 areas in which only one side's events make several records."""
    called = {1.0: 0, "between": 0}
    for seed in range(200):
        rng = np.random.default_rng(seed)
        means = rng.gamma(2.0, 8.0, 200)
        health, police = records_on(rng, means, (200,)), rng.poisson(means)
        share = health.sum() / (health + police).sum()
        for name, spread in ((1.0, 1.0), ("between", clumping_between(TRUE, 1.0, share))):
            found = moved(health, police, level=0.05, support=16, share=share, clumping=spread)
            called[name] += bool(found.any())
    assert called["between"] <= 20
    assert called[1.0] > called["between"]
