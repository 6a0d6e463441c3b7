"""One printed figure and how it is worked again: the noun of this folder, with its formulas.

A row takes its inputs from the cited figures only; what it writes itself is what the report prints.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from watchward.maths.rounding import Range, before_rounding, fall_range
from watchward.reference import figure

REPRODUCED = "reproduced"  # worked from printed inputs
CONSISTENT = "consistent"  # an input inferred or solved backwards: the printed numbers fit it
NOT_REPRODUCIBLE = "not reproducible"  # the inputs are not printed, or are rounded too far

Data = Mapping[str, Any]
Numbers = tuple[float, ...]
Worked = float | Numbers | Range | None


@dataclass(frozen=True)
class Backtest:
    """One row. `tolerance` is absolute, in `unit`; a `Range` agrees if it holds the value."""

    id: str
    what: str
    where: str  # paragraph, figure or case example
    printed: str  # in the report's words and digits
    figures: tuple[str, ...]
    compute: Callable[..., Worked]
    expected: float | Numbers | Callable[..., Numbers]
    tolerance: float = 0.0
    unit: str = ""
    grade: str = REPRODUCED
    result_printed: bool = True  # False: only the inputs are printed, the expected value is ours
    note: str = ""

    def inputs(self) -> tuple[Data, ...]:
        """The data of the cited figures, in the order in which `compute` takes them."""
        return tuple(figure(name).data for name in self.figures)

    def computed(self, *inputs: Data) -> Worked:
        """The figure, worked again; None where an input is not printed."""
        return self.compute(*(inputs or self.inputs()))

    def differences(self, worked: Worked) -> Numbers:
        """How far each worked number is from the printed one; a `Range` that holds it is at 0."""
        expected = self.expected(*self.inputs()) if callable(self.expected) else self.expected
        wanted = expected if isinstance(expected, tuple) else (expected,)
        if worked is None:
            return ()
        if isinstance(worked, Range):
            (value,) = wanted
            return (max(worked.low - value, value - worked.high, 0.0),)
        found = worked if isinstance(worked, tuple) else (worked,)
        return tuple(abs(a - b) for a, b in zip(found, wanted, strict=True))

    def agrees(self, worked: Worked) -> bool:
        """True if every difference is within the tolerance; nothing to compare never agrees."""
        differences = self.differences(worked)
        return bool(differences) and max(differences) <= self.tolerance + 1e-9


def percent(part: float, whole: float) -> float:
    """`part` in per cent of `whole`."""
    return 100 * part / whole


def fall_left_open(change: Data) -> Range | None:
    """The falls that fit `before` and `after`, printed to the nearest `unit`; None without them."""
    if not {"before", "after", "unit"} <= set(change):
        return None
    before = before_rounding(change["before"], change["unit"])
    after = before_rounding(change["after"], change["unit"])
    return fall_range(before, after)
