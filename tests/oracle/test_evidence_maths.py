"""Capture–recapture, funnels, standardised rates, concentration, hit rates: by hand, by peers."""

import numpy as np
import pytest
import statsmodels.api as sm

from watchward.maths.capture import chapman, dependent, log_linear, mismatched
from watchward.maths.concentration import adjusted_gini, even_shares, gini, top_share
from watchward.maths.funnel import funnel
from watchward.maths.hit_rates import hit_rates, recapture
from watchward.maths.standardise import direct, indirect


def test_chapman_by_hand():
    """1,000 and 800 with 350 on both: 1001 × 801 / 351 − 1; its error as printed in the field."""
    found = chapman(1000, 800, 350)
    assert found.total == pytest.approx(2283.3, abs=0.05)
    assert found.error == pytest.approx(73.5, abs=0.05)


def test_the_published_inputs_of_south_wales():
    """18,316 and 10,260 with 59.0 % unknown to the police (Gray and others 2017)."""
    both = round(10_260 * 0.41)
    found = chapman(18_316, 10_260, both)
    assert found.total == pytest.approx(44_664, rel=0.005)
    assert (found.low, found.high) == (pytest.approx(43_755, abs=9), pytest.approx(45_574, abs=9))
    assert 18_316 + 10_260 - both == 24_369


def test_dependence_moves_the_figure_as_its_odds_say():
    assert dependent(10, 10, 5, odds=1) == 20  # Lincoln and Petersen
    assert dependent(10, 10, 5, odds=3) == 30  # 15 seen, 3 × 5 × 5 / 5 not
    assert dependent(10, 10, 0, odds=1) == float("inf")


def test_missed_and_false_links():
    assert mismatched(100, 90, 40, missed=0.2, false=0.1) == pytest.approx(45)
    assert mismatched(50, 40, 40, missed=0.5, false=0) == 40


@pytest.mark.parametrize("lists", [(5, 9, 6), (-1, 4, 0)])
def test_lists_that_cannot_be_are_refused(lists):
    with pytest.raises(ValueError, match="on both"):
        chapman(lists[0], lists[1], lists[2] + 5)


def test_log_linear_equals_statsmodels_and_its_closed_forms():
    cells = {(1, 1, 1): 30, (1, 1, 0): 40, (1, 0, 1): 25, (1, 0, 0): 120}
    cells |= {(0, 1, 1): 20, (0, 1, 0): 80, (0, 0, 1): 60}
    models = {one.leaning: one for one in log_linear(cells)}
    assert len(models) == 8
    # With every two-way term the unseen are n111 n100 n010 n001 / (n110 n101 n011).
    full = models[(0, 1), (0, 2), (1, 2)]
    assert full.total == pytest.approx(sum(cells.values()) + 30 * 120 * 80 * 60 / (40 * 25 * 20))
    # One pair leaning: the third list is independent of that pair.
    design = np.array([[1, *c, c[0] * c[1]] for c in cells], dtype=float)
    theirs = sm.GLM(list(cells.values()), design, family=sm.families.Poisson()).fit(tol=1e-14)
    one = models[((0, 1),)]
    assert one.total == pytest.approx(sum(cells.values()) + np.exp(theirs.params[0]), rel=1e-8)
    assert one.aic == pytest.approx(theirs.aic, rel=1e-8)
    assert one.low < one.total < one.high
    assert log_linear(cells)[0].aic == min(one.aic for one in models.values())


def test_two_lists_without_leaning_are_lincoln_and_petersen():
    (only,) = log_linear({(1, 1): 350, (1, 0): 650, (0, 1): 450})
    assert only.total == pytest.approx(1000 * 800 / 350)
    with pytest.raises(ValueError, match="two lists"):
        log_linear({(1,): 4})


def test_a_funnel_without_spread_has_exact_limits():
    rng = np.random.default_rng(1)
    expected = rng.uniform(20, 300, 400)
    found = funnel(rng.poisson(expected), expected)
    assert found.tau < 0.04
    assert found.inflation == pytest.approx(1, abs=0.15)
    inside = (found.low <= found.ratio) & (found.ratio <= found.high)
    assert 0.93 <= inside.mean() <= 0.98


