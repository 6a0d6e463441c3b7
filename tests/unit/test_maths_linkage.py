"""Pairs made one to one, and the share behind matches some of which are chance."""

import numpy as np
import pytest

from watchward.maths.linkage import matched_share, mean_whole, pair_off


def test_each_record_is_used_once_and_the_first_come_first():
    left, right = np.array([1, 1, 2, 2, 3]), np.array([10, 11, 10, 12, 12])
    assert pair_off(left, right) == 2  # 1-10, 2-12; 3 has nobody left
    assert pair_off(left[:0], right[:0]) == 0


def test_without_chance_it_is_the_plain_share():
    share, low, high = matched_share(42, 0, 100, 200)
    assert share == pytest.approx(0.42)
    reach = 1.959964 * (0.42 * 0.58 / 100) ** 0.5
    assert (low, high) == (pytest.approx(0.42 - reach), pytest.approx(0.42 + reach))


def test_chance_is_taken_off_by_hand():
    # s = 0.5, c = 0.2, 100 compared, pool 200 (r = 0.5): m = 0.5 + 0.5 × 0.75 × 0.2 = 0.575
    share, _, _ = matched_share(575, 200, 1000, 2000)
    assert share == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize(("matched", "chance"), [(0, 0), (0, 30), (100, 0), (100, 100)])
def test_limits_stay_between_0_and_1(matched, chance):
    share, low, high = matched_share(matched, chance, 100, 50)
    assert 0 <= low <= share <= high <= 1


def test_nothing_to_compare_is_an_error():
    with pytest.raises(ValueError, match="whole numbers"):
        matched_share(0, 0, 0, 5)
    with pytest.raises(ValueError, match="whole numbers"):
        matched_share(6, 0, 5, 5)


@pytest.mark.parametrize(("truth", "chance"), [(0.3, 0.05), (0.42, 0.2), (0.7, 0.4)])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(truth, chance):
    rng = np.random.default_rng(8)
    compared, pool, held = 1500, 2500, 0
    for _ in range(400):
        found = rng.binomial(compared, truth)
        spare = chance * (1 - found / pool)
        matched = found + rng.binomial(compared - found, spare)
        by_chance = mean_whole([int(rng.binomial(compared, chance)) for _ in range(4)])
        _, low, high = matched_share(matched, by_chance, compared, pool)
        held += low <= truth <= high
    assert 0.92 <= held / 400 <= 0.98


def test_the_mean_in_whole_numbers():
    assert mean_whole([1, 2]) == 2
    assert mean_whole([1, 1, 2]) == 1
