"""Present values by hand."""

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
