"""The traffic light on made-up premises whose true rates are known: how often it errs."""

from collections import Counter

import numpy as np
import pytest

from watchward.maths.traffic_light import Average, Incident, lowest, score
from watchward.reference.load import figure

RULES = figure("premises_rules").data
KINDS = ("no_injury", "injury", "serious_injury")
MIX = (0.6, 0.3, 0.1)
POLICE = frozenset({"police"})
MEAN = sum(share * RULES["severity"][kind] for share, kind in zip(MIX, KINDS, strict=True))


def expected(a_month, months=12):
    """Points of average premises after so many months on the register."""
    shares = [next(b["share"] for b in RULES["recency"] if k <= b["through"]) for k in range(12)]
    points = a_month * MEAN * sum(shares[:months])
    return Average(points, a_month * min(months, RULES["change"]["months"]))


def colours(rates, of_average, rng):
    """The colours month by month once 12 months are held; `rates` are true ones, month by month."""
    drawn = rng.poisson(np.outer(rates, MIX))
    found = []
    for last in range(11, len(rates)):
        held = [
            Incident(ago, kind, POLICE)
            for ago in range(12)
            for kind, many in zip(KINDS, drawn[last - ago], strict=True)
            for _ in range(many)
        ]
        found.append(score(held, RULES, expected=expected(of_average), months=12).colour)
    return found


def share_red(premises, rates, of_average, seed):
    rng = np.random.default_rng(seed)
    return np.mean(["red" in colours(rates, of_average, rng) for _ in range(premises)])


def false_red(premises):
    """The share of average premises red at any of 12 monthly scores, by incidents a year."""
    return {
        a_year: share_red(premises, [a_year / 12] * 23, a_year / 12, seed=a_year)
        for a_year in (6, 30, 60, 75, 240)
    }


def red_in_time(premises):
    """The share red at one of six monthly scores, of premises with twice the average rate."""
    return {
        "60 a year all along, 30 average": share_red(premises, [5.0] * 17, 2.5, seed=1),
        "from 60 to 120 a year": share_red(premises, [5.0] * 11 + [10.0] * 6, 5.0, seed=2),
        "from 30 to 60 a year": share_red(premises, [2.5] * 11 + [5.0] * 6, 2.5, seed=3),
    }


def test_few_average_premises_turn_red_in_a_year_and_doubled_ones_do():
    false, found = false_red(150), red_in_time(150)
    assert all(share <= 0.05 + 0.035 for share in false.values()), false  # two errors of 150
    assert found["60 a year all along, 30 average"] >= 0.80
    assert found["from 60 to 120 a year"] >= 0.80
    assert found["from 30 to 60 a year"] >= 0.80 - 0.065  # two errors of 150


@pytest.mark.nightly
def test_the_stated_error_rates_hold_on_many_premises():
    false, found = false_red(2000), red_in_time(2000)
    assert all(share <= 0.05 for share in false.values()), false
    assert all(share >= 0.80 for share in found.values()), found


def test_size_alone_makes_no_colour():
    rng = np.random.default_rng(3)
    small = Counter(colours([3.0] * 12, 1.0, rng)[0] for _ in range(60))
    big = Counter(colours([20.0] * 12, 20.0, rng)[0] for _ in range(60))
    assert small["red"] + small["amber"] > 30  # three times the average of their size
    assert big["red"] <= 3


def test_the_lower_limit_of_equal_weights_is_the_exact_poisson_one():
    from scipy.stats import chi2

    for many in (1, 7, 40):
        assert lowest({2.0: many}, 0.99) == pytest.approx(chi2.ppf(0.01, 2 * many))
