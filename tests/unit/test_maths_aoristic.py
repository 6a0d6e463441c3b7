"""Uncertain times spread over hours: by hand, and second by second."""

import numpy as np
import pytest

from watchward.geography.clock import nights_and_hours
from watchward.maths.aoristic import HOUR, hours_later, spread_over_hours

THURSDAY = 0  # 1 January 1970


def spread(*intervals):
    starts, ends, counts = np.array(intervals, dtype=np.int64).T
    hours, weights = spread_over_hours(starts, ends, counts)
    return dict(zip(hours.tolist(), weights.tolist(), strict=True))


def test_by_hand():
    # Two events from 22:00 to 01:59:59, and one from 23:30 to 00:29:59.
    found = spread((22 * HOUR, 26 * HOUR - 1, 2), (23 * HOUR + 1800, 24 * HOUR + 1799, 1))
    assert found == pytest.approx({22: 0.5, 23: 1.0, 24: 1.0, 25: 0.5})


def test_it_is_what_counting_seconds_gives():
    rng = np.random.default_rng(5)
    starts, lengths = rng.integers(0, 90_000, 20), rng.integers(0, 30_000, 20)
    ends, counts = starts + lengths, rng.integers(1, 4, 20)
    intervals = list(zip(starts.tolist(), ends.tolist(), counts.tolist(), strict=True))
    slow: dict[int, float] = {}
    for start, end, count in intervals:
        for second in range(start, end + 1):
            slow[second // HOUR] = slow.get(second // HOUR, 0) + count / (end + 1 - start)
    assert spread(*intervals) == pytest.approx(slow)
    assert sum(slow.values()) == pytest.approx(sum(count for _, _, count in intervals))


def test_none_and_backwards():
    nothing = np.zeros(0, dtype=np.int64)
    assert len(spread_over_hours(nothing, nothing, nothing)[0]) == 0
    with pytest.raises(ValueError, match="before it starts"):
        spread((5, 4, 1))


def test_the_small_hours_of_an_hour_are_the_night_before_by_the_local_clock():
    assert nights_and_hours([THURSDAY + 22]) == [(4, 23)]  # in 1970 clocks stood an hour ahead
    july = 19_905 * 24  # 1 July 2024, a Monday, 00:00 UTC is 01:00
    assert nights_and_hours([july, july + 5]) == [(7, 1), (1, 6)]


def test_arrivals_two_hours_later_are_alike_when_moved_back_by_two():
    assaults = np.zeros(24)
    assaults[[21, 22, 23, 0]] = [10, 30, 40, 20]
    unlike = hours_later(np.roll(assaults, 2), assaults, most=3)
    assert unlike == pytest.approx([0.7, 0.4, 0.0, 0.4])
    with pytest.raises(ValueError, match="has events"):
        hours_later(np.zeros(24), assaults, most=1)
