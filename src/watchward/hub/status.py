"""The state of the duty on one page: each body's data set, its last periods, what is due next."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from watchward.hub.cells import (
    AWAITED,
    IN_TIME,
    LATE,
    MISSING,
    PART,
    REMOVED,
    RUNNING,
    Cell,
)

# A sign never stands without its word nearby: not everybody sees or hears the difference.
SIGNS = {
    RUNNING: "·",
    AWAITED: "…",
    MISSING: "✗",
    PART: "½",
    IN_TIME: "✓",
    LATE: "!",
    REMOVED: "–",
}
SHOWN = 12  # periods


@dataclass(frozen=True)
class Line:
    """One body's data set over every period that it owes."""

    provider: str
    dataset: str
    cells: tuple[Cell, ...]

    def count(self, *states: str) -> int:
        """How many periods are in one of these states."""
        return sum(cell.state in states for cell in self.cells)

    @property
    def signs(self) -> str:
        """The last twelve periods, oldest first."""
        return " ".join(SIGNS[cell.state] for cell in self.cells[-SHOWN:])

    @property
    def locked(self) -> int:
        """How many periods are closed to corrections."""
        return sum(cell.locked for cell in self.cells)

    @property
    def next_due(self) -> dt.date | None:
        """The nearest day on which something not yet whole falls due."""
        days = [cell.due for cell in self.cells if cell.state in (RUNNING, AWAITED)]
        return min(days, default=None)

    @property
    def worst_late(self) -> int:
        """Days by which the longest overdue period is late; 0 where nothing is overdue."""
        return max((c.late_days for c in self.cells if c.state in (MISSING, PART)), default=0)


def lines(found: Iterable[Cell]) -> tuple[Line, ...]:
    """One line a body and data set; two duties of one body follow each other on it."""
    by: dict[tuple[str, str], list[Cell]] = {}
    for cell in found:
        by.setdefault((cell.provider, cell.dataset), []).append(cell)
    return tuple(
        Line(provider, dataset, tuple(sorted(own, key=lambda cell: cell.owed.first)))
        for (provider, dataset), own in sorted(by.items())
    )
