"""Levels of a series: the best division of all, by weighing every one; seldom found in noise."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.stats import poisson

from watchward.maths.change_points import SHORTEST, divide, find_levels, spread
from watchward.maths.season import seasonal_factors


def divided_slowly(y, exposure, penalty):
    """Every division there is, by SciPy's Poisson probabilities."""
    n = len(y)
    best, found = np.inf, []
    for count in range(n // SHORTEST):
        for cuts in combinations(range(SHORTEST, n - SHORTEST + 1), count):
            edges = [0, *cuts, n]
            if min(np.diff(edges)) < SHORTEST:
                continue
            cost = penalty * count
            for a, b in pairwise(edges):
                mean = y[a:b].sum() / exposure[a:b].sum() * exposure[a:b]
                cost -= 2 * poisson.logpmf(y[a:b], mean).sum()
            if cost < best - 1e-9:
                best, found = cost, edges[1:]
    return found


@pytest.mark.parametrize("penalty", [1.0, 4.0, 9.0])
def test_it_is_the_best_of_all_divisions(penalty):
    rng = np.random.default_rng(3)
    for _ in range(12):
        mean = np.repeat(rng.uniform(5, 40, size=3), 6)
        exposure = rng.uniform(0.7, 1.4, size=18)
        y = rng.poisson(mean * exposure).astype(float)
        assert divide(y, exposure, penalty=penalty) == divided_slowly(y, exposure, penalty)


def test_a_planted_step_is_found_whatever_the_season():
    rng = np.random.default_rng(7)
    step = np.cos(2 * np.pi * np.arange(44) / 12) * 0.2 + 0.3 * (np.arange(44) >= 25)
    hits = 0
    for _ in range(40):
        levels = find_levels(range(44), rng.poisson(400 * np.exp(step)).tolist())
        hits += len(levels) == 2 and abs(levels[1].first - 25) <= 1
    assert hits >= 36


def test_missing_months_keep_their_place():
    counts = [100.0] * 15 + [160.0] * 15
    counts[7] = counts[20] = None
    levels = find_levels(range(50, 80), counts)
    assert [(one.first, one.last, round(one.mean)) for one in levels] == [
        (50, 64, 100),
        (65, 79, 160),
    ]


def test_few_months_and_nothing_counted():
    assert find_levels(range(23), [5] * 23) == []  # a summer of 23 months would pass for a level
    assert [one.mean for one in find_levels(range(24), [0] * 24)] == [0.0]


def test_spread_is_not_below_that_of_poisson_counts():
    rng = np.random.default_rng(2)
    wide = rng.negative_binomial(300 / 3, 1 / 4, size=4000).astype(float)  # variance four means
    assert spread(wide, np.ones(4000)) == pytest.approx(4, rel=0.1)
    assert spread(np.full(30, 9.0), np.ones(30)) == 1.0


def test_the_season_by_hand():
    months = np.arange(36)
    wave = np.exp(0.2 * np.cos(2 * np.pi * months / 12))
    assert seasonal_factors(months, 100 * wave) == pytest.approx(list(wave), rel=1e-6)
    assert seasonal_factors(range(23), [5] * 23) is None


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("months", "mean", "scale"), [(60, 100, 1), (60, 8, 1), (24, 60, 1), (36, 400, 3), (60, 300, 5)]
)
def test_in_2_000_series_without_a_change_at_most_one_in_twenty_has_one(months, mean, scale):
    rng = np.random.default_rng(2024)
    false = 0
    for _ in range(2000):
        level = mean * np.exp(0.1 * np.cos(2 * np.pi * np.arange(months) / 12))
        drawn = (
            rng.poisson(level)
            if scale == 1
            else rng.negative_binomial(level / (scale - 1), 1 / scale)
        )
        false += len(find_levels(range(months), drawn.tolist())) > 1
    assert false / 2000 <= 0.05
