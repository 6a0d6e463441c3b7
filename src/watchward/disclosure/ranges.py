"""How far the holder of every release can narrow what none of them tells: linear programs (HiGHS).

Two things are protected. A hidden count keeps its whole range (ADR 8). And a group of records that
can be pointed at by subtraction, and was never shown, must not be known to be there *and* to be
small, unless nothing more is known of it than `[c]` would say (ADR 12).
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from watchward.disclosure.bounds import CLOSE, UnfinishedAudit
from watchward.disclosure.paper import Contradiction
from watchward.disclosure.refinement import Paper, Terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 60_000  # pieces: a paper longer than this is for a person
ROUNDS = 8  # many targets tried at once, before each that is left is tried alone
ACTIVE = 1e-7
BUSY = 10  # HiGHS goes by the clock on the wall, and others may be at work on the machine


@dataclass(frozen=True)
class Target:
    """A group of records: some pieces less others; `must` is the reach of a hidden count."""

    plus: Terms
    floor: int
    minus: Terms = ()
    must: int = 0
    own: tuple[int, ...] = ()  # the fresh counts whose marks first say that somebody is there


@dataclass(frozen=True)
class Breach:
    """A target that is known too well, and the fresh counts without which it would not be."""

    target: Target
    least: float
    most: float
    counts: frozenset[int]


class Ranges:
    """One paper as equations, and the questions put to it until its time runs out.

    Time is the processor's: on a busy machine the same answers come out, later.
    """

    def __init__(self, paper: Paper, *, deadline: float) -> None:
        if paper.pieces > MOST:
            raise UnfinishedAudit("too many pieces")
        self.paper = paper
        self.deadline = deadline
        self.owners: list[tuple[int, int]] = []  # unknown, and the fresh count that limits it
        self._bounds()
        self._matrices()

    def _bounds(self) -> None:
        import numpy as np

        numbers = [n for terms, n in sorted(self.paper.numbers.items()) if len(terms) > 1]
        self.sums = numbers
        self.limits = np.zeros((self.paper.pieces + len(numbers), 2))
        self.limits[:, 1] = np.inf
        alone = [(n.terms[0], n) for n in self.paper.numbers.values() if len(n.terms) == 1]
        more = [(self.paper.pieces + at, n) for at, n in enumerate(numbers)]
        for at, number in (*alone, *more):
            self.limits[at] = number.low, number.high
            self.owners += [(at, one) for one in {*number.low_by, *number.high_by}]

    def _matrices(self) -> None:
        from scipy.sparse import csr_array

        size = len(self.limits)
        equal = [
            (number.terms, (self.paper.pieces + at,)) for at, number in enumerate(self.sums)
        ] + self.paper.sums

        def matrix(rows: Sequence[tuple[Terms, Terms]]) -> Any:
            held = [
                (row, at, sign)
                for row, (left, right) in enumerate(rows)
                for terms, sign in ((left, 1.0), (right, -1.0))
                for at in terms
            ]
            if not held:
                return None
            across, down, signs = zip(*held, strict=True)
            return csr_array((signs, (across, down)), shape=(len(rows), size))

        self.equal, self.within = matrix(equal), matrix(self.paper.within)

    def solve(self, cost: "NDArray[np.float64]") -> Any:
        """The cheapest numbers that fit everything told."""
        import numpy as np
        from scipy.optimize import linprog

        left = self.deadline - time.thread_time()
        if left <= 0:
            raise UnfinishedAudit("no time left")
        solved = linprog(
            cost,
            A_eq=self.equal,
            b_eq=None if self.equal is None else np.zeros(self.equal.shape[0]),
            A_ub=self.within,
            b_ub=None if self.within is None else np.zeros(self.within.shape[0]),
            bounds=self.limits,
            method="highs",
            options={"time_limit": BUSY * left},
        )
        if solved.status == 2:
            raise Contradiction("the numbers told")
        if solved.status == 3:
            return None
        if solved.x is None:
            raise UnfinishedAudit(solved.message)
        return solved

    def cost(self, targets: Iterable[tuple[Target, float]]) -> "NDArray[np.float64]":
        """An objective: so much of each target."""
        import numpy as np

        cost = np.zeros(len(self.limits))
        for target, weight in targets:
            cost[list(target.plus)] += weight
            cost[list(target.minus)] -= weight
        return cost

    def breaches(self, targets: Sequence[Target]) -> Iterator[Breach]:
        """Hidden counts that lost some of their range; groups that are known to be few."""
        hidden = [target for target in targets if target.must]
        yield from self._narrowed(hidden)
        yield from self._pointed_at([target for target in targets if not target.must])

    def _narrowed(self, targets: Sequence[Target]) -> Iterator[Breach]:
        import numpy as np

        dice = np.random.default_rng(0)
        low, high = dict.fromkeys(targets), dict.fromkeys(t for t in targets if t.must > 1)
        for _ in range(ROUNDS):
            if not low and not high:
                return
            before = len(low) + len(high)
            wanted = [
                (t, (1 if t in low and (t not in high or dice.random() < 0.5) else -1))
                for t in {**low, **high}
            ]
            solved = self.solve(self.cost((t, s * (0.5 + dice.random())) for t, s in wanted))
            self._strike(solved, low, high)
            if len(low) + len(high) == before:
                break
        for target, sign in [*((t, 1.0) for t in low), *((t, -1.0) for t in high)]:
            if target not in (low if sign > 0 else high):
                continue
            solved = self.solve(self.cost([(target, sign)]))
            self._strike(solved, low, high)
            if solved is not None and target in (low if sign > 0 else high):
                end = self._value(solved, target)
                least, most = (end, float(target.must)) if sign > 0 else (1.0, end)
                blamed = self._blame(solved) | frozenset(target.own)
                yield Breach(target, least, most, blamed)

    def _strike(self, solved: Any, low: dict[Target, None], high: dict[Target, None]) -> None:
        if solved is None:
            high.clear()
            return
        for target in [t for t in low if self._value(solved, t) <= 1 + CLOSE]:
            del low[target]
        for target in [t for t in high if self._value(solved, t) >= t.must - CLOSE]:
            del high[target]

    def _pointed_at(self, targets: Sequence[Target]) -> Iterator[Breach]:
        left = dict.fromkeys(targets)
        for sign in (1.0, -1.0) * (ROUNDS // 2):
            if not left:
                return
            before = len(left)
            solved = self.solve(self.cost((t, sign) for t in left))
            if solved is not None:
                self._clear(solved, left)
            if sign < 0 and len(left) == before:
                break
        for target in list(left):
            if target in left and (found := self._alone(target, left)):
                yield found

    def _clear(self, solved: Any, left: dict[Target, None]) -> None:
        """Strike off what may be nothing, or may be many."""
        for target in list(left):
            value = abs(self._value(solved, target)) if not target.minus else None
            if value is None:
                signed = self._value(solved, target)
                if -1 + CLOSE < signed < 1 - CLOSE or abs(signed) > target.floor - 1 + CLOSE:
                    del left[target]
            elif value < 1 - CLOSE or value > target.floor - 1 + CLOSE:
                del left[target]

    def _alone(self, target: Target, left: dict[Target, None]) -> Breach | None:
        least = self.solve(self.cost([(target, 1.0)]))
        if least is None:
            return None
        self._clear(least, left)
        most = self.solve(self.cost([(target, -1.0)])) if target in left else None
        if most is None:
            return None
        self._clear(most, left)
        if target not in left:
            return None
        ends = sorted(self._value(solved, target) for solved in (least, most))
        small = sorted(abs(end) for end in ends)
        if ends[0] < 0 < ends[1] or (
            small[0] <= 1 + CLOSE and small[1] >= target.floor - 1 - CLOSE
        ):
            return None
        return Breach(target, ends[0], ends[1], self._blame(least) | self._blame(most))

    def _value(self, solved: Any, target: Target) -> float:
        x = solved.x
        return float(x[list(target.plus)].sum() - x[list(target.minus)].sum())

    def _blame(self, solved: Any) -> frozenset[int]:
        """Fresh counts whose limits hold the solution where it is."""
        import numpy as np

        pull = np.abs(solved.lower.marginals) + np.abs(solved.upper.marginals)
        return frozenset(count for at, count in self.owners if pull[at] > ACTIVE)
