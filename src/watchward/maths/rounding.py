"""What a printed number can have been before rounding, and so what a change between two can be.

Reports print rounded figures, and percentages worked from unrounded ones; a recomputed
percentage can only be held to the interval that the rounding leaves open.
"""

import math
from typing import NamedTuple


class Range(NamedTuple):
    """Lowest and highest value that is possible."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """True if `value` is possible, ends included."""
        return self.low <= value <= self.high


def round_half_up(value: float, places: int = 0) -> float:
    """Round as people do, 0.5 away from zero; Python's own `round` goes to the even neighbour."""
    scale = 10**places
    # The nudge undoes binary fractions: 1.005 is held as 1.00499999999999989.
    return math.copysign(math.floor(abs(value) * scale + 0.5 + 1e-9) / scale, value)


def before_rounding(printed: float, unit: float) -> Range:
    """Values that print as `printed` when rounded to the nearest `unit`."""
    if unit <= 0:
        raise ValueError("unit must be above zero")
    return Range(printed - unit / 2, printed + unit / 2)


def fall_percent(before: float, after: float) -> float:
    """Fall from `before` to `after` in per cent of `before`; negative where it rose."""
    if before <= 0:
        raise ValueError("before must be above zero")
    return 100 * (before - after) / before


def fall_range(before: Range, after: Range) -> Range:
    """Every fall in per cent that is possible between two uncertain positive numbers."""
    return Range(fall_percent(before.low, after.high), fall_percent(before.high, after.low))
