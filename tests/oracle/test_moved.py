"""What moved: its p against a sum written out, its false calls under chance, its power."""

from math import comb

import numpy as np
import pytest

from watchward.maths.moved import mid_p, moved


@pytest.mark.parametrize(("count", "of", "share"), [(3, 10, 0.5), (0, 7, 0.3), (9, 12, 0.48)])
def test_mid_p_is_the_smaller_tail_twice(count, of, share):
    chance = [comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(of + 1)]
    low = sum(chance[:count]) + chance[count] / 2
    expected = min(2 * min(low, 1 - low), 1)
    assert mid_p(np.array([count]), np.array([of]), share)[0] == pytest.approx(expected)


def test_a_rise_everywhere_is_no_areas_own():
    before = np.full(50, 100)
    assert not moved(before * 2, before, level=0.05, support=16).any()
    assert (moved(before * 2, before, level=0.05, support=16, share=0.5) == 1).all()


def test_planted_moves_are_found_and_chance_is_not():
    """100 towns of 200 areas: a doubling of 80 is found nine times in ten, and little else."""
    false = found = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        means = rng.gamma(2.0, 15.0, 200)
        before, now = rng.poisson(means), rng.poisson(means)
        now[0], before[0] = rng.poisson(160), rng.poisson(80)
        called = moved(now, before, level=0.05, support=16)
        found += called[0] == 1
        false += bool(called[1:].any())
    assert found >= 90
    assert false <= 15


def test_few_records_are_not_judged():
    assert moved(np.array([15, 0]), np.array([0, 900]), level=0.05, support=16)[0] == 0
    with pytest.raises(ValueError, match="0 or more"):
        moved(np.array([1]), np.array([-1]), level=0.05, support=1)
