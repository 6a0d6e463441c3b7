"""Limits of shares, and of one share over another, against statsmodels."""

from math import inf

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from watchward.maths.intervals import exact_share_interval, share_ratio_interval, wilson_interval


@pytest.mark.parametrize(("counted", "people"), [(18, 25), (0, 9), (9, 9), (64, 200)])
def test_exact_and_wilson_limits_of_a_share(counted, people):
    exact = proportion_confint(counted, people, method="beta")
    assert exact_share_interval(counted, people) == pytest.approx(exact, abs=1e-10)
    wilson = proportion_confint(counted, people, method="wilson")
    assert wilson_interval(counted, people) == pytest.approx(wilson, abs=1e-10)


@pytest.mark.parametrize(
    ("share", "other"),
    [
        ((10, 100), (32, 100)),
        ((3, 40), (20, 50)),
        ((40, 40), (20, 50)),
        ((150, 400), (9, 30)),
        ((0, 40), (20, 50)),
    ],
)
def test_score_limits_of_a_ratio_of_shares(share, other):
    theirs = confint_proportions_2indep(*share, *other, compare="ratio", method="score")
    assert share_ratio_interval(share, other) == pytest.approx(theirs, abs=1e-8)


def test_from_nothing_there_is_no_upper_limit():
    low, high = share_ratio_interval((5, 40), (0, 50))
    assert (low, high) == (pytest.approx(1.6815627, abs=1e-6), inf)
    assert share_ratio_interval((0, 40), (0, 50)) == (0.0, inf)
    assert exact_share_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("share", "other"), [((5, 4), (1, 9)), ((0, 0), (1, 9)), ((1, 4), (9, 1))])
def test_more_than_all_is_refused(share, other):
    with pytest.raises(ValueError, match="among the trials"):
        share_ratio_interval(share, other)
    with pytest.raises(ValueError, match="exceed"):
        exact_share_interval(5, 4)
