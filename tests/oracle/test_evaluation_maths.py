"""Interrupted series and differences in differences against statsmodels, to eight digits."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.sandwich_covariance import S_hac_simple

from watchward.maths.differences import apart, difference, slopes
from watchward.maths.interrupted import careful_step, design, interrupted, placebo_steps
from watchward.maths.negative_binomial import fit_negative_binomial
from watchward.maths.poisson import fit_poisson


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
    rng = np.random.default_rng(seed)
    treated = np.outer(np.arange(areas) < areas // 3, np.arange(times) >= 11).astype(float)
    noise = rng.normal(0, 1, (areas, times)) + rng.normal(0, 2, (areas, 1))
    return noise + rng.normal(0, 1, times) - 0.8 * treated, treated


@pytest.mark.parametrize("seed", range(3))
def test_differences_equal_a_regression_with_every_dummy(seed):
    y, d = panel(seed)
    areas, times = y.shape
    at, when = np.divmod(np.arange(y.size), times)
    dummies = np.column_stack([np.eye(areas)[at], np.eye(times)[when][:, 1:], d.reshape(-1, 1)])
    model = sm.OLS(y.ravel(), dummies)
    ours = difference(y, d)
    plain, clustered = model.fit(), model.fit(cov_type="cluster", cov_kwds={"groups": at})
    assert ours.effect == pytest.approx(plain.params[-1], abs=1e-8)
    assert ours.plain_error == pytest.approx(plain.bse[-1], abs=1e-8)
    assert ours.error == pytest.approx(clustered.bse[-1], abs=1e-8)


def test_treatment_that_areas_and_times_explain_is_refused():
    y, d = panel(1)
    with pytest.raises(ValueError, match="alone say"):
        difference(y, np.ones_like(d))
    with pytest.raises(ValueError, match="complete"):
        difference(np.full_like(y, np.nan), d)


def test_trends_that_part_before_the_start_are_seen():
    y, d = panel(2)
    treated = d.any(axis=1)
    y[treated] += 0.5 * np.arange(y.shape[1])
    found = apart(slopes(y[:, :11]), treated)
    assert found.by > found.reach


@pytest.mark.parametrize("seed", range(3))
def test_the_effect_is_that_of_each_areas_change_and_its_limits_are_welchs(seed):
    y, d = panel(seed)
    treated, start = d.any(axis=1), int(d.any(axis=0).argmax())
    changes = y[:, start:].mean(axis=1) - y[:, :start].mean(axis=1)
    found = apart(changes, treated)
    told = stats.ttest_ind(changes[treated], changes[~treated], equal_var=False)
    low, high = told.confidence_interval(0.95)
    assert found.by == pytest.approx(difference(y, d).effect, abs=1e-9)
    assert found.freedom == pytest.approx(told.df, abs=1e-8)
    assert (found.by - found.reach, found.by + found.reach) == pytest.approx((low, high), abs=1e-9)
