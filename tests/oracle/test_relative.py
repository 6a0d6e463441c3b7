"""Relative density against scipy's own tail sums, cell by cell, and under chance alone."""

import numpy as np
from scipy.stats import binom, poisson

from watchward.maths.fdr import benjamini_hochberg
from watchward.maths.relative import beside_people, more_than_others, more_than_people


def around(grid, row, column):
    return grid[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2].sum()


def ground(seed):
    rng = np.random.default_rng(seed)
    people = rng.gamma(0.5, 40.0, (14, 18))
    inside = rng.random(people.shape) < 0.9
    counts, others = rng.poisson(people / 20), rng.poisson(people / 15)
    counts[3:5, 4:6] += 9
    return counts, others, people, inside


def slow(counts, beside, inside, tail, support=8, level=0.05):
    x, y = np.where(inside, counts, 0), np.where(inside, beside, 0)
    p = np.full(x.shape, np.nan)
    for row, column in np.argwhere(inside):
        p[row, column] = tail(around(x, row, column), around(y, row, column), x.sum(), y.sum())
    seen = np.array([[around(x, r, c) for c in range(x.shape[1])] for r in range(x.shape[0])])
    return (benjamini_hochberg(p) <= level) & (seen >= support)


def test_beside_people_it_is_the_poisson_tail():
    for seed in range(4):
        counts, _, people, inside = ground(seed)
        ours = more_than_people(counts, people, inside=inside, level=0.05, support=8)
        theirs = slow(
            counts, people, inside, lambda c, b, all_c, all_b: poisson.sf(c - 1, b / all_b * all_c)
        )
        assert (ours == theirs).all()
        assert ours[3:5, 4:6][inside[3:5, 4:6]].any()


def test_beside_others_it_is_the_binomial_tail():
    for seed in range(4):
        counts, others, _, inside = ground(seed)
        ours = more_than_others(counts, others, inside=inside, level=0.05, support=8)
        theirs = slow(
            counts,
            others,
            inside,
            lambda c, b, all_c, all_b: binom.sf(c - 1, c + b, all_c / (all_c + all_b)),
        )
        assert (ours == theirs).all()


def test_where_the_other_explains_all_next_to_nothing_is_called():
    """2,000 grids would be exact; over 60 the share with any call stays near the level asked."""
    called = {"people": 0, "others": 0}
    for seed in range(60):
        rng = np.random.default_rng(1_000 + seed)
        people = rng.gamma(0.5, 40.0, (20, 20))
        inside = people >= 0
        counts, others = rng.poisson(people / 10), rng.poisson(people / 10)
        by = {"inside": inside, "level": 0.05, "support": 8}
        called["people"] += bool(more_than_people(counts, people, **by).any())
        called["others"] += bool(more_than_others(counts, others, **by).any())
    assert max(called.values()) <= 9  # 99.9 % of a binomial of 60 at 0.05


def test_with_nothing_to_compare_nothing_is_called():
    none, some = np.zeros((3, 3), dtype=int), np.full((3, 3), 20)
    inside = some > 0
    by = {"inside": inside, "level": 0.05, "support": 8}
    assert not more_than_people(some, none.astype(float), **by).any()
    assert not more_than_others(some, none, **by).any()
    assert not more_than_others(none, some, **by).any()


def test_places_beside_people_are_judged_by_the_two_sided_mid_p():
    counts, people = np.array([30, 4, 66, 0]), np.array([10.0, 20.0, 70.0, 0.0])
    p = []
    for count, share in zip(counts[:3], people[:3] / 100, strict=True):
        own = binom.pmf(count, 100, share) / 2
        p.append(2 * min(binom.cdf(count, 100, share) - own, binom.sf(count, 100, share) + own))
    called = benjamini_hochberg(np.array(p)) <= 0.05
    found = beside_people(counts, people, level=0.05, support=8)
    assert called.tolist() == [True, True, False]
    assert found.tolist() == [1, -1, 0, 0]
    # The last has no people: whatever is counted there cannot be judged.
    assert beside_people(counts[::-1], people, level=0.05, support=8)[3] == 0


def test_chance_beside_people_is_called_no_oftener_than_the_level():
    rng = np.random.default_rng(11)
    people = rng.gamma(2.0, 500.0, 60)
    called = 0
    for _ in range(200):
        counts = rng.multinomial(900, people / people.sum())
        called += bool(beside_people(counts, people, level=0.05, support=8).any())
    assert called <= 20  # 99.9 % of a binomial of 200 at 0.05
