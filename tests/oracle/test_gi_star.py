"""Gi* by running sums against two others: a plain double loop, and esda with libpysal's weights."""

import numpy as np
import pytest

from watchward.maths.gi_star import gi_star, window_sums


def slow(x: np.ndarray, inside: np.ndarray, reach: int) -> np.ndarray:
    """Getis and Ord's formula as printed, cell by cell."""
    rows, columns = x.shape
    cells = [(r, c) for r in range(rows) for c in range(columns) if inside[r, c]]
    values = [float(x[cell]) for cell in cells]
    n = len(values)
    mean = sum(values) / n
    s = (sum(v * v for v in values) / n - mean * mean) ** 0.5
    z = np.full(x.shape, np.nan)
    for r, c in cells:
        near = [
            v
            for (a, b), v in zip(cells, values, strict=True)
            if max(abs(a - r), abs(b - c)) <= reach
        ]
        w = len(near)
        z[r, c] = (sum(near) - mean * w) / (s * ((n * w - w * w) / (n - 1)) ** 0.5)
    return z


@pytest.mark.parametrize("reach", [1, 2])
@pytest.mark.parametrize("seed", range(5))
def test_it_equals_a_plain_double_loop(seed, reach):
    rng = np.random.default_rng(seed)
    x = rng.negative_binomial(0.3, 0.2, (9, 13)).astype(float)
    inside = rng.random(x.shape) < 0.8
    np.testing.assert_allclose(
        gi_star(x, reach=reach, inside=inside), slow(x, inside, reach), rtol=0, atol=1e-10
    )


@pytest.mark.parametrize("shape", [(12, 17), (30, 30)])
def test_it_equals_esda(shape):
    esda = pytest.importorskip("esda", reason="esda is a development tool")
    from libpysal.weights import fill_diagonal, lat2W

    x = np.random.default_rng(7).gamma(0.4, 5.0, shape)
    weights = lat2W(*shape, rook=False)
    star = fill_diagonal(weights, 1.0)
    star.transform = "B"
    theirs = esda.G_Local(x.ravel(), star, transform="B", star=True, permutations=0).Zs
    np.testing.assert_allclose(gi_star(x).ravel(), theirs, rtol=0, atol=1e-10)


def test_a_window_larger_than_the_grid_is_the_whole_grid():
    x = np.arange(6.0).reshape(2, 3)
    assert (window_sums(x, 5) == 15).all()
    assert np.isnan(gi_star(x, reach=5)).all()  # every window the same: nothing to compare


def test_an_even_grid_has_no_z():
    assert np.isnan(gi_star(np.full((4, 4), 3.0))).all()
