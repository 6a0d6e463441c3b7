"""People who are followed, four thousand times: how often the limits hold a share that is known."""

import numpy as np
import pytest

from watchward.maths.intervals import Interval, exact_share_interval, share_ratio_interval

TRIALS = 4_000
SEED = 2008


def cover(first, second, truth):
    """Of two groups, people and true share each, how often the limits of their ratio hold it."""
    rng = np.random.default_rng(SEED)
    held = 0
    for _ in range(TRIALS):
        counts = [(int(rng.binomial(people, share)), people) for people, share in (first, second)]
        limits = share_ratio_interval(*counts)
        held += limits.low <= truth <= limits.high
    return held / TRIALS


@pytest.mark.parametrize(
    ("after", "before"),
    [((300, 0.16), (300, 0.32)), ((60, 0.16), (60, 0.32)), ((80, 0.3), (80, 0.6))],
)
def test_limits_of_a_ratio_hold_it(after, before):
    assert 0.93 <= cover(after, before, 0.5) <= 0.97


def test_exact_limits_of_a_share_hold_it_at_least_as_often_as_they_say():
    rng = np.random.default_rng(SEED)
    limits: list[Interval] = [
        exact_share_interval(int(rng.binomial(25, 0.72)), 25) for _ in range(TRIALS)
    ]
    assert 0.94 <= sum(one.low <= 0.72 <= one.high for one in limits) / TRIALS <= 0.99


def test_people_taken_on_at_their_worst_put_the_limits_in_the_wrong_place():
    """Repeats among 32 per cent of them at any other time, 48 when they were taken on."""
    assert cover((300, 0.16), (300, 0.48), 0.5) < 0.25
