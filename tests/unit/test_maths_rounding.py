"""Rounding, undone: what a printed number leaves open."""

import pytest

from watchward.maths.rounding import before_rounding, fall_percent, fall_range, round_half_up


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(87.5, 0, 88), (2.5, 0, 3), (-2.5, 0, -3), (1.005, 2, 1.01), (0.4999, 0, 0), (12.34, 1, 12.3)],
)
def test_halves_go_away_from_zero(value: float, places: int, expected: float) -> None:
    assert round_half_up(value, places) == pytest.approx(expected)


def test_a_printed_number_leaves_half_a_unit_either_way() -> None:
    assert before_rounding(2.7, 0.1) == pytest.approx((2.65, 2.75))
    assert before_rounding(371, 1).holds(371.5)
    assert not before_rounding(371, 1).holds(371.6)


def test_a_fall_between_rounded_numbers_worked_by_hand() -> None:
    # 2.7 → 2.5: least (2.65 − 2.55) / 2.65, most (2.75 − 2.45) / 2.75
    assert fall_range(before_rounding(2.7, 0.1), before_rounding(2.5, 0.1)) == pytest.approx(
        (3.7736, 10.9091), abs=1e-4
    )
    assert fall_percent(20, 25) == -25


def test_a_unit_or_start_of_zero_is_a_bug() -> None:
    with pytest.raises(ValueError, match="unit"):
        before_rounding(1, 0)
    with pytest.raises(ValueError, match="before"):
        fall_percent(0, 1)
