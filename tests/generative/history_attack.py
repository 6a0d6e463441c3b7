"""An attack on a history of releases, written from the truth's own cells and not from the gate.

It knows which smallest cells each printed number is the sum of, in every version of the store, and
which marks stand for small counts: more than any reader. What is narrowed here, a reader might.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from tests.generative.histories import SIDES, Asked, World, select
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.attack import key_of

CLOSE = 1e-6
Cell = tuple[str, int, str, int, int, int]  # data set, month, package, weapon, sex, square
Told = Mapping[tuple[str, str, tuple], tuple[float, float]]


@dataclass(frozen=True)
class Copy:
    """One release in the attacker's hand."""

    asked: Asked
    safe: SafeResult
    contents: Mapping[str, Mapping[int, tuple[str, ...]]]
    told: Told  # what each mark stands for
    must: Mapping[tuple[str, str, tuple], int]  # hidden small counts, and what they may not lose
    floors: Mapping[str, int]  # below which a number is not printed


@dataclass(frozen=True)
class Printed:
    """One number: its cells, and what it may be."""

    cells: frozenset[Cell]
    low: float
    high: float
    must: int = 0
    label: tuple = ()
    side: str = ""
    true: int = 0


@dataclass
class Attack:
    """Every number printed, as one system over the smallest cells."""

    world: World
    numbers: list[Printed] = field(default_factory=list)

    def read(self, copies: Iterable[Copy], *, tier: str, floors: Mapping[str, int]) -> None:
        for copy in copies:
            for table in copy.safe.tables:
                for row in (*table.rows, *table.total_rows):
                    for at, column in enumerate(table.columns):
                        if column.role == "count" and row[at].mark != "x":
                            self._read(copy, table, row, at, floors=floors)

    def _read(self, copy: Copy, table, row, at: int, *, floors: Mapping[str, int]) -> None:
        column, cell, key = table.columns[at], row[at], key_of(table, row)
        address = (table.name, column.name, key)
        cells = self._cells(copy, table, column.name, key)
        floor = copy.floors[column.dataset]
        if cell.mark == "c":
            low, high = copy.told.get(address, (0, inf))
        elif not cell.about:
            low = high = float(cell.value)
        else:
            low, high = max(cell.value - 2, floor), cell.value + 2
        true = sum(int(self.world.truth[c[0]][c[1], c[2]][c[3:]]) for c in cells)
        assert low <= true <= high, "the attack itself is wrong"
        must = copy.must.get(address, 0) if floor <= floors[column.dataset] else 0
        self.numbers.append(
            Printed(cells, low, high, must, (*key, copy.asked.geography), column.name, true)
        )

    def _cells(self, copy: Copy, table, name: str, key: tuple) -> frozenset[Cell]:
        kinds = [c.name for c in table.columns if c.role == "dimension"]
        named = {k: str(v) for k, v in zip(kinds, key, strict=True) if v is not None}
        back = 12 if name.endswith("_before") else 0
        first, last = copy.asked.last - 11 - back, copy.asked.last - back
        if "month" in named:
            first = last = int(named["month"])
        side = name.removesuffix("_before")
        sets = [SIDES[one] for one in (copy.asked.sides if side == "together" else (side,))]
        return frozenset(
            (n, month, package, int(w), int(s), int(g))
            for n in sets
            for month in range(first, last + 1)
            for package in copy.contents[n].get(month, ())
            for w in select(copy.asked, named)[0]
            for s in select(copy.asked, named)[1]
            for g in select(copy.asked, named)[2]
        )

    def system(self) -> None:
        """Cells that every number holds together or not at all are one unknown."""
        marks: dict[Cell, list[int]] = {}
        for n, number in enumerate(self.numbers):
            for cell in number.cells:
                marks.setdefault(cell, []).append(n)
        groups: dict[tuple[int, ...], int] = {}
        self.group = {cell: groups.setdefault(tuple(m), len(groups)) for cell, m in marks.items()}
        self.size = len(groups)
        held = [(n, g) for found, g in groups.items() for n in found]
        rows, columns = zip(*held, strict=True)
        shape = (len(self.numbers), self.size)
        matrix = csr_array((np.ones(len(held)), (rows, columns)), shape=shape)
        lows = np.array([number.low for number in self.numbers])
        highs = np.array([number.high for number in self.numbers])
        bounded = np.isfinite(highs)
        self.left = csr_array(_stack(matrix[bounded], -matrix))
        self.right = np.concatenate([highs[bounded], -lows])

    def pieces(self, cells: Iterable[Cell]) -> list[int]:
        return sorted({self.group[cell] for cell in cells})

    def solve(self, cost: np.ndarray) -> np.ndarray | None:
        solved = linprog(cost, A_ub=self.left, b_ub=self.right, bounds=(0, None), method="highs")
        if solved.status == 3:
            return None
        assert solved.x is not None, solved.message
        return solved.x

    def range_of(self, pieces: Sequence[int]) -> tuple[float, float]:
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(self.size)
            cost[pieces] = sign
            found = self.solve(cost)
            ends.append(inf if found is None else float(found[pieces].sum()))
        return ends[0], ends[1]

    def narrowed(self) -> list[tuple[float, float, int, int]]:
        """Hidden small counts that lost 1 or their largest: least, most, reach and truth.

        Part of a hidden total that may still be nothing tells nobody that somebody is there.
        """
        every = {(tuple(self.pieces(n.cells)), n.must): n.true for n in self.numbers if n.must}
        open_ = {(p, must, end): true for (p, must), true in every.items() for end in (1, must)}
        dice = np.random.default_rng(0)
        for _ in range(12):
            cost = np.zeros(self.size)
            chosen = {}
            for p, _must, end in open_:
                sign = 1 if end == 1 else -1
                if chosen.setdefault(p, sign) == sign:
                    cost[list(p)] += sign * (0.5 + dice.random())
            found = self.solve(cost) if open_ else None
            if found is None:
                break
            done = [key for key in open_ if _reached(float(found[list(key[0])].sum()), key[2])]
            for key in done:
                del open_[key]
        lost = []
        for p, must in dict.fromkeys((p, must) for p, must, _ in open_):
            least, most = self.range_of(list(p))
            if least > 1 + CLOSE or (most < must - CLOSE and least >= 1 - CLOSE):
                lost.append((least, most, must, every[p, must]))
        return lost

    def pointed_at(self, floors: Mapping[str, int]) -> list[tuple[float, float, int]]:
        """Differences of two windows of one row that are known to be there and to be few."""
        found, shown = [], {number.cells for number in self.numbers}
        pairs = {}
        for one in self.numbers:
            for other in self.numbers:
                if other.cells < one.cells and one.label == other.label and one.side == other.side:
                    pairs[one.cells - other.cells] = (one.true - other.true, one.side)
        for cells, (true, side) in pairs.items():
            floor = floors[SIDES.get(side.removesuffix("_before"), "")]
            if cells in shown or not 0 < true < floor:
                continue
            least, most = self.range_of(self.pieces(cells))
            whole = least <= 1 + CLOSE and most >= floor - 1 - CLOSE
            if least >= 1 - CLOSE and most <= floor - 1 + CLOSE and not whole:
                found.append((least, most, true))
        return found


def _reached(value: float, end: int) -> bool:
    return value <= 1 + CLOSE if end == 1 else value >= end - CLOSE


def _stack(one: csr_array, other: csr_array) -> csr_array:
    from scipy.sparse import vstack

    return vstack([one, other])
