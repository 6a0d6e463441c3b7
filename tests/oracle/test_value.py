"""Present values by hand."""

import math

import pytest

from watchward.maths.value import Flows, factor, value


def test_a_pound_a_year_for_three_years():
    # 1 + 1/1.035 + 1/1.035² = 2.899694
    assert factor(3) == pytest.approx(2.899694, abs=1e-6)
    assert factor(0) == 0


def test_cost_benefit_payback_and_how_sure():
    found = value(Flows(set_up=1000, a_year=100, benefit=600, years=3))
    assert found.cost == pytest.approx(1000 + 289.9694, abs=1e-3)
    assert found.benefit == pytest.approx(1739.8164, abs=1e-3)
    assert found.net == pytest.approx(449.8470, abs=1e-3)
    assert found.ratio == pytest.approx(1739.8164 / 1289.9694, rel=1e-6)
    assert found.payback == pytest.approx(2.0)
    assert found.surely == 1.0


def test_bias_raises_costs_and_lowers_benefits():
    found = value(Flows(set_up=1000, a_year=0, benefit=1000, years=1, bias=0.4))
    assert (found.cost, found.benefit) == (pytest.approx(1400), pytest.approx(600))
    assert found.surely == 0.0


def test_an_even_bet_where_cost_is_the_median():
    found = value(Flows(set_up=1000, a_year=0, benefit=1000, years=1, log_error=0.5))
    assert found.surely == pytest.approx(0.5, abs=0.02)


def test_what_never_pays_has_no_payback_and_what_is_free_no_ratio():
    assert value(Flows(set_up=10, a_year=100, benefit=50, years=2)).payback is None
    assert value(Flows(set_up=0, a_year=0, benefit=50, years=2)).ratio is None
    loss = value(Flows(set_up=10, a_year=0, benefit=-50, years=2, log_error=0.2))
    assert loss.surely == 0.0


def test_an_effect_within_chance_may_be_a_loss_and_may_be_a_gain():
    """The normal integral: benefit beats cost where the ratio is below seen / (seen + cost)."""
    seen, cost = 550.0, 29.9
    for ratio, error in ((1.04, 0.1145), (0.95, 0.12), (0.9, 0.114)):
        flows = Flows(cost, 0, seen / ratio - seen, 1, still=seen, log_error=error)
        least = math.log(seen / (seen + cost))
        expected = 0.5 * (1 + math.erf((least - math.log(ratio)) / error / math.sqrt(2)))
        assert value(flows).surely == pytest.approx(expected, abs=0.015)


def test_bias_makes_no_loss_smaller():
    assert value(Flows(10, 0, -50, 1, bias=0.4)).benefit == -50
