"""Most similar areas: distances and limits by hand, ranks by certainty and by symmetry."""

import numpy as np
import pytest

from watchward.maths.family import below_family, family_mean, nearest, ranked, standardised


def test_factors_weigh_the_same_whatever_their_unit():
    values = np.array([[0.0, 0.0, 7.0], [2.0, 0.0, 7.0], [0.0, 2000.0, 7.0], [2.0, 2000.0, 7.0]])
    assert standardised(values)[0].tolist() == [-1.0, -1.0, 0.0]
    chosen, apart = nearest(values, 0, size=2)
    assert chosen.tolist() == [1, 2]
    assert apart.tolist() == [2.0, 2.0]


def test_the_mean_of_peers_has_students_limits():
    found = family_mean(np.array([8.0, 10.0, 12.0]))
    # sd 2, standard error 1.1547, t with 2 degrees of freedom 4.3027
    assert found == pytest.approx((10.0, 10 - 4.9683, 10 + 4.9683), abs=1e-4)


def test_cardiffs_111_fewer_a_month_is_over_30_per_cent_of_a_family_below_370():
    assert below_family(369 - 111, 369) > 0.30
    assert below_family(370 - 111, 370) == pytest.approx(0.30)
    assert below_family(371 - 111, 371) < 0.30


def test_a_rank_is_certain_where_counts_are_far_apart_and_open_where_they_are_alike():
    people = np.full(9, 1000.0)
    apart = np.array([100, *range(1000, 9000, 1000)])
    assert ranked(apart, people, 0) == (1, 1, 1)
    alike = np.full(9, 100)
    rank, low, high = ranked(alike, people, 4)
    assert (rank, low, high) == (1, 1, 9)
