"""The range of an ordinary month: how often it holds, and when there is too little to say."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t

from watchward.maths.season import expected_range, expected_ranges

JANUARY = 2024 * 12


def test_a_level_by_hand():
    # twelve months of 100: mean 100, Poisson spread; √(100 + 100/12) × t(11) = 10.41 × 2.201
    low, high = expected_range(range(12), [100] * 12, month=12)
    assert low == pytest.approx(100 - 22.909, abs=0.01)
    assert high == pytest.approx(100 + 22.909, abs=0.01)


def test_it_equals_a_quasi_poisson_regression_by_statsmodels():
    rng = np.random.default_rng(4)
    months = np.arange(JANUARY, JANUARY + 24)
    counts = rng.negative_binomial(20, 20 / (20 + 300 + 60 * np.cos(2 * np.pi * months / 12)))
    angle = 2 * np.pi * (months % 12) / 12
    design = np.column_stack([np.ones(24), np.cos(angle), np.sin(angle)])
    fit = sm.GLM(counts, design, family=sm.families.Poisson()).fit(scale="X2")
    row = np.array([1.0, 1.0, 0.0])  # a January
    mean = float(np.exp(row @ fit.params))
    scale = max(1.0, fit.scale)
    unscaled = fit.cov_params() / fit.scale
    spread = np.sqrt(scale * (mean + mean**2 * float(row @ unscaled @ row)))
    reach = t.ppf(0.975, 21) * spread
    found = expected_range(list(months), list(counts), month=JANUARY + 24)
    assert found == pytest.approx((mean - reach, mean + reach), rel=1e-8)


@pytest.mark.parametrize(("scale", "least", "most"), [(1.0, 0.93, 0.995), (3.0, 0.92, 0.98)])
def test_it_holds_about_as_often_as_it_says(scale, least, most):
    rng = np.random.default_rng(11)
    mean = 300 * np.exp(0.15 * np.cos(2 * np.pi * np.arange(25) / 12))
    held = 0
    for _ in range(400):
        if scale == 1.0:
            counts = rng.poisson(mean)
        else:
            counts = rng.negative_binomial(mean / (scale - 1), 1 / scale)
        low, high = expected_range(range(24), list(counts[:24]), month=24)
        held += low <= counts[24] <= high
    assert least <= held / 400 <= most


def test_too_few_months_say_nothing():
    assert expected_range(range(7), [50] * 7, month=7) is None
    assert expected_range(range(8), [50] * 8, month=8) is not None
    assert expected_range([0, 12, 24], [50, 60, 70], month=36) is None  # three Julys
    assert expected_range(range(12), [None] * 5 + [50] * 7, month=12) is None


def test_hidden_and_missing_months_are_left_out():
    counts = [100.0] * 12
    counts[3] = None
    low, high = expected_range(range(12), counts, month=12)
    assert low < 100 < high
    assert expected_range(range(12), [0.0] * 12, month=12) == (0.0, 0.0)


def test_each_month_is_judged_by_those_before_it_only():
    counts = [100.0] * 12 + [500.0]
    ranges = expected_ranges(range(13), counts)
    assert ranges[:8] == [None] * 8
    assert ranges[12][1] < 130
    with pytest.raises(ValueError, match="in order"):
        expected_ranges([2, 1], [1.0, 1.0])
