"""The six names, by hand: H hot, - not, oldest first."""

import numpy as np
import pytest

from watchward.maths.spot_history import Rules, names_of, trends

RULES = Rules(settled=0.75, half=0.5, recent=0.25, twice=2, level=0.05)


@pytest.mark.parametrize(
    ("windows", "trend", "name"),
    [
        ("HHHHHHHH", 0, "persistent"),
        ("HHHHHH-H", 1, "growing"),
        ("HHHHHHH-", -1, "fading"),
        ("----HHHH", 1, "growing"),
        ("----HHHH", 0, "sporadic"),
        ("-------H", 1, "new"),
        ("------HH", 0, "new"),
        ("------H-", 0, ""),
        ("-H-----H", 0, "sporadic"),
        ("HH------", -1, "former"),
        ("HHHHHH--", 0, "former"),
        ("H-------", 0, ""),
        ("--------", 0, ""),
    ],
)
def test_a_history_has_one_name(windows, trend, name):
    hot = np.array([[mark == "H" for mark in windows]])
    assert names_of(hot, np.array([trend]), RULES) == [name]


def test_a_trend_alone_among_many_must_be_the_clearer():
    rng = np.random.default_rng(2)
    rising = np.arange(8)[None]
    assert trends(rising, 0.05).tolist() == [1]
    # p of eight in order is 0.0008: among 100 without a trend its share of 0.05 is 0.0005.
    crowd = np.concatenate([rising, rng.permuted(np.tile(np.arange(8), (100, 1)), axis=1)])
    assert trends(crowd, 0.05)[0] == 0
