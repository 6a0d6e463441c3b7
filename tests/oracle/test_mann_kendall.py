"""Mann-Kendall against SciPy's Kendall tau (its variance with ties) and every arrangement."""

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import kendalltau, norm

from watchward.maths.mann_kendall import mann_kendall


@pytest.mark.parametrize("times", [6, 12, 24])
def test_it_is_scipys_tau_but_for_continuity(times):
    rng = np.random.default_rng(times)
    series = rng.poisson(2.5 + np.arange(times) / 12, (40, times))  # many ties
    found = mann_kendall(series)
    for row, s, z in zip(series, found.s, found.z, strict=True):
        pairs = sum(np.sign(row[j] - row[i]) for i in range(times) for j in range(i + 1, times))
        assert s == pairs
        theirs = kendalltau(np.arange(times), row, method="asymptotic").pvalue
        if s:
            assert 2 * norm.sf(abs(z) * abs(s) / (abs(s) - 1 or 1e-300)) == pytest.approx(
                theirs if abs(s) > 1 else 1.0, abs=1e-9
            )


def test_by_hand():
    # 4 5 5 7 9: nine pairs rise, one is a tie of two: (5 × 4 × 15 − 2 × 1 × 9) / 18 = 15.667.
    found = mann_kendall(np.array([[4, 5, 5, 7, 9], [3, 3, 3, 3, 3]]))
    assert found.s.tolist() == [9, 0]
    assert found.z[0] == pytest.approx(8 / 15.667**0.5, abs=1e-4)
    assert found.p[1] == 1.0


def test_the_p_is_near_the_share_of_every_arrangement():
    every = np.array(list(permutations(range(7))))
    found = mann_kendall(every)
    for s in (9, 13, 15):
        exact = np.mean(np.abs(found.s) >= s)
        assert found.p[np.flatnonzero(found.s == s)[0]] == pytest.approx(exact, abs=0.01)
