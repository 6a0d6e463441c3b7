"""How far an attacker could narrow each hidden count who knows the rules, and which ones they hid.

Every sum of the answer is an equation, every printed number an interval; linear programming (HiGHS)
finds the least and the most that a hidden count can be. That attacker is stronger than a reader,
who sees only `[c]`, so what is safe here is safe on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from watchward.disclosure.grid import Grid, Sum

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLOSE = 1e-6
INFEASIBLE = 2  # as HiGHS is told through scipy
ROUNDS = 12  # how many times many counts are proved at once, before each is tried alone


class State(Enum):
    """What becomes of a count."""

    SHOWN = "shown"
    SMALL = "small"  # hidden for its own sake: 1 to the rule's last
    PART = "part"  # belongs to a hidden total, so even its 0 is hidden
    MORE = "more"  # hidden to protect others: neither small nor 0
    WHOLE = "whole"  # in tables so small that all of them is hidden
    NONE = "none"  # not available
    UNSEEN = "unseen"  # a sum that nobody prints


HIDDEN = (State.SMALL, State.PART, State.MORE, State.WHOLE)


@dataclass(frozen=True)
class Plan:
    """What becomes of every count; `tops`: the largest that each may be if it is hidden."""

    states: tuple[State, ...]
    tops: tuple[int, ...]


@dataclass(frozen=True)
class Gap:
    """A hidden count that cannot be shown to reach `target`: an attacker would learn from it."""

    count: int
    target: int


def interval(grid: Grid, index: int, *, state: State, top: int) -> tuple[float, float]:
    """What one count may be, for somebody who knows the rules and nothing else."""
    count = grid.counts[index]
    if state is State.SMALL:
        return 1, top
    if state is State.PART:
        return 0, top
    if grid.exactly(count) and state is not State.UNSEEN and count.value is not None:
        return count.value, count.value
    if state is State.MORE:
        return count.rule.hide_below, float("inf")
    if state is not State.SHOWN or count.value is None:
        return 0, float("inf")
    rule, shown = count.rule, count.rule.shown(count.value)
    if shown == 0 or rule.round_to == 1:
        return shown, shown
    low, high = shown - rule.round_to // 2, shown + (rule.round_to - 1) // 2
    return max(low, rule.hide_below), high


def blocks(grid: Grid) -> list["Block"]:
    """Counts that sums tie together, each lot by itself."""
    root = list(range(len(grid.counts)))

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for tie in grid.sums:
        for part in tie.parts:
            root[top(part)] = top(tie.total)
    members: dict[int, list[int]] = {}
    for i in range(len(grid.counts)):
        members.setdefault(top(i), []).append(i)
    sums: dict[int, list[Sum]] = {}
    for tie in grid.sums:
        sums.setdefault(top(tie.total), []).append(tie)
    return [Block(grid, members[key], ties) for key, ties in sums.items()]


def protected(grid: Grid, plan: Plan, index: int) -> bool:
    """True for a count that is hidden and small."""
    count = grid.counts[index]
    hidden = plan.states[index] in (State.SMALL, State.PART)
    return hidden and count.value is not None and count.rule.small(count.value)


def reach(grid: Grid, plan: Plan, index: int) -> int:
    """The largest that a protected count must be able to be."""
    return min(grid.counts[index].rule.hide_below - 1, plan.tops[index])


class Block:
    """The equations of counts that are tied together."""

    def __init__(self, grid: Grid, members: Sequence[int], sums: Sequence[Sum]) -> None:
        from scipy.sparse import csr_array

        self.grid = grid
        self.members = list(members)
        self.at = {index: place for place, index in enumerate(self.members)}
        entries = [
            (row, self.at[index], sign)
            for row, tie in enumerate(sums)
            for index, sign in ((tie.total, 1.0), *((part, -1.0) for part in tie.parts))
        ]
        rows, columns, signs = zip(*entries, strict=True)
        self.matrix = csr_array((signs, (rows, columns)), shape=(len(sums), len(self.members)))

    def limits(self, plan: Plan) -> "NDArray[np.float64]":
        """What each count may be by itself."""
        import numpy as np

        return np.array(
            [interval(self.grid, i, state=plan.states[i], top=plan.tops[i]) for i in self.members]
        )

    def solve(self, cost: "NDArray[np.float64]", limits: Any, extra: Any = None) -> Any:
        """The cheapest numbers that fit everything that is printed."""
        import numpy as np
        from scipy.optimize import linprog

        matrix = self.matrix if extra is None else extra
        return linprog(
            cost,
            A_eq=matrix,
            b_eq=np.zeros(matrix.shape[0]),
            bounds=limits,
            method="highs",
        )

    def gaps(self, plan: Plan) -> list[Gap]:
        """Hidden counts that do not reach all of 1 to their top: many tried at once, then each."""
        import numpy as np

        needs = [
            (self.at[i], target)
            for i in self.members
            if protected(self.grid, plan, i)
            for target in dict.fromkeys((1, reach(self.grid, plan, i)))
        ]
        low = {place for place, target in needs if target == 1}
        high = {place: target for place, target in needs if target > 1}
        limits, dice = self.limits(plan), np.random.default_rng(0)
        for _ in range(ROUNDS):
            if not low and not high:
                return []
            if not self._prove(self._mixed(low, high, dice), limits, low, high):
                break
        found = []
        for place, target in needs:
            left = low if target == 1 else high
            if place not in left:
                continue
            cost = np.zeros(len(self.members))
            cost[place] = 1 if target == 1 else -1
            self._prove(cost, limits, low, high)
            if place in left:
                found.append(Gap(self.members[place], target))
        return found

    def _mixed(self, low: set[int], high: dict[int, int], dice: "np.random.Generator") -> Any:
        """Down with some and up with others, never both for one."""
        import numpy as np

        cost = np.zeros(len(self.members))
        for place in sorted({*low, *high}):
            down = place in low and (place not in high or dice.random() < 0.5)
            cost[place] = (1 if down else -1) * (0.5 + dice.random())
        return cost

    def _prove(self, cost: Any, limits: Any, low: set[int], high: dict[int, int]) -> bool:
        """Strike off what one solution shows to be reachable."""
        solved = self.solve(cost, limits)
        if solved.x is None:
            raise UnfinishedAudit(solved.message)
        before = len(low) + len(high)
        low -= {place for place in low if solved.x[place] <= 1 + CLOSE}
        for place in [p for p, target in high.items() if solved.x[p] >= target - CLOSE]:
            del high[place]
        return len(low) + len(high) < before


class UnfinishedAudit(Exception):
    """The audit came to no answer."""
