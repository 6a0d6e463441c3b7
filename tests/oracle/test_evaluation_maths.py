"""Interrupted series and differences in differences against statsmodels, to eight digits."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.sandwich_covariance import S_hac_simple

from watchward.maths.differences import difference, drift
from watchward.maths.interrupted import careful_step, design, interrupted, placebo_steps
from watchward.maths.negative_binomial import fit_negative_binomial
from watchward.maths.poisson import fit_poisson
from watchward.maths.steadiness import steadiness


def series(seed: int, areas: int = 4, times: int = 156) -> np.ndarray:
    rng = np.random.default_rng(seed)
    t = np.arange(times)
    level = rng.uniform(0.5, 3.0, (areas, 1)) + 0.3 * np.sin(2 * np.pi * t / 52) - 0.2 * (t >= 90)
    return rng.poisson(np.exp(level)).astype(float)


@pytest.mark.parametrize("lags", [None, 0, 4, 13])
@pytest.mark.parametrize("seed", [1, 2])
def test_poisson_equals_statsmodels(seed, lags):
    y, x = series(seed), design(156, 90, season=52)
    offset = np.log(np.random.default_rng(seed).uniform(50, 60, (4, 156)))
    ours = fit_poisson(y, x, offset=offset, lags=lags)
    assert ours.settled.all()
    how = {} if lags is None else {"cov_type": "HAC", "cov_kwds": {"maxlags": lags}}
    for row in range(4):
        model = sm.GLM(y[row], x, family=sm.families.Poisson(), offset=offset[row])
        theirs = model.fit(tol=1e-14, maxiter=200, **how)
        np.testing.assert_allclose(ours.slopes[row], theirs.params, rtol=1e-8, atol=1e-8)
        np.testing.assert_allclose(ours.errors[row], theirs.bse, rtol=1e-8, atol=1e-10)


def test_a_series_without_events_has_a_finite_fit():
    ours = fit_poisson(np.zeros((1, 20)), np.ones((20, 1)))
    assert ours.means.max() < 1e-6
    assert np.isfinite(ours.errors).all()


@pytest.mark.parametrize(
    ("counts", "terms"),
    [(np.ones((1, 5)), np.ones((4, 1))), (-np.ones((1, 4)), np.ones((4, 1)))],
)
def test_what_cannot_be_fitted_is_refused(counts, terms):
    with pytest.raises(ValueError, match=r"design|counts"):
        fit_poisson(counts, terms)
    with pytest.raises(ValueError, match="made of the others"):
        fit_poisson(np.ones((1, 4)), np.ones((4, 2)))


def bursty(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = design(156, 70, season=52)
    mean = np.exp(x @ np.array([2.0, 0.2, -0.4, 0.1, 0.2, 0.1, 0.0, 0.1]))
    return rng.negative_binomial(4, 4 / (4 + mean)).astype(float), x


@pytest.mark.parametrize("seed", range(4))
def test_negative_binomial_equals_statsmodels(seed):
    y, x = bursty(seed)
    ours = fit_negative_binomial(y, x)
    model = sm.NegativeBinomial(y, x)
    theirs = model.fit(
        start_params=[*ours.slopes + 0.01, 0.3], disp=0, maxiter=500, method="newton", tol=1e-14
    )
    assert ours.spread == pytest.approx(theirs.params[-1], rel=1e-8)
    np.testing.assert_allclose(ours.slopes, theirs.params[:-1], rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_an_interrupted_series_that_varies_more_equals_statsmodels(seed):
    """Slopes and the model's own errors at the spread found; the step's error from both parts."""
    y, x = bursty(seed)
    found, fit = careful_step(y, 70, season=52), fit_negative_binomial(y, x)
    theirs = sm.GLM(y, x, family=sm.families.NegativeBinomial(alpha=fit.spread))
    plain = theirs.fit(tol=1e-14, maxiter=200)
    np.testing.assert_allclose(fit.slopes, plain.params, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(np.sqrt(np.diag(fit.covariance)), plain.bse, rtol=1e-8)
    # Newey and West by their own routine: weights of the expected information make the bread.
    score = x * ((y - plain.mu) / (1 + fit.spread * plain.mu))[:, None]
    bread = plain.normalized_cov_params
    robust = bread @ S_hac_simple(score, nlags=4) @ bread
    left = max(plain.pearson_chi2 / plain.df_resid, 1.0)
    wider = stats.t(plain.df_resid).ppf(0.975) / stats.norm.ppf(0.975)
    error = wider * np.sqrt(max(robust[2, 2], plain.cov_params()[2, 2] * left))
    assert found.step == pytest.approx(plain.params[2], abs=1e-8)
    assert found.error == pytest.approx(error, abs=1e-8)
    assert found.spread == fit.spread > 0


def test_counts_that_vary_as_chance_does_stay_poisson():
    y = series(5, areas=1)[0]
    found, plain = careful_step(y, 90, season=52), interrupted(y, 90, season=52)
    assert found.spread == 0
    assert found.step == pytest.approx(plain.step[0], abs=1e-8)
    assert found.error >= plain.step_error[0]


def test_a_spread_that_is_given_is_kept():
    y, _ = bursty(1)
    assert careful_step(y, 70, spread=0.4).spread == 0.4
    assert careful_step(y, 70, spread=0.0).spread == 0


@pytest.mark.parametrize("quiet", [0, 70])
def test_a_series_without_events_has_a_finite_step_and_error(quiet):
    y = np.zeros(156)
    y[156 - quiet :] = 3.0
    found = careful_step(y, 70)
    assert np.isfinite([found.step, found.error]).all()


def test_counts_that_vary_less_than_poisson_have_no_spread():
    ours = fit_negative_binomial(np.tile([4.0, 5.0, 6.0], 20), np.ones((60, 1)))
    assert ours.spread == 0
    assert ours.slopes[0] == pytest.approx(np.log(5))


def test_a_planted_step_is_found():
    rng = np.random.default_rng(3)
    t = np.arange(156)
    y = rng.poisson(np.exp(3.5 + np.log(0.7) * (t >= 80)), (50, 156)).astype(float)
    found = interrupted(y, 80, season=52)
    assert found.step.mean() == pytest.approx(np.log(0.7), abs=0.06)
    assert np.abs((found.step - np.log(0.7)) / found.step_error).max() < 6


def test_placebo_dates_call_nothing():
    y = np.random.default_rng(4).poisson(8.0, (40, 120)).astype(float)
    z = placebo_steps(y, np.arange(30, 90, 10), lags=0)
    assert z.shape == (6, 40)
    assert 0.6 < z.std() < 1.4


def test_a_date_looked_at_after_others_is_judged_as_if_alone():
    y = np.random.default_rng(6).poisson(8.0, (5, 120)).astype(float)
    together = placebo_steps(y, np.array([30, 90, 31]), season=52)
    alone = [placebo_steps(y, np.array([one]), season=52)[0] for one in (30, 90, 31)]
    np.testing.assert_allclose(together, alone, atol=1e-8)


def panel(seed: int, areas: int = 12, times: int = 20) -> tuple[np.ndarray, np.ndarray]:
    """Counts of areas of unlike size, months that all share, and an effect on a third of areas."""
    rng = np.random.default_rng(seed)
    ours = np.arange(areas) < areas // 3
    level = rng.gamma(2.0, 3.0, (areas, 1)) * np.exp(rng.normal(0, 0.3, times))
    effect = np.where(np.outer(ours, np.arange(times) >= START), 0.6, 1.0)
    return rng.poisson(level * effect).astype(float) + np.eye(areas, times), ours


START = 11


@pytest.mark.parametrize("seed", range(3))
def test_differences_equal_a_poisson_regression_with_every_dummy(seed):
    """Its effect, and its error clustered by area, to eight digits."""
    y, ours = panel(seed)
    areas, times = y.shape
    at, when = np.divmod(np.arange(y.size), times)
    on = (ours[at] & (when >= START)).astype(float)
    dummies = np.column_stack([np.eye(areas)[at], np.eye(times)[when][:, 1:], on])
    model = sm.GLM(y.ravel(), dummies, family=sm.families.Poisson())
    how = {"groups": at, "use_correction": False}
    theirs = model.fit(tol=1e-14, maxiter=200, cov_type="cluster", cov_kwds=how)
    found = difference(y, ours, START)
    assert found.by == pytest.approx(theirs.params[-1], abs=1e-8)
    assert found.plain == pytest.approx(theirs.bse[-1], abs=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_the_error_is_that_of_leaving_each_area_out(seed):
    y, ours = panel(seed)

    def log_ratio(rows):
        return np.log(rows[:, START:].sum() / rows[:, :START].sum())

    parts = []
    for side in (y[ours], y[~ours]):
        left = np.array([log_ratio(np.delete(side, row, axis=0)) for row in range(len(side))])
        parts.append((len(side) - 1) / len(side) * ((left - left.mean()) ** 2).sum())
    found = difference(y, ours, START)
    assert found.error == pytest.approx(np.sqrt(sum(parts)), abs=1e-12)
    assert found.reach >= stats.t(found.freedom).ppf(0.975) * found.error - 1e-12


def test_sides_of_like_areas_have_welchs_freedom():
    y = np.random.default_rng(1).poisson(50.0, (10, 20)).astype(float)
    y[:, :] = np.maximum(y.round(), 1)
    found = difference(y, np.arange(10) < 5, 10)
    assert 4 <= found.freedom <= 8


def test_nothing_before_or_one_area_is_refused():
    y, ours = panel(1)
    with pytest.raises(ValueError, match="nothing was counted"):
        difference(np.where(np.arange(20) < START, 0, y), ours, START)
    with pytest.raises(ValueError, match="two areas"):
        difference(y, np.arange(len(y)) < 1, START)


def test_a_common_fall_is_no_effect_where_counts_are_unlike():
    """Three a month beside one, both falling by three tenths: logs of counts call it an effect."""
    wrong = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        fall = np.where(np.arange(60) < 36, 1.0, 0.7)
        y = np.vstack([rng.poisson(3 * fall, (40, 60)), rng.poisson(fall, (40, 60))])
        found = difference(y, np.arange(80) < 40, 36)
        wrong += abs(found.by) > found.reach
    assert wrong <= 20


def test_no_event_afterwards_has_a_finite_effect():
    y = np.ones((10, 20))
    y[:5, 10:] = 0
    found = difference(y, np.arange(10) < 5, 10)
    assert found.by == pytest.approx(np.log(0.5 / 50))
    assert np.isfinite(found.reach)


def test_trends_that_part_before_the_start_are_seen_and_those_that_do_not_are_not():
    rng = np.random.default_rng(2)
    shared = np.exp(rng.normal(0, 0.3, 30))
    ours = np.arange(20) < 8
    rising = np.where(ours[:, None], np.exp(0.05 * np.arange(30)), 1.0)
    found = drift(rng.poisson(4 * shared * rising), ours)
    assert found.by > found.reach
    wrong = 0
    for _ in range(200):
        same = drift(rng.poisson(np.where(ours[:, None], 4, 1) * shared, (20, 30)), ours)
        wrong += abs(same.by) > same.reach
    assert wrong <= 20
    assert drift(np.zeros((20, 30)), ours) is None
    assert drift(np.eye(1, 30, 4) * np.ones((20, 1)), ours) is None  # all in one month


def test_months_that_vary_alike_are_steady_and_others_widen():
    rng = np.random.default_rng(3)
    shared = np.exp(rng.normal(0, 0.3, 36))
    even = [steadiness(rng.poisson(40 * shared), rng.poisson(80 * shared)) for _ in range(200)]
    assert 1.0 <= np.median([one.spread for one in even]) < 1.3
    assert 0.8 < np.std([one.drift for one in even]) < 1.2
    own = rng.gamma(5, 0.2, (200, 36))
    bursts = [steadiness(rng.poisson(40 * one), rng.poisson(80 * shared)) for one in own]
    # 1 + 0.2 · 40 · 2/3 of variance beyond chance, less what the shared months take.
    assert np.median([one.spread for one in bursts]) > 4
    few = steadiness(np.array([3, 4]), np.array([5, 6]))
    assert (few.spread, few.drift) == (1.0, None)
