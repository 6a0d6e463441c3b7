"""Limits of a saving against closed forms, where there are any."""

from math import exp, log, sqrt

import pytest
from scipy import stats

from watchward.maths.savings import Assumed, saved, saved_limits, spread_of_sum


def test_chance_in_the_count_is_the_gamma_posterior():
    assumed = Assumed(count=40, unit=100.0, share=0.1)
    low, high = stats.gamma(40.5).ppf([0.025, 0.975]) * 10.0
    assert saved_limits(assumed) == pytest.approx((low, high), rel=0.01)
    assert saved(assumed) == 400.0


def test_the_unit_costs_spread_is_its_limits():
    assumed = Assumed(count=1000, unit=10.0, share=0.1, spread=1.25, by_chance=False)
    assert saved_limits(assumed) == pytest.approx((1000 / 1.25, 1000 * 1.25), rel=0.01)


def test_the_shares_limits_are_the_triangles():
    assumed = Assumed(count=100, unit=1.0, share=0.1, low=0.05, high=0.15, by_chance=False)
    triangle = stats.triang(0.5, loc=0.05, scale=0.1)
    assert saved_limits(assumed) == pytest.approx(
        list(100 * triangle.ppf([0.025, 0.975])), rel=0.02
    )


def test_a_sum_of_costs_is_surer_than_each():
    # Two equal parts off by 25 per cent each, independently: by 25 per cent / √2, in logarithms.
    assert spread_of_sum((5.0, 5.0), 1.25) == pytest.approx(exp(log(1.25) / sqrt(2)))
    assert spread_of_sum((5.0,), 1.25) == pytest.approx(1.25)
    assert spread_of_sum((), 1.25) == 1.0
