"""Repeats by chance against simulation-free sums and statsmodels' truncated Poisson."""

import numpy as np
import pytest
from scipy.stats import poisson
from statsmodels.discrete.truncated_model import TruncatedLFPoisson

from watchward.maths.repeats import (
    by_even_chance,
    by_truncated_chance,
    gaps,
    gaps_by_chance,
    in_bands,
    repeats,
    truncated_mean,
)

COUNTS = np.array([1, 1, 1, 2, 1, 3, 1, 2, 6, 1])


def test_places_and_shares_are_counted():
    assert repeats(COUNTS, 2) == (4.0, 13 / 19)
    assert repeats(COUNTS, 5) == (1.0, 6 / 19)
    assert repeats(np.zeros(4, dtype=int), 2) == (0.0, 0.0)


@pytest.mark.parametrize("least", [1, 2, 3, 7])
def test_even_chance_is_the_sum_over_the_poisson_law(least):
    k = np.arange(200)
    p = poisson.pmf(k, 19 / 30)
    found = by_even_chance(30, 19, least)
    assert found.places == pytest.approx(30 * p[least:].sum(), abs=1e-10)
    assert found.share == pytest.approx((k * p)[least:].sum() / (k * p).sum(), abs=1e-10)


def test_the_truncated_mean_is_the_fit_of_statsmodels():
    fit = TruncatedLFPoisson(COUNTS, np.ones(len(COUNTS)), truncation=0).fit(disp=0, method="bfgs")
    assert truncated_mean(COUNTS.mean()) == pytest.approx(float(np.exp(fit.params[0])), rel=1e-4)


@pytest.mark.parametrize("least", [1, 2, 3])
def test_truncated_chance_is_the_sum_over_the_law_cut_off_at_one(least):
    k = np.arange(1, 200)
    p = poisson.pmf(k, truncated_mean(1.9))
    p /= p.sum()
    assert (k * p).sum() == pytest.approx(1.9)
    found = by_truncated_chance(10, 19, least)
    assert found.places == pytest.approx(10 * p[least - 1 :].sum())
    assert found.share == pytest.approx((k * p)[least - 1 :].sum() / 1.9)


def test_where_no_point_repeats_chance_makes_no_repeat():
    assert by_truncated_chance(7, 7, 2) == (0.0, 0.0)
    assert by_truncated_chance(7, 7, 1) == (7.0, 1.0)


def test_gaps_are_between_neighbours_in_time_at_one_place():
    place, when = np.array([2, 1, 2, 1, 2, 5]), np.array([10, 3, 4, 3, 30, 7])
    assert sorted(gaps(place, when)) == [0, 6, 20]
    assert in_bands(gaps(place, when), np.array([0, 7])).tolist() == [1, 1, 1]


def test_by_chance_is_the_mean_of_every_arrangement():
    """Two places of two events; of the 24 deals of days 0, 0, 9, 9 a third make gaps of 0 and 0."""
    place, when = np.array([0, 0, 1, 1]), np.array([0, 0, 9, 9])
    mean = gaps_by_chance(place, when, np.array([0]), shuffles=4_000, seed=3)
    # Otherwise both gaps are 9: 2/3 of deals.
    assert mean == pytest.approx([2 / 3, 4 / 3], abs=0.05)
