"""The attacker, written apart from the gate: takes what was released and works out what was hidden.

It reads printed tables only. It knows the rules, sees totals, sums of columns, tables of one window
that share what their rows are about, and rolling years beside their months, also across several
releases. A tie that what is printed contradicts is dropped. It may be `told` more than any reader
knows, to be sure.
"""

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations
from math import ceil, floor, inf
from typing import Any

from watchward.contract.period import MONTH, month_number
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable

CLOSE = 1e-6
TRIES = 8
VAST = 1e7
Key = tuple[str | int | None, ...]  # None where summed over
Address = tuple[int, str, str, Key]  # release, table, column, row
Terms = dict[int, float]


@dataclass(frozen=True)
class Knowledge:
    """What a mark or a rounded number means to the attacker."""

    hide_below: int = 8
    round_to: int = 5
    hidden: tuple[float, float] = (0, inf)  # what [c] can be: (1, 7) where nothing else is hidden
    told: Mapping[Address, tuple[float, float]] = field(default_factory=dict)

    def bounds(self, cell: SafeCell, address: Address) -> tuple[float, float]:
        """Least and most that one printed cell leaves open."""
        if cell.mark == "c":
            return self.told.get(address, self.hidden)
        value = float(cell.value or 0)
        if not cell.about:
            return value, value
        low, high = value - self.round_to // 2, value + (self.round_to - 1) // 2
        return max(low, self.hide_below), high


@dataclass(frozen=True)
class Learned:
    """What the attacker knows of one hidden cell in the end."""

    address: Address
    least: int
    most: float

    @property
    def exact(self) -> bool:
        """True where the hidden number is known."""
        return self.least == self.most


def learn(
    releases: Sequence[SafeResult], knowledge: Knowledge | None = None
) -> tuple[Learned, ...]:
    """Least and most of every hidden count, from all that was released together."""
    attacker = Attacker(releases, knowledge or Knowledge())
    return tuple(attacker.learn())


def recovered(releases: Sequence[SafeResult], knowledge: Knowledge | None = None) -> bool:
    """True where some hidden count can have one value only, for a reader who knows the rules.

    Two solutions that differ clear a count, so a few clear nearly all; the rest are tried alone.
    """
    attacker = Attacker(releases, knowledge or Knowledge())
    left = {attacker.at[address] for address in attacker.hidden}
    seen: dict[int, list[float]] = {at: [] for at in left}
    dice = random.Random(0)  # noqa: S311 - not a secret: it only spreads the tries
    for _ in range(TRIES):
        solved = attacker.values({at: dice.uniform(-1, 1) for at in left})
        for at in left:
            seen[at].append(solved[at])
        left = {at for at in left if max(seen[at]) - min(seen[at]) < 1 - CLOSE}
        if not left:
            return False
    return any(one.exact for one in attacker.learn(left))


