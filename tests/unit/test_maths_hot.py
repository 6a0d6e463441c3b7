"""Hot cells: rare on even ground, found where planted; grids that every month shares."""

import numpy as np
import pytest

from watchward.maths.gi_star import gi_star, gi_star_of
from watchward.maths.grid_cells import Grid
from watchward.maths.hot import hot_areas, hot_cells

WHOLE = np.ones((60, 60), dtype=bool)


@pytest.mark.parametrize("mean", [0.02, 0.125, 1.0])
def test_even_ground_has_a_hot_cell_in_at_most_one_grid_in_ten(mean):
    rng = np.random.default_rng(2)
    found = sum(
        hot_cells(rng.poisson(mean, (60, 60)), inside=WHOLE, level=0.05, support=1)[0].any()
        for _ in range(100)
    )
    assert found <= 10


def test_on_a_skewed_grid_the_normal_z_alone_would_call_noise_hot():
    counts = np.random.default_rng(3).poisson(0.02, (200, 200))
    whole = np.ones(counts.shape, dtype=bool)
    assert (gi_star(counts.astype(float)) > 3.3).sum() > 100  # one in two thousand, it claims
    hot, _ = hot_cells(counts, inside=whole, level=0.05, support=1)
    assert not hot.any()


def test_planted_cells_are_found_and_rest_on_what_is_round_them():
    counts = np.random.default_rng(4).poisson(0.2, (60, 60))
    counts[10, 10] += 30
    hot, around = hot_cells(counts, inside=WHOLE, level=0.05, support=8)
    assert hot[9:12, 9:12].all()
    assert hot.sum() <= 12
    assert around[10, 10] == counts[9:12, 9:12].sum()


def test_too_little_round_a_cell_and_cells_outside_are_never_hot():
    counts = np.zeros((60, 60), dtype=np.int64)
    counts[10, 10] = 7
    assert not hot_cells(counts, inside=WHOLE, level=0.05, support=8)[0].any()
    counts[10, 10] = 70
    inside = WHOLE.copy()
    inside[10, 10] = False
    hot, around = hot_cells(counts, inside=inside, level=0.05, support=8)
    assert not hot.any()
    assert around.sum() == 0
    assert not hot_cells(counts * 0, inside=WHOLE, level=0.05, support=8)[0].any()


def test_areas_in_a_row_by_hand():
    # areas 0-1-2-3-4, neighbours touch; x = 0 0 9 0 0, mean 1.8, S = 3.6
    pairs = [(i, j) for i in range(5) for j in range(5) if abs(i - j) <= 1]
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    z = gi_star_of(np.array([0, 0, 9, 0, 0]), left, right)
    # middle: (9 - 3 × 1.8) / (3.6 × √(3 × 2 / 4)); end: (0 - 2 × 1.8) / (3.6 × √(2 × 3 / 4))
    assert z[2] == pytest.approx(3.6 / (3.6 * 1.5**0.5))
    assert z[0] == pytest.approx(-3.6 / (3.6 * 1.5**0.5))


def test_hot_areas_are_those_round_a_planted_one():
    side = 15
    index = np.arange(side * side).reshape(side, side)
    pairs = [
        (index[r, c], index[r + dr, c + dc])
        for r in range(side)
        for c in range(side)
        for dr in (-1, 0, 1)
        for dc in (-1, 0, 1)
        if 0 <= r + dr < side and 0 <= c + dc < side
    ]
    left, right = (np.array(one) for one in zip(*pairs, strict=True))
    counts = np.random.default_rng(1).poisson(20, (side, side))
    assert not hot_areas(counts.ravel(), left, right, level=0.05, support=8).any()
    counts[7, 7] += 150
    hot = hot_areas(counts.ravel(), left, right, level=0.05, support=8).reshape(side, side)
    assert hot[6:9, 6:9].all()
    assert hot.sum() == 9
    assert not hot_areas(counts.ravel() * 0, left, right, level=0.05, support=8).any()


def test_a_grid_is_aligned_to_its_cells():
    grid = Grid.over((150, 250, 799, 400), 200)
    assert (grid.west, grid.south, grid.rows, grid.columns) == (0, 200, 2, 4)
    east, north = (np.array(a) for a in ([150, 399, 400, 900], [250, 399, 400, 300]))
    counts = grid.count(east, north, of=np.array([1, 2, 4, 8]))
    assert counts.tolist() == [[1, 2, 0, 0], [0, 0, 4, 0]]  # the last point is outside
    assert grid.corner(1, 2) == (400, 400)
    centres = list(zip(*(axis.tolist() for axis in grid.centres), strict=True))
    assert centres[0] == (100, 300)
    assert centres[-1] == (700, 500)