def test_a_funnel_widens_where_areas_vary_beyond_chance():
    rng = np.random.default_rng(2)
    expected = rng.uniform(100, 400, 400)
    seen = rng.poisson(expected * rng.gamma(25, 1 / 25, 400))
    found = funnel(seen, expected)
    assert found.tau == pytest.approx(0.2, abs=0.02)
    inside = (found.low_far <= found.ratio) & (found.ratio <= found.high_far)
    assert inside.mean() >= 0.98
    inner = (found.low <= found.ratio) & (found.ratio <= found.high)
    assert inner.mean() == pytest.approx(0.95, abs=0.02)
    with pytest.raises(ValueError, match="expects"):
        funnel(np.array([1]), np.array([0.0]))


@pytest.mark.parametrize("expected", [0.3, 1, 2, 5, 20])
@pytest.mark.parametrize("apart", [0.0, 0.3])
def test_chance_is_chance_where_areas_expect_few(expected, apart):
    """100 areas, 60 times: one that is like the others is seldom called, whatever its size."""
    near, far, spread, taus = [], [], [], []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        means = expected * rng.gamma(4, 0.25, 100)
        own = rng.gamma(1 / apart**2, apart**2, 100) if apart else 1.0
        seen = rng.poisson(means * own)
        found = funnel(seen, means * max(seen.sum(), 1) / means.sum())
        near.append(((found.ratio < found.low) | (found.ratio > found.high)).mean())
        far.append(((found.ratio < found.low_far) | (found.ratio > found.high_far)).mean())
        spread.append(found.inflation)
        taus.append(found.tau)
    assert np.mean(near) <= 0.055
    assert np.mean(far) <= 0.004
    if not apart:
        assert np.mean(spread) == pytest.approx(1, abs=0.06)
    elif expected >= 2:
        assert np.median(taus) == pytest.approx(apart, abs=0.06)


def test_a_residual_is_a_normal_of_the_same_tail():
    """Of one area far out, both ways: exact where a tail is too small for 1 minus it."""
    expected = np.full(50, 100.0)
    for count in (20, 400):
        found = funnel(np.full(50, count), expected)
        assert 30 < found.inflation < 2000


def test_standardised_rates_by_hand():
    """Rates 1 % and 4 % on a standard of 3 : 1 are 1.75 %; one group's limits are Poisson's own."""
    found = direct([10, 20], [1000, 500], [3, 1], per=100)
    assert found.value == pytest.approx(1.75)
    assert found.low < 1.75 < found.high
    from watchward.maths.intervals import poisson_interval

    alone = direct([16], [1000], [7], per=1000)
    assert alone[1:] == pytest.approx(tuple(poisson_interval(16)))
    ratio = indirect(30, [1000, 500], [0.01, 0.02])
    assert ratio.value == pytest.approx(1.5)
    assert ratio.low == pytest.approx(poisson_interval(30).low / 20)
    assert direct([0, 0], [10, 10], [1, 1]).low == 0
    with pytest.raises(ValueError, match="same groups"):
        direct([1], [1, 2], [1, 2])


def test_concentration_by_hand():
    counts = np.array([6, 3, 1, 0, 0])
    assert top_share(counts, 0.2) == 0.6
    assert top_share(counts, 0.3) == pytest.approx((6 + 1.5) / 10)
    assert top_share(counts, 1) == 1
    # Every pair's difference: sum over i < j of |x_i - x_j| is 30; Gini = 30 / (5 × 10).
    assert gini(counts) == pytest.approx(30 / 50)
    assert adjusted_gini(counts) == pytest.approx(30 / 50)  # more events than places
    assert adjusted_gini(np.array([1, 1, 0, 0, 0, 0])) == pytest.approx(0)  # spread as it can be
    assert adjusted_gini(np.array([2, 0, 0, 0, 0, 0])) == pytest.approx(0.5)
    assert gini(np.array([4, 4, 4])) == pytest.approx(0)
    (even,) = even_shares(1000, 100, (0.1,), draws=20, seed=1)
    assert even > 0.9  # chance alone looks concentrated
    with pytest.raises(ValueError, match="no events"):
        gini(np.zeros(3))


def test_hit_rates_by_hand():
    scores, events = np.array([5.0, 4, 1, 0]), np.array([2, 1, 5, 0])
    found = hit_rates(scores, events, cells=2)
    assert found == (3 / 8, 0.5, 0.75, 3 / 7)
    assert recapture(scores, np.array([4, 0, 4, 0]), events, cells=2) == 0.75
    assert np.isnan(hit_rates(scores, np.zeros(4), cells=1).pai)
    with pytest.raises(ValueError, match="some of the cells"):
        hit_rates(scores, events, cells=0)