class Attacker:
    """Unknowns, what is printed of each, and equations between them."""

    def __init__(self, releases: Sequence[SafeResult], knowledge: Knowledge) -> None:
        self.at: dict[Address, int] = {}
        self.bounds: list[tuple[float, float]] = []
        self.hidden: list[Address] = []
        self.equations: list[Terms] = []
        self.tables = [(n, table) for n, one in enumerate(releases) for table in one.tables]
        for release, table in self.tables:
            self._read(release, table, knowledge)
        for release, table in self.tables:
            self.equations += self._inside(release, table)
        self._tie([tie for tie in self._between() if tie])

    def _tie(self, ties: list[list[Terms]]) -> None:
        """Believe all of these, or halve them until what is contradicted stands alone."""
        if not ties:
            return
        together = [equation for tie in ties for equation in tie]
        if self._possible([*self.equations, *together]):
            self.equations += together
        elif len(ties) > 1:
            half = len(ties) // 2
            self._tie(ties[:half])
            self._tie(ties[half:])

    def _read(self, release: int, table: SafeTable, knowledge: Knowledge) -> None:
        for row in (*table.rows, *table.total_rows):
            key = key_of(table, row)
            for column, cell in zip(table.columns, row, strict=True):
                address = (release, table.name, column.name, key)
                if column.role != "count" or cell.mark == "x":
                    continue
                self.at[address] = len(self.bounds)
                self.bounds.append(knowledge.bounds(cell, address))
                if cell.mark == "c":
                    self.hidden.append(address)

    def _inside(self, release: int, table: SafeTable) -> Iterator[Terms]:
        """Totals of a table and sums of its columns."""
        keys = [key_of(table, row) for row in table.rows]
        for row in table.total_rows:
            total = key_of(table, row)
            inside = [key for key in keys if _within(key, total)]
            for column in counts(table):
                terms = self._sum(release, table, column, inside)
                if terms and (at := self.at.get((release, table.name, column, total))) is not None:
                    yield {**terms, at: -1.0}
        for summed in (c for c in table.columns if c.parts):
            for row in (*table.rows, *table.total_rows):
                names = (summed.name, *summed.parts)
                found = [self.at.get((release, table.name, n, key_of(table, row))) for n in names]
                known = [at for at in found if at is not None]
                if len(known) == len(found):
                    yield {**dict.fromkeys(known[1:], 1.0), known[0]: -1.0}

    def _sum(self, release: int, table: SafeTable, column: str, keys: Sequence[Key]) -> Terms:
        """The sum of these cells; nothing where one of them is not there."""
        found = [self.at.get((release, table.name, column, key)) for key in keys]
        known = [at for at in found if at is not None]
        return dict.fromkeys(known, 1.0) if len(known) == len(found) else {}

    def _between(self) -> Iterator[list[Terms]]:
        """Every tie between two columns of counts: equations that stand or fall together."""
        columns = [
            (release, table, column) for release, table in self.tables for column in counts(table)
        ]
        for one, other in combinations(columns, 2):
            same = one[1].window == other[1].window and dataset(*one[1:]) == dataset(*other[1:])
            if same and (one[0], one[1].name) != (other[0], other[1].name):
                yield self._equal(self._by_label(*one), self._by_label(*other))
        for one, other in permutations(columns, 2):
            if dataset(*one[1:]) == dataset(*other[1:]) and "month" in kinds(one[1]):
                yield from self._rolling(one, other)

    def _by_label(
        self, release: int, table: SafeTable, column: str
    ) -> dict[frozenset[tuple[str, str]], Terms]:
        """Sums over every set of dimensions, by what their rows are about."""
        names = kinds(table)
        keys = [key_of(table, row) for row in table.rows]
        found: dict[frozenset[tuple[str, str]], list[Key]] = {}
        for size in range(len(names) + 1):
            for kept in combinations(range(len(names)), size):
                for key in keys:
                    label = frozenset((names[i], str(key[i])) for i in kept)
                    found.setdefault(label, []).append(key)
        return {label: self._sum(release, table, column, keys) for label, keys in found.items()}

    def _equal(self, one: Mapping[Any, Terms], other: Mapping[Any, Terms]) -> list[Terms]:
        """Both sums of each label that they share."""
        return [
            _minus(one[label], other[label]) for label in one if one[label] and other.get(label)
        ]

    def _rolling(
        self, one: tuple[int, SafeTable, str], other: tuple[int, SafeTable, str]
    ) -> Iterator[list[Terms]]:
        """Twelve (or three) months of one column are one number of the other."""
        single = self._by_label(*one)
        for span in (12, 3):
            equations = []
            for label, whole in self._by_label(*other).items():
                for end, rest in ends(label, other[1]):
                    parts = [
                        single.get(rest | {("month", str(end - back))}) for back in range(span)
                    ]
                    known = [part for part in parts if part]
                    if whole and len(known) == span:
                        merged = {at: sign for part in known for at, sign in part.items()}
                        equations.append(_minus(merged, whole))
            yield equations

    def _possible(self, equations: Sequence[Terms]) -> bool:
        return self._solve({}, equations) is not None

    def _solve(self, cost: Terms, equations: Sequence[Terms]) -> float | None:
        solved = self._solved(cost, equations, self.bounds)
        if solved.status == 3:
            return -inf
        return float(solved.fun) if solved.x is not None else None

    def values(self, cost: Terms) -> Sequence[float]:
        """One solution, as far as it goes in a direction; nothing is larger than `VAST`."""
        limits = [(low, min(high, VAST)) for low, high in self.bounds]
        solved = self._solved(cost, self.equations, limits)
        if solved.x is None:
            raise ValueError("what is printed contradicts itself")
        return [float(value) for value in solved.x]

    def _solved(
        self, cost: Terms, equations: Sequence[Terms], limits: Sequence[tuple[float, float]]
    ) -> Any:
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import csr_array

        aim = np.zeros(len(limits))
        for at, sign in cost.items():
            aim[at] = sign
        held = [(n, at, sign) for n, terms in enumerate(equations) for at, sign in terms.items()]
        rows, columns, signs = zip(*held, strict=True) if held else ((), (), ())
        shape = (len(equations), len(limits))
        matrix = csr_array((signs, (rows, columns)), shape=shape) if held else None
        level = np.zeros(shape[0]) if held else None
        return linprog(aim, A_eq=matrix, b_eq=level, bounds=limits, method="highs")

    def learn(self, only: Collection[int] | None = None) -> Iterator[Learned]:
        """Two linear programs for each hidden cell."""
        for address in self.hidden:
            at = self.at[address]
            if only is not None and at not in only:
                continue
            least, most = (self._solve({at: sign}, self.equations) for sign in (1.0, -1.0))
            if least is None or most is None:
                raise ValueError("what is printed contradicts itself")
            top = -most if most == -inf else floor(-most + CLOSE)
            yield Learned(address, ceil(least - CLOSE), top)


def counts(table: SafeTable) -> list[str]:
    """Names of the columns of people or events."""
    return [column.name for column in table.columns if column.role == "count"]


def dataset(table: SafeTable, name: str) -> str:
    """Whose records a column counts."""
    return next(column.dataset for column in table.columns if column.name == name)


def kinds(table: SafeTable) -> list[str]:
    """What each dimension is about."""
    return [c.describes or c.name for c in table.columns if c.role == "dimension"]


def key_of(table: SafeTable, row: Sequence[SafeCell]) -> Key:
    """The row's dimensions; None where it is summed over."""
    pairs = zip(table.columns, row, strict=True)
    values = [cell.value for column, cell in pairs if column.role == "dimension"]
    return tuple(value if isinstance(value, str | int) else None for value in values)


def ends(
    label: frozenset[tuple[str, str]], table: SafeTable
) -> Iterator[tuple[int, frozenset[tuple[str, str]]]]:
    """The last month of the span that a row may be about, and the rest of its label."""
    months = [value for kind, value in label if kind == "month"]
    if months:
        rest = frozenset(part for part in label if part[0] != "month")
        yield (int(months[0]) if months[0].isdigit() else -1), rest
        return
    if "month" not in kinds(table) and (match := MONTH.search(table.window)):
        for back in (0, 12):
            yield month_number(match[0]) - back, label


def _within(key: Key, total: Key) -> bool:
    return all(kept is None or kept == value for value, kept in zip(key, total, strict=True))


def _minus(one: Terms, other: Terms) -> Terms:
    return {
        at: one.get(at, 0.0) - other.get(at, 0.0)
        for at in {**one, **other}
        if one.get(at, 0.0) != other.get(at, 0.0)
    }
