"""Next month's counts: by hand, calibrated where the model holds, and fair to simple rivals."""

import numpy as np
import pytest
from scipy.stats import kstest, nbinom

from watchward.maths.forecast import LAST_YEAR, Forecast, better, next_month, score


def even(months):
    return {"known": np.ones(months, dtype=bool), "factors": np.ones(months), "factor": 1.0}


def test_two_places_by_hand():
    # Two months: weights 0.5^(1/12) = 0.9439 and 1; sums 9.439 + 12 = 21.439 and 0.9439 + 2.
    found = next_month(np.array([[10, 12], [1, 2]]), **even(2))
    w = 0.5 ** (1 / 12)
    sums = np.array([10 * w + 12, w + 2])
    exposure = w + 1
    mean = sums.mean() / exposure
    spread = (sums.var() - mean * (w**2 + 1)) / exposure**2
    prior = mean / spread
    level = (prior * mean + sums) / (prior + exposure)
    assert sums[1] / exposure < level[1] < mean < level[0] < sums[0] / exposure
    fresh = 0.5 ** (1 / 3)  # of the month before the last, for the sum of all
    assert found.mean == pytest.approx(level * (11 * fresh + 14) / (fresh + 1) / (2 * mean))


def test_last_years_month_counts_more_and_a_missing_month_not_at_all():
    counts = np.zeros((2, 12), dtype=int)
    counts[0, 0] = 10
    later = np.zeros((2, 12), dtype=int)
    later[0, 1] = 10
    assert LAST_YEAR == 1
    heavier, lighter = (next_month(one, **even(12)).shape[0] for one in (counts, later))
    assert heavier > 1.8 * lighter
    some = even(12) | {"known": np.arange(12) > 0}
    assert next_month(counts + 1, **some).mean == pytest.approx([1.0, 1.0], rel=1e-3)


def test_a_season_is_taken_out_and_put_in_again():
    factors = np.array([0.5, 1.5] * 6)
    counts = (np.array([[40], [8]]) * factors).astype(int)
    by = {"known": np.ones(12, dtype=bool), "factors": factors}
    low, high = (next_month(counts, **by, factor=one).mean for one in (0.5, 1.5))
    assert low == pytest.approx([20, 4], rel=0.05)
    assert high == pytest.approx(3 * low)


def test_limits_and_places_are_scipys():
    made = Forecast(np.array([3.0, 0.4]), np.array([0.5, 2.0]))
    low, high = made.limits(0.8)
    p = made.rate / (1 + made.rate)
    assert (nbinom.cdf(high, made.shape, p) - nbinom.cdf(low - 1, made.shape, p) >= 0.8).all()
    assert nbinom.mean(made.shape, p) == pytest.approx(made.mean)
    seen = np.array([2, 0])
    inside = made.place_of(seen, seed=1)
    assert (nbinom.cdf(seen - 1, made.shape, p) <= inside).all()
    assert (inside <= nbinom.cdf(seen, made.shape, p)).all()


def test_where_levels_stay_the_forecast_is_calibrated():
    rng = np.random.default_rng(5)
    level = rng.gamma(1.2, 2.0, 3_000)
    counts = rng.poisson(level[:, None], (3_000, 25))
    found = next_month(counts[:, :24], **even(24))
    assert kstest(found.place_of(counts[:, 24], seed=2), "uniform").pvalue > 0.01
    low, high = found.limits(0.8)
    inside = np.mean((low <= counts[:, 24]) & (counts[:, 24] <= high))
    assert 0.8 <= inside <= 0.92  # whole numbers hold more than was asked


def test_hits_are_counted_and_only_a_steady_gain_is_better():
    assert score(np.array([3.0, 2.0, 1.0, 0.0]), np.array([5, 0, 3, 2]), places=2) == (10, 5, 8)
    assert score(np.array([1.0, 0.0]), np.array([0, 0]), places=1) == (0, 0, 0)
    assert better(np.array([5.0, 6, 7, 6]), np.array([4.0, 5, 5, 5]))
    assert not better(np.array([5.0, 6, 7, 6]), np.array([9.0, 2, 8, 4]))
    assert not better(np.array([5.0, 5, 5]), np.array([5.0, 5, 5]))
