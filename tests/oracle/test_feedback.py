"""The feedback loop against what its shares must be when worked by hand."""

import numpy as np
import pytest

from watchward.maths.feedback import looped

ALIKE = np.full(10, 200.0)
SHARES = {"recorded": 0.4, "patrolled": 2, "periods": 8, "runs": 400}


def test_patrols_that_find_nothing_more_hold_the_true_share():
    found = looped(ALIKE, found_by_patrol=0.0, **SHARES)
    assert found == pytest.approx(np.full(8, 0.2), abs=0.01)


def test_patrols_that_find_more_record_more_where_they_are():
    # 2 × 0.7 of 2 × 0.7 + 8 × 0.4: the record says 30 per cent where the truth is 20.
    assert looped(ALIKE, found_by_patrol=0.5, **SHARES)[-1] == pytest.approx(1.4 / 4.6, abs=0.01)


def test_the_loop_stays_where_it_began_and_an_independent_record_lets_go():
    caught = looped(ALIKE, found_by_patrol=0.5, **SHARES)
    free = looped(ALIKE, found_by_patrol=0.5, independent=True, **SHARES)
    assert free[0] == pytest.approx(caught[0], abs=0.01)
    assert caught == pytest.approx(np.full(8, 1.4 / 4.6), abs=0.015)
    # Each area is then chosen as often as any other, so the first two hold their true fifth.
    assert free[1:] == pytest.approx(np.full(7, 0.2), abs=0.015)


def test_some_areas_are_left_without_a_patrol():
    with pytest.raises(ValueError, match="without a patrol"):
        looped(ALIKE, recorded=0.4, found_by_patrol=0.5, patrolled=10, periods=2)
