"""Shrunk counts worked by hand, and against the true means of drawn places."""

import numpy as np
import pytest

from watchward.maths.regression_to_mean import fall, shrunk


def test_worked_by_hand():
    # Ratios 0.5 and 1.5 on sizes 10 and 10:
    # level 1, spread 0.25, between 0.25 − 1 / 10 = 0.15, own 0.15 / (0.15 + 0.1) = 0.6.
    assert shrunk(np.array([5, 15]), np.array([10.0, 10.0])) == pytest.approx([7.0, 13.0])


def test_places_that_differ_by_chance_only_are_drawn_to_the_level():
    assert shrunk(np.array([9, 11]), np.array([10.0, 10.0])) == pytest.approx([10.0, 10.0])


def test_the_worst_places_next_year_fall_to_their_shrunk_counts():
    rng = np.random.default_rng(5)
    size = rng.uniform(5, 40, 20_000)
    means = size * rng.gamma(4, 1 / 4, len(size))
    before, after = rng.poisson(means), rng.poisson(means)
    guess = shrunk(before, size)
    worst = np.argsort(-before)[:500]
    assert guess[worst].sum() == pytest.approx(after[worst].sum(), rel=0.03)
    assert before[worst].sum() > 1.05 * after[worst].sum()


def test_the_bar_of_the_report_with_a_guess_of_half_its_count():
    found = fall(14, before=112, best_guess=56.0)
    assert found.raw == 0.875
    assert found.left == 0.75
    # Exact Poisson interval of 14: 7.65 to 23.49.
    assert found.interval == pytest.approx((1 - 23.49 / 56, 1 - 7.654 / 56), abs=0.001)


@pytest.mark.parametrize("before", [0, -1])
def test_no_fall_from_nothing(before):
    with pytest.raises(ValueError, match="nothing"):
        fall(1, before=before, best_guess=1.0)


def test_each_place_needs_a_size():
    with pytest.raises(ValueError, match="above zero"):
        shrunk(np.array([1, 2]), np.array([1.0, 0.0]))


def test_the_bars_raw_fall_as_a_ratio_of_two_counts():
    from scipy.stats import binomtest

    from watchward.maths.intervals import ratio_interval

    low, high = ratio_interval(14, 112)
    ends = binomtest(14, 126).proportion_ci(method="exact")
    assert (low, high) == pytest.approx((ends.low / (1 - ends.low), ends.high / (1 - ends.high)))
    assert (round(100 * (1 - high)), round(100 * (1 - low))) == (78, 93)
