"""Every count of an answer, with the sums that tie them: what an attacker would write down first.

A sum that nobody prints (`known` is false) is kept too: two tables that share it are tied by it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import combinations, permutations

from watchward.contract.result import Cell, Column, Table
from watchward.disclosure.rules import Rule


class Over(Enum):
    """Stands in a key for a dimension that has been summed over."""

    ALL = "all"


Key = tuple[Cell | Over, ...]


@dataclass(frozen=True)
class Count:
    """One number, true; None is not available. `known`: printed, or worked out from by a figure."""

    table: str
    column: str
    key: Key
    value: int | None
    dataset: str
    rule: Rule
    known: bool


@dataclass(frozen=True)
class Sum:
    """counts[total] = the sum of counts[part] over `parts`."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Grid:
    """Counts in a fixed order, where to find each, and every sum that holds between them."""

    tables: tuple[Table, ...]
    rule_of: Callable[[str], Rule]
    printed: frozenset[int] = frozenset()  # numbers that the accounting beside them prints exactly
    counts: list[Count] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    where: dict[tuple[str, str, Key], int] = field(default_factory=dict)

    def exactly(self, count: Count) -> bool:
        """True where the number stands in the accounting, so that rounding it hides nothing."""
        return count.value in self.printed and not count.rule.small(count.value or 0)

    def find(self, table: str, column: str, key: Key) -> int | None:
        """The number of a count, where the grid has it."""
        return self.where.get((table, column, key))

    def margins(self, table: Table, column: Column, kept: Sequence[str]) -> dict[Key, int]:
        """Counts of the sums over all but `kept`; made, known to nobody, where missing."""
        groups: dict[Key, list[int]] = {}
        total = summing(table, kept)
        for key in interior(table):
            into = groups.setdefault(total(key), [])
            into.append(self.where[table.name, column.name, key])
        found = {}
        for key, parts in groups.items():
            have = self.find(table.name, column.name, key)
            found[key] = (
                self.add_sum(table.name, column.name, key, parts=tuple(parts))
                if have is None
                else have
            )
        return found

    def add_sum(
        self, table: str, column: str, key: Key, *, parts: tuple[int, ...], known: bool = False
    ) -> int:
        """A new count that is the sum of others; not available where one of them is not."""
        values = [self.counts[part].value for part in parts]
        whole = [value for value in values if value is not None]
        value = sum(whole) if len(whole) == len(values) else None
        sets = {self.counts[part].dataset for part in parts}
        dataset = next(iter(sets)) if len(sets) == 1 else ""
        index = self.add(table, column, key, value=value, dataset=dataset, known=known)
        if value is not None:
            self.sums.append(Sum(index, parts))
        return index

    def add(
        self,
        table: str,
        column: str,
        key: Key,
        *,
        value: int | None,
        dataset: str,
        known: bool = True,
    ) -> int:
        """A new count."""
        if (table, column, key) in self.where:
            raise ValueError(f"table {table} has two rows with the same dimensions")
        self.where[table, column, key] = len(self.counts)
        rule = self.rule_of(dataset)
        self.counts.append(Count(table, column, key, value, dataset, rule, known))
        return len(self.counts) - 1


def accounted(tables: Sequence[Table]) -> Iterator[int]:
    """Every number that is printed as accounting."""
    for table in tables:
        for at, column in enumerate(table.columns):
            if column.role == "accounting":
                yield from (n for row in table.rows if isinstance(n := row[at], int) and n)


def dimensions(table: Table) -> tuple[int, ...]:
    """Positions of the dimension columns."""
    return tuple(i for i, column in enumerate(table.columns) if column.role == "dimension")


def count_columns(table: Table) -> tuple[Column, ...]:
    """The columns whose numbers are people or events."""
    return tuple(column for column in table.columns if column.role == "count")


def interior(table: Table) -> tuple[Key, ...]:
    """The keys of the table's own rows, in their order."""
    positions = dimensions(table)
    return tuple(tuple(row[i] for i in positions) for row in table.rows)


def summing(table: Table, kept: Sequence[str]) -> Callable[[Key], Key]:
    """What gives the key of the total that a row belongs to when only `kept` dimensions stay."""
    stays = tuple(table.columns[i].name in kept for i in dimensions(table))

    def total(key: Key) -> Key:
        parts = zip(key, stays, strict=True)
        return tuple([value if stay else Over.ALL for value, stay in parts])

    return total


def build(tables: Sequence[Table], *, rule_of: Callable[[str], Rule], sets: frozenset[str]) -> Grid:
    """Counts and sums of each table by itself; `sets` are the data sets a source row may name."""
    grid = Grid(tuple(tables), rule_of, frozenset(accounted(tables)))
    for table in tables:
        for column in count_columns(table):
            _interior_counts(grid, table, column, sets=sets)
            _totals(grid, table, column)
        _column_sums(grid, table)
    return grid


