"""Permutation p of Gi* against every arrangement of a tiny grid, and under chance alone."""

import os
from itertools import permutations

import numpy as np

from watchward.maths.gi_chance import gi_star_p
from watchward.maths.gi_star import gi_star, window_sums


def every_arrangement(counts, inside):
    """The exact share of arrangements in which a cell's window holds as much."""
    seen, cells = window_sums(np.where(inside, counts, 0), 1), np.flatnonzero(inside.ravel())
    as_many, many = np.zeros(counts.shape), 0
    for order in permutations(counts.ravel()[cells]):
        grid = np.zeros(counts.size)
        grid[cells] = order
        as_many += window_sums(grid.reshape(counts.shape), 1) >= seen
        many += 1
    return as_many / many


def test_it_nears_the_share_of_all_arrangements():
    counts = np.array([[0, 0, 5, 1], [2, 0, 9, 0]])
    inside = np.array([[True, True, True, False], [True, True, True, True]])
    ours = gi_star_p(counts, inside=inside, deals=9_999, seed=3)
    exact = every_arrangement(counts, inside)
    assert np.isnan(ours[0, 3])
    np.testing.assert_allclose(ours[inside], exact[inside], atol=0.02)


def test_it_orders_cells_of_the_same_window_as_z_does():
    counts = np.random.default_rng(4).negative_binomial(0.4, 0.2, (25, 30))
    inside = np.ones(counts.shape, dtype=bool)
    p, z = gi_star_p(counts, inside=inside, deals=499, seed=1), gi_star(counts)
    middle = (slice(1, -1), slice(1, -1))
    order = np.argsort(z[middle].ravel())
    assert np.corrcoef(np.argsort(order), -p[middle].ravel())[0, 1] > 0.95


def test_by_chance_alone_one_cell_in_twenty_is_at_or_below_a_twentieth():
    """3,600 cells, windows overlapping: limits from the spread over 20 grids of 60 × 60."""
    share = []
    for seed in range(20):
        counts = np.random.default_rng(seed).poisson(3.0, (60, 60))
        inside = np.ones(counts.shape, dtype=bool)
        share.append((gi_star_p(counts, inside=inside, deals=99, seed=seed) <= 0.05).mean())
    assert 0.03 < np.mean(share) <= 0.055


def test_any_number_of_cores_says_the_same(monkeypatch):
    counts = np.random.default_rng(1).poisson(1.0, (12, 9))
    inside = counts >= 0
    several = gi_star_p(counts, inside=inside, reach=2, deals=49, seed=2)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert (gi_star_p(counts, inside=inside, reach=2, deals=49, seed=2) == several).all()
