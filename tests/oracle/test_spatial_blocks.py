"""Regression over areas against statsmodels and esda; blocks and held-out deviance by hand."""

import warnings

import numpy as np
import pytest

from watchward.maths.negative_binomial import fit_negative_binomial
from watchward.maths.spatial_blocks import blocks_of, fit_blocked, held_out, morans_i

RNG = np.random.default_rng(31)
PLACES = RNG.uniform(0, 10_000, size=(120, 2))
FACTOR = RNG.normal(size=120)
PEOPLE = RNG.integers(800, 3000, size=120).astype(float)
RATE = 0.01 * np.exp(0.4 * FACTOR) * RNG.gamma(4, 1 / 4, size=120)
COUNTS = RNG.poisson(PEOPLE * RATE).astype(float)
DESIGN = np.column_stack([np.ones(120), FACTOR])
OFFSET = np.log(PEOPLE)


def test_slopes_equal_statsmodels_and_limits_its_fits_without_each_block():
    import statsmodels.api as sm

    block = blocks_of(PLACES)
    ours = fit_blocked(COUNTS, DESIGN, offset=OFFSET, block=block)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        family = sm.families.NegativeBinomial(alpha=ours.spread)
        theirs = sm.GLM(COUNTS, DESIGN, family=family, offset=OFFSET).fit(tol=1e-13)
    assert ours.slopes == pytest.approx(theirs.params, abs=1e-8)
    squares = np.zeros(2)
    for one in range(8):
        kept = block != one
        spread = fit_negative_binomial(COUNTS[kept], DESIGN[kept], offset=OFFSET[kept]).spread
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            family = sm.families.NegativeBinomial(alpha=spread)
            without = sm.GLM(COUNTS[kept], DESIGN[kept], family=family, offset=OFFSET[kept])
            squares += (without.fit(tol=1e-13).params - theirs.params) ** 2
    reach = 2.364624 * np.sqrt(squares * 7 / 8)  # t with 7 degrees of freedom
    assert ours.high - ours.slopes == pytest.approx(reach, rel=1e-5)
    assert ours.slopes - ours.low == pytest.approx(reach, rel=1e-5)


def test_a_factor_that_one_block_alone_tells_of_has_no_limits():
    block = blocks_of(PLACES)
    alone = np.column_stack([np.ones(120), np.where(block == 3, FACTOR, 0.0)])
    found = fit_blocked(COUNTS, alone, offset=OFFSET, block=block)
    assert np.isinf(found.high).all()
    assert np.isfinite(found.slopes).all()


def test_blocks_are_compact_and_of_one_size():
    line = np.column_stack([np.arange(16.0), np.zeros(16)])
    assert blocks_of(line).tolist() == [k // 2 for k in range(16)]
    assert np.bincount(blocks_of(PLACES)).tolist() == [15] * 8


def test_morans_i_equals_esda():
    import esda
    from libpysal.weights import KNN

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = KNN.from_array(PLACES, k=6)
        theirs = esda.Moran(FACTOR, weights, transformation="r", permutations=0).I
    assert morans_i(FACTOR, PLACES)[0] == pytest.approx(theirs, abs=1e-10)
    assert morans_i(PLACES[:, 0], PLACES)[1] == pytest.approx(0.002)  # a slope over the ground
    assert morans_i(np.ones(120), PLACES) == (0.0, 1.0)


def test_a_true_factor_foretells_held_out_blocks_and_noise_does_not():
    block = blocks_of(PLACES)
    assert held_out(COUNTS, DESIGN, offset=OFFSET, block=block) > 0.2
    noise = np.column_stack([np.ones(120), RNG.normal(size=(120, 6))])
    assert held_out(COUNTS, noise, offset=OFFSET, block=block) < 0.05


@pytest.mark.nightly
@pytest.mark.parametrize(("lean", "least", "most"), [(0.0, 0.93, 0.97), (0.3, 0.93, 0.97)])
def test_limits_hold_the_true_slope_in_a_thousand_simulations(lean, least, most):
    """Also where blocks lean together, as the factor does."""
    rng, held = np.random.default_rng(97), 0
    for _ in range(1000):
        places = rng.uniform(0, 10_000, size=(120, 2))
        block = blocks_of(places)
        factor = rng.normal(size=120) + rng.normal(size=8)[block]
        people = rng.integers(800, 3000, size=120).astype(float)
        rate = 0.01 * np.exp(0.3 * factor + lean * rng.normal(size=8)[block])
        counts = rng.poisson(people * rate * rng.gamma(4, 1 / 4, size=120)).astype(float)
        design = np.column_stack([np.ones(120), factor])
        found = fit_blocked(counts, design, offset=np.log(people), block=block)
        held += bool(found.low[1] <= 0.3 <= found.high[1])
    assert least <= held / 1000 <= most
