"""Displacement by its published check, by hand, and its ranges against the truth they claim."""

import numpy as np
import pytest

from watchward.maths.displacement import Areas, displacement
from watchward.maths.synthetic_control import simplex_weights, synthetic_control


def test_the_reference_example():
    """R 100 → 80, D 50 → 48, C 200 → 190: success −0.0789, quotient −0.033, worked by hand."""
    found = displacement(Areas((100, 80), (50, 48), (200, 190)))
    assert found.success == pytest.approx(80 / 190 - 100 / 200)
    assert found.quotient == pytest.approx(-0.0333, abs=1e-4)
    assert found.gross == 20
    assert found.net == pytest.approx(95 - 80)
    assert found.total_net == pytest.approx(95 - 80 + 47.5 - 48)
    assert not found.corrected


@pytest.mark.parametrize(
    ("buffer", "sign"), [((50, 20), 1), ((50, 90), -1)], ids=["diffusion", "displacement"]
)
def test_its_sign_says_which_way(buffer, sign):
    found = displacement(Areas((300, 100), buffer, (500, 500)))
    assert np.sign(found.quotient) == sign
    assert np.sign(found.quotient_range).tolist() == [sign, sign]


def test_without_success_there_is_no_quotient():
    found = displacement(Areas((100, 120), (50, 40), (200, 190)))
    assert found.quotient is None
    assert found.quotient_range is None


def test_a_cell_of_nought_is_corrected_and_said():
    found = displacement(Areas((10, 0), (5, 0), (200, 190)))
    assert found.corrected
    assert found.quotient is not None
    assert np.isfinite(found.total_net_range).all()
    with pytest.raises(ValueError, match="0 or more"):
        displacement(Areas((10, -1), (5, 0), (200, 190)))


def held(size, draws):
    """How often the ranges hold the net and the total net effect of areas whose means are known."""
    rng = np.random.default_rng(size)
    means = np.array([[1.0, 0.7], [0.5, 0.5], [2.0, 1.9]]) * size
    trend = means[2, 1] / means[2, 0]
    net = means[0, 0] * trend - means[0, 1]
    total = net + means[1, 0] * trend - means[1, 1]
    seen = np.zeros(2)
    for seed in range(draws):
        counts = [tuple(int(n) for n in pair) for pair in rng.poisson(means)]
        found = displacement(Areas(*counts), draws=2_000, seed=seed)
        for at, (truth, (low, high)) in enumerate(
            ((net, found.net_range), (total, found.total_net_range))
        ):
            seen[at] += low <= truth <= high
    return seen / draws


@pytest.mark.parametrize("size", [12, 120])
def test_its_ranges_hold_the_truth_as_often_as_they_say(size):
    shares = held(size, 400)
    assert (shares >= 0.91).all(), shares  # 19 in 20, at 99.9 % of a binomial
    assert (shares <= 0.985).all(), shares


@pytest.mark.nightly
@pytest.mark.parametrize("size", [12, 40, 120])
def test_in_a_thousand_trials_its_ranges_hold_the_truth(size):
    shares = held(size, 1000)
    assert (shares >= 0.93).all(), shares
    assert (shares <= 0.97).all(), shares


def panel(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    shared = np.cumsum(rng.normal(0, 1, (3, 60)), axis=1)
    return rng.dirichlet(np.ones(3), 12) @ shared + rng.normal(0, 0.2, (12, 60)) + 20


@pytest.mark.parametrize("seed", range(5))
def test_weights_equal_an_independent_solver(seed):
    from scipy.optimize import minimize

    y = panel(seed)
    donors, target = y[1:, :40].T, y[0, :40]
    ours = simplex_weights(donors, target)
    theirs = minimize(
        lambda w: ((target - donors @ w) ** 2).sum(),
        np.full(11, 1 / 11),
        jac=lambda w: -2 * donors.T @ (target - donors @ w),
        bounds=[(0, 1)] * 11,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 2_000},
    )
    mine = ((target - donors @ ours) ** 2).sum()
    assert ours.min() >= 0
    assert ours.sum() == pytest.approx(1, abs=1e-12)
    assert mine <= theirs.fun * (1 + 1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_weights_equal_the_synthetic_control_of_pysyncon(seed):
    """It scales each time by its spread, so weights of its squares undo that."""
    import pandas as pd
    from pysyncon import Synth

    y = panel(seed)[:, :40]
    others, treated = pd.DataFrame(y[1:].T), pd.Series(y[0], name="treated")
    theirs = Synth()
    squares = y.T.std(axis=1, ddof=1) ** 2
    theirs.fit(X0=others, X1=treated, Z0=others, Z1=treated, custom_V=squares)
    ours = simplex_weights(y[1:].T, y[0])
    np.testing.assert_allclose(ours, np.asarray(theirs.W), atol=2e-3)
    lost = [((y[0] - y[1:].T @ w) ** 2).sum() for w in (ours, np.asarray(theirs.W))]
    assert lost[0] <= lost[1] * (1 + 1e-6)


def test_a_mixture_that_is_exact_is_found():
    rng = np.random.default_rng(1)
    donors = rng.normal(10, 3, (30, 5))
    truth = np.array([0.5, 0.0, 0.3, 0.2, 0.0])
    np.testing.assert_allclose(simplex_weights(donors, donors @ truth), truth, atol=1e-9)


def test_a_planted_effect_stands_out_and_none_does_not():
    y = panel(7)
    quiet = synthetic_control(y, treated=0, start=40)
    y[0, 40:] -= 9
    found = synthetic_control(y, treated=0, start=40)
    assert found.p <= 2 / 12
    assert found.gap[40:].mean() == pytest.approx(-9, abs=1.5)
    assert found.ratio > 5 * quiet.ratio
    with pytest.raises(ValueError, match="three areas"):
        synthetic_control(y[:2], treated=0, start=40)
