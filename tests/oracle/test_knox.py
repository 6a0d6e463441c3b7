"""Knox's counts against every pair looked at, pointpats, and a published tool's output."""

import os
from pathlib import Path

import numpy as np
import pytest

from watchward.maths.fdr import benjamini_hochberg
from watchward.maths.knox import knox

SHARED = Path(os.environ.get("WATCHWARD_SHARED", Path(__file__).parents[3] / "shared"))
ARSON = SHARED / "data" / "known_answers" / "near_repeat" / "chicago_arson.csv"


def town(seed: int, n: int, days: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    streets = rng.integers(0, 3_000, (max(n // 20, 1), 2))
    at = streets[rng.integers(0, len(streets), n)] + rng.integers(-60, 61, (n, 2))
    at[: n // 10] = at[n // 10 : 2 * (n // 10)]  # the same place again
    return at[:, 0], at[:, 1], rng.integers(0, days, n)


def every_pair(x, y, day, metres, days) -> np.ndarray:
    found = np.zeros((len(metres), len(days)), dtype=int)
    for i in range(len(x)):
        for j in range(i):
            apart, between = (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2, abs(day[i] - day[j])
            band = next((b for b, m in enumerate(metres) if apart <= m * m), None)
            column = next((c for c, d in enumerate(days) if between <= d), None)
            if band is not None and column is not None:
                found[band, column] += 1
    return found


@pytest.mark.parametrize("metres", [(0, 100, 200), (50,), (0, 1, 333, 400)])
@pytest.mark.parametrize("days", [(0, 7, 14), (3,), (500,)])
@pytest.mark.parametrize("seed", [1, 2])
def test_it_counts_every_pair_once(seed, metres, days):
    x, y, day = town(seed, 160, 90)
    x = x - 700  # some coordinates below 0
    ours = knox(x, y, day, metres=metres, days=days, shuffles=0)
    assert (ours.observed == every_pair(x, y, day, metres, days)).all()


@pytest.mark.parametrize("seed", [3, 4])
def test_it_equals_pointpats(seed):
    from pointpats import Knox as Theirs

    x, y, day = town(seed, 400, 60)
    theirs = Theirs(np.column_stack([x, y]), day.reshape(-1, 1), delta=150, tau=5, permutations=9)
    ours = knox(x, y, day, metres=(150,), days=(5,), shuffles=99, seed=1)
    assert ours.observed.sum() == theirs.statistic_
    # The mean of shuffled dates is known exactly: pairs near in space × pairs near in time / pairs.
    n = len(x)
    near = every_pair(x, y, np.zeros(n), (150,), (0,)).sum()
    late = every_pair(np.zeros(n), np.zeros(n), day, (0,), (5,)).sum()
    assert ours.mean[0, 0] == pytest.approx(near * late / (n * (n - 1) / 2), rel=0.05)


def test_the_same_seed_says_the_same_on_any_number_of_cores(monkeypatch):
    x, y, day = town(5, 300, 40)
    several = knox(x, y, day, metres=(100,), days=(7,), shuffles=49, seed=8)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    one = knox(x, y, day, metres=(100,), days=(7,), shuffles=49, seed=8)
    other = knox(x, y, day, metres=(100,), days=(7,), shuffles=49, seed=9)
    assert several.mean == one.mean != other.mean


@pytest.mark.parametrize(("metres", "days"), [((100, 100), (1,)), ((100,), (7, 3)), ((-1,), (1,))])
def test_bands_that_do_not_rise_are_refused(metres, days):
    with pytest.raises(ValueError, match="must rise"):
        knox(*town(1, 10, 5), metres=metres, days=days)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_events_have_few_pairs(n):
    x, y, day = (one[:n] for one in town(1, 20, 1))
    assert knox(x, y, day, metres=(10_000,), days=(9,), shuffles=3).observed.sum() == n // 2


def test_repeats_that_were_planted_are_found():
    rng = np.random.default_rng(6)
    x, y, day = town(6, 400, 365)
    first = rng.integers(0, 400, 60)
    x, y = np.append(x, x[first] + 40), np.append(y, y[first])
    day = np.append(day, day[first] + rng.integers(1, 6, 60))
    found = knox(x, y, day, metres=(0, 100, 200), days=(7, 14), shuffles=199, seed=1)
    assert found.p[1, 0] <= 0.01
    assert found.ratio[1, 0] > 1.2


def test_dates_that_mean_nothing_are_called_repeats_one_time_in_twenty():
    """Type I error at p ≤ 0.05 over 200 towns; exact limits of a binomial of 0.05 at 99.9 %."""
    called = 0
    for seed in range(200):
        x, y, day = town(100 + seed, 250, 200)
        called += knox(x, y, day, metres=(150,), days=(10,), shuffles=99, seed=seed).p[0, 0] <= 0.05
    assert 2 <= called <= 22


@pytest.mark.skipif(not ARSON.exists(), reason="the shared development data are not here")
def test_the_published_calculators_pairs_come_out():
    """Near Repeat Calculator 1.3 on 522 arsons, 200 m × 1 day: each of its 12 printed counts.

    Its distances are along streets at right angles. Its bands of days are labelled "0 to 1",
    "2 to 2" and "3 to 3", and hold 0, 1 and 2 days: no other reading gives its counts.
    """
    rows = np.genfromtxt(ARSON, delimiter=",", dtype=None, encoding="utf-8")
    x, y = (np.round([row[k] for row in rows]) for k in (0, 1))
    day = np.array([np.datetime64(row[2]).astype(int) for row in rows])
    found = knox(x, y, day, metres=(0, 200, 400, 600), days=(0, 1, 2), manhattan=True)
    printed = [[0, 2, 0], [9, 1, 1], [4, 0, 0], [6, 0, 0]]
    assert found.observed.tolist() == printed
    theirs = np.array([[1, 0.01, 1], [0.01, 0.27, 0.23], [0.01, 1, 1], [0.01, 1, 1]])
    np.testing.assert_allclose(found.p, theirs, atol=0.12)  # theirs are of 99 shuffles
    straight = knox(x, y, day, metres=(0, 200, 400, 600), days=(0, 1, 2), shuffles=0)
    assert straight.observed[1].tolist() == [11, 1, 1]


def test_shootings_in_philadelphia_come_again_near_by_within_a_week(shared):
    """One record a shooting incident, 2015-2020: the excess is within 100 m and a week, not beyond.

    That near repeats of shootings there fade within a block and two weeks is Ratcliffe and Rengert
    2008, of other years.
    """
    import polars as pl
    from pyproj import Transformer

    source = shared / "data" / "philadelphia_shootings" / "shootings.csv"
    read = pl.read_csv(source, infer_schema=False).unique("dc_key", maintain_order=True)
    read = read.with_columns(pl.col("lng", "lat").cast(float, strict=False))
    read = read.filter(pl.col("lat") > 39)
    to_metres = Transformer.from_crs(4326, 26918, always_xy=True)
    east, north = to_metres.transform(read["lng"].to_numpy(), read["lat"].to_numpy())
    day = read["date_"].str.to_date().cast(pl.Int32).to_numpy().astype(int)
    x, y = np.round(east).astype(int), np.round(north).astype(int)
    found = knox(x, y, day, metres=(0, 100, 200, 400), days=(0, 7, 14, 28), shuffles=199, seed=1)
    assert found.p[1, 1] <= 0.01
    assert 1.2 < found.ratio[1, 1] < 1.5
    hot = benjamini_hochberg(found.p) <= 0.05
    assert hot[:2, 1].all()
    assert not hot[2:, 1].any()
    assert (found.ratio[2:, 1:] < 1.25).all()
