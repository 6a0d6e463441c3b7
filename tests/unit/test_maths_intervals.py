"""Intervals against hand-worked answers, printed tables, and methods that share no code of ours."""

import math

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom, poisson
from statsmodels.stats.proportion import proportion_confint  # type: ignore[import-untyped]

from watchward.maths.intervals import (
    change_interval,
    change_percent,
    poisson_interval,
    rate_interval,
    ratio_interval,
    relative_rate,
    relative_rate_interval,
    wilson_interval,
)

# Exact 95 % limits as printed in textbook tables of the Poisson distribution.
PRINTED = [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)]


@pytest.mark.parametrize(("count", "low", "high"), PRINTED)
def test_poisson_limits_are_those_of_the_printed_table(count: int, low: float, high: float) -> None:
    assert poisson_interval(count) == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize("count", [1, 3, 7, 40, 412])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
def test_poisson_limits_solve_their_own_tail_equations(count: int, level: float) -> None:
    tail = (1 - level) / 2
    top = count + 20 * math.sqrt(count) + 20
    low = brentq(lambda mean: poisson.sf(count - 1, mean) - tail, 1e-9, top)
    high = brentq(lambda mean: poisson.cdf(count, mean) - tail, 1e-9, top)
    assert poisson_interval(count, level) == pytest.approx((low, high), rel=1e-6)


def test_nothing_seen_has_an_upper_limit_that_can_be_worked_by_hand() -> None:
    assert poisson_interval(0) == pytest.approx((0.0, -math.log(0.025)))


def test_poisson_interval_covers_the_truth_at_least_as_often_as_it_says() -> None:
    draws = np.random.default_rng(20260801).poisson(6.5, size=2_000)
    limits = {int(count): poisson_interval(int(count)) for count in np.unique(draws)}
    covered = sum(limits[int(count)].low <= 6.5 <= limits[int(count)].high for count in draws)
    assert covered / len(draws) >= 0.945  # 0.95 less one standard error


@pytest.mark.parametrize(
    ("successes", "trials"), [(0, 10), (1, 10), (5, 10), (10, 10), (220, 371), (4_207, 10_260)]
)
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_wilson_agrees_with_statsmodels(successes: int, trials: int, level: float) -> None:
    oracle = proportion_confint(successes, trials, alpha=1 - level, method="wilson")
    assert wilson_interval(successes, trials, level) == pytest.approx(oracle, abs=1e-12)


def test_wilson_worked_by_hand() -> None:
    # 5 of 10, z = 1.96: centre 0.5; reach 1.96 × √(0.025 + 0.009604 × 1) / 1.38416 = 0.2634
    assert wilson_interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_rate_is_the_count_s_interval_scaled() -> None:
    # 10 among 50,000 people: (4.795, 18.390) × 2 per 100,000
    assert rate_interval(10, 50_000) == pytest.approx((9.59, 36.78), abs=0.01)
    assert rate_interval(10, 50_000, per=1_000) == pytest.approx((0.0959, 0.3678), abs=0.0001)


@pytest.mark.parametrize(("a", "b"), [(1, 1), (3, 9), (14, 112), (500, 450)])
def test_ratio_limits_solve_the_binomial_tail_equations(a: int, b: int) -> None:
    low = brentq(lambda p: binom.sf(a - 1, a + b, p) - 0.025, 1e-9, 1 - 1e-9)
    high = brentq(lambda p: binom.cdf(a, a + b, p) - 0.025, 1e-9, 1 - 1e-9)
    assert ratio_interval(a, b) == pytest.approx((low / (1 - low), high / (1 - high)), rel=1e-6)


def test_ratio_ends_and_exposures() -> None:
    # 1 against 1: the share's limits are 1 − √0.975 = 0.01258 and √0.975 = 0.98742
    assert ratio_interval(1, 1) == pytest.approx((0.012740, 78.494), rel=1e-3)
    # none against 3: low 0; the share's high end is 1 − 0.025^(1/3) = 0.70760
    assert ratio_interval(0, 3) == pytest.approx((0.0, 2.41990), rel=1e-4)
    assert ratio_interval(3, 0) == pytest.approx((1 / 2.41990, math.inf), rel=1e-4)
    assert ratio_interval(0, 0) == (0.0, math.inf)
    twice_as_long = ratio_interval(6, 3, exposures=(12, 6))
    assert twice_as_long == pytest.approx(tuple(end / 2 for end in ratio_interval(6, 3)))


def test_change_in_words_and_with_its_interval() -> None:
    assert change_percent(112, 14) == -87.5
    assert change_percent(0, 5) is None
    low, high = change_interval(112, 14)
    ratio = ratio_interval(14, 112)
    assert (low, high) == pytest.approx((100 * (ratio.low - 1), 100 * (ratio.high - 1)))
    assert low < -87.5 < high < 0
    # 6 in 12 months, then 3 in 6, is no change: the interval holds zero evenly in the logarithm
    steady = change_interval(6, 3, exposures=(12, 6))
    assert steady.low < 0 < steady.high


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: poisson_interval(-1),
        lambda: poisson_interval(3, 1.0),
        lambda: wilson_interval(3, 2),
        lambda: rate_interval(3, 0),
        lambda: ratio_interval(3, 2, exposures=(0, 1)),
        lambda: poisson_interval(2.5),  # type: ignore[arg-type]
    ],
)
def test_what_makes_no_sense_is_a_bug_and_says_so(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"must|cannot"):
        wrong()


def test_a_groups_rate_over_that_of_all_is_a_share_over_a_share() -> None:
    low, high = proportion_confint(60, 200, method="beta")  # Clopper and Pearson
    assert relative_rate(60, 200, 1000, 5500) == pytest.approx(0.3 * 5.5)
    found = relative_rate_interval(60, 200, 1000, 5500)
    assert found == pytest.approx((low * 5.5, high * 5.5), abs=1e-12)
    assert relative_rate_interval(0, 10, 1, 4).low == 0
    with pytest.raises(ValueError, match="part of all"):
        relative_rate_interval(3, 2, 1, 4)
