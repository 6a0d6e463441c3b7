"""Benjamini-Hochberg against statsmodels, and against an example worked by hand."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from watchward.maths.fdr import benjamini_hochberg


@pytest.mark.parametrize("seed", range(5))
def test_it_equals_statsmodels(seed):
    p = np.random.default_rng(seed).random(200) ** 3
    p[::17] = p[3]  # ties
    theirs = multipletests(p, method="fdr_bh")[1]
    np.testing.assert_allclose(benjamini_hochberg(p), theirs, rtol=0, atol=1e-12)


def test_by_hand():
    # ranked .01 .02 .03 .5 → ×4/1 .04, ×4/2 .04, ×4/3 .04, ×1 .5
    found = benjamini_hochberg(np.array([[0.03, 0.5], [0.01, 0.02]]))
    np.testing.assert_allclose(found, [[0.04, 0.5], [0.04, 0.04]])


def test_what_was_not_tested_does_not_count():
    found = benjamini_hochberg(np.array([0.02, np.nan, 0.5]))
    np.testing.assert_allclose(found, [0.04, np.nan, 0.5])