def _interior_counts(grid: Grid, table: Table, column: Column, *, sets: frozenset[str]) -> None:
    at = table.columns.index(column)
    sources = [i for i, other in enumerate(table.columns) if other.describes == "source"]
    for key, row in zip(interior(table), table.rows, strict=True):
        value = row[at]
        if isinstance(value, str):
            raise TypeError(f"table {table.name}: a count must be a whole number")
        named = {str(row[i]) for i in sources} & sets
        dataset = column.dataset or (named.pop() if len(named) == 1 else "")
        grid.add(table.name, column.name, key, value=value, dataset=dataset)


def totals_of(table: Table) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Which dimensions stay in each total, and if it is known, as the grand total always is."""
    names = tuple(table.columns[i].name for i in dimensions(table))
    wanted = {tuple(name for name in names if name in kept): True for kept in table.totals}
    wanted.setdefault((), True)  # the next table, or a share, tells it
    if len(names) > 1:
        for name in names:
            wanted.setdefault((name,), False)
    return tuple((kept, known) for kept, known in wanted.items() if kept != names)


def _totals(grid: Grid, table: Table, column: Column) -> None:
    wanted = totals_of(table)
    for kept, known in wanted:
        groups: dict[Key, list[int]] = {}
        total = summing(table, kept)
        for key in interior(table):
            into = groups.setdefault(total(key), [])
            into.append(grid.where[table.name, column.name, key])
        for key, parts in groups.items():
            grid.add_sum(table.name, column.name, key, parts=tuple(parts), known=known)
    for (fewer, _), (more, _) in permutations(wanted, 2):
        if set(fewer) < set(more):
            _nest(grid, table, column.name, (fewer, more))


def _nest(
    grid: Grid, table: Table, column: str, kept: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    """A total of totals: it follows from the rest, and says which are parts of which."""
    groups: dict[int, dict[int, None]] = {}
    fewer, more = (summing(table, stay) for stay in kept)
    for key in interior(table):
        total = grid.where[table.name, column, fewer(key)]
        part = grid.where[table.name, column, more(key)]
        groups.setdefault(total, {})[part] = None
    for total, parts in groups.items():
        if all(grid.counts[i].value is not None for i in (total, *parts)):
            grid.sums.append(Sum(total, tuple(parts)))


def column_sums(table: Table) -> dict[str, tuple[str, ...]]:
    """Columns that are sums of columns: declared, or seen to be so in every row."""
    columns = count_columns(table)
    at = {column.name: table.columns.index(column) for column in columns}
    found = {}
    for column in columns:
        others = [name for name in at if name != column.name]
        tries = dict.fromkeys((*combinations(others, 2), tuple(others)))
        seen = (
            parts for parts in tries if len(parts) > 1 and _adds_up(table, at, column.name, parts)
        )
        if parts := column.parts or next(seen, ()):
            found[column.name] = parts
    return found


def _adds_up(table: Table, at: dict[str, int], whole: str, parts: tuple[str, ...]) -> bool:
    rows = [[row[at[name]] for name in (whole, *parts)] for row in table.rows]
    full = [[v for v in row if isinstance(v, int)] for row in rows if None not in row]
    told = [row for row in full if any(row)]
    return len(told) > 1 and all(row[0] == sum(row[1:]) for row in told)


def _column_sums(grid: Grid, table: Table) -> None:
    """Columns that are sums of columns, and what is left of a whole when a part of it is shown."""
    names = {column.name for column in count_columns(table)}
    sums = column_sums(table)
    for whole, parts in sums.items():
        _tie(grid, table, whole, parts)
    pairs = {f.of for f in table.derived if f.kind in ("percent", "wilson_interval")}
    for part, whole in sorted(pairs):
        if {part, whole} <= names and part != whole and part not in sums.get(whole, ()):
            _rest(grid, table, part, whole)


def _tie(grid: Grid, table: Table, whole: str, parts: tuple[str, ...]) -> None:
    for key in [k for (t, c, k) in grid.where if t == table.name and c == whole]:
        indices = [grid.find(table.name, name, key) for name in (whole, *parts)]
        there = [i for i in indices if i is not None and grid.counts[i].value is not None]
        if len(there) == len(indices):
            grid.sums.append(Sum(there[0], tuple(there[1:])))


def _rest(grid: Grid, table: Table, part: str, whole: str) -> None:
    """A share of 8 in 8 says what all of them have in common: the other 0 is a count too."""
    for key in [k for (t, c, k) in list(grid.where) if t == table.name and c == whole]:
        one, of = grid.find(table.name, part, key), grid.find(table.name, whole, key)
        if one is None or of is None:
            continue
        have, total = grid.counts[one].value, grid.counts[of].value
        if have is None or total is None or have > total:
            continue
        name = f"{whole} without {part}"
        left = grid.add(
            table.name, name, key, value=total - have, dataset=grid.counts[of].dataset, known=False
        )
        grid.sums.append(Sum(of, (one, left)))
