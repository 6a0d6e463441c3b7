"""Kernel density against its formula written out, cell by cell, and against a known integral."""

import os

import numpy as np
import pytest

from watchward.maths.density import kernel_density
from watchward.maths.grid_cells import Grid


def written_out(x, y, w, grid, h):
    """Every event at every centre, per square kilometre."""
    east, north = grid.centres
    far = ((east[:, None] - x) ** 2 + (north[:, None] - y) ** 2) / (h * h)
    kernel = np.where(far < 1, 3 / (np.pi * h * h) * (1 - far) ** 2, 0.0)
    return (kernel @ w).reshape(grid.rows, grid.columns) * 1e6


@pytest.mark.parametrize(("h", "side"), [(500, 100), (130, 100), (60, 250), (1, 50), (3_000, 75)])
@pytest.mark.parametrize("weighted", [False, True])
def test_it_equals_the_formula(h, side, weighted):
    rng = np.random.default_rng(h)
    grid = Grid.over((330_000, 380_000, 332_900, 383_100), side)
    x, y = rng.integers(329_000, 334_000, 400), rng.integers(379_000, 384_500, 400)
    w = rng.gamma(1.0, 2.0, 400) if weighted else None
    ours = kernel_density(x, y, grid=grid, metres=h, weights=w)
    theirs = written_out(x, y, np.ones(400) if w is None else w, grid, h)
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-9)


def test_all_of_an_event_lies_on_the_grid():
    grid = Grid.over((0, 0, 9_999, 9_999), 50)
    ours = kernel_density(np.array([5_013]), np.array([4_987]), grid=grid, metres=1_000)
    assert ours.sum() * 0.05**2 == pytest.approx(1, abs=1e-4)


def test_any_number_of_cores_says_the_same(monkeypatch):
    rng = np.random.default_rng(1)
    grid = Grid.over((0, 0, 5_000, 5_000), 100)
    x, y = rng.integers(0, 5_000, (2, 5_000))
    several = kernel_density(x, y, grid=grid, metres=400)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    np.testing.assert_allclose(
        kernel_density(x, y, grid=grid, metres=400), several, rtol=1e-12, atol=0
    )


def test_no_event_and_no_bandwidth():
    grid = Grid.over((0, 0, 900, 900), 100)
    none = np.array([], dtype=np.int64)
    assert not kernel_density(none, none, grid=grid, metres=300).any()
    with pytest.raises(ValueError, match="bandwidth"):
        kernel_density(none, none, grid=grid, metres=0)
