"""Sums that tie two tables of one answer: age beside age × sex, months beside their rolling year.

Whether two tables count the same people is read off the true numbers: where they agree on all that
they share, an attacker will guess that they are the same. Agreeing by accident makes us stricter.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, permutations

from watchward.contract.period import MONTH, month_number
from watchward.contract.result import Cell, Column, Table
from watchward.disclosure.grid import Grid, Key, Over, Sum, count_columns, dimensions

UNTIL = re.compile(r"to (\d{4}-\d{2})")
SPANS = (12, 3)
Labels = frozenset[tuple[str, Cell]]  # what a row is about, in words that two tables share


def link(grid: Grid) -> None:
    """Add every sum between two columns of counts that the true numbers bear out."""
    columns = [(table, column) for table in grid.tables for column in count_columns(table)]
    for one, other in combinations(columns, 2):
        if one[0] is not other[0] and _same_people(one, other):
            _same_window(grid, one, other)
    for one, other in permutations(columns, 2):
        if "month" in _kinds(one[0]) and one[1].dataset == other[1].dataset:
            _rolling(grid, one, other)


def _same_people(one: tuple[Table, Column], other: tuple[Table, Column]) -> bool:
    return (
        one[1].dataset == other[1].dataset
        and one[0].months == other[0].months
        and one[0].window == other[0].window
    )


def _kinds(table: Table) -> dict[str, str]:
    """Kind of dimension: its name in this table; two of one kind go by their names."""
    columns = [table.columns[i] for i in dimensions(table)]
    described = [column.describes for column in columns]
    return {
        c.describes if c.describes and described.count(c.describes) == 1 else c.name: c.name
        for c in columns
    }


def _labelled(
    grid: Grid, column: tuple[Table, Column], kinds: tuple[str, ...]
) -> dict[Labels, int]:
    """The margin over `kinds`, by labels that another table's margin can be looked up with."""
    table, counted = column
    named = _kinds(table)
    order = list(named)
    margins = grid.margins(table, counted, [named[kind] for kind in kinds])
    return {_labels(order, key): index for key, index in margins.items()}


def _labels(order: list[str], key: Key) -> Labels:
    return frozenset(
        (kind, value) for kind, value in zip(order, key, strict=True) if not isinstance(value, Over)
    )


def _value(grid: Grid, index: int | None) -> int | None:
    """A margin that has no rows is 0."""
    return 0 if index is None else grid.counts[index].value


def _same_window(grid: Grid, one: tuple[Table, Column], other: tuple[Table, Column]) -> None:
    there = _kinds(other[0])
    shared = tuple(kind for kind in _kinds(one[0]) if kind in there)
    left, right = _labelled(grid, one, shared), _labelled(grid, other, shared)
    pairs = [(left.get(labels), right.get(labels)) for labels in {**left, **right}]
    if all(_agree(_value(grid, a), _value(grid, b)) for a, b in pairs):
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        grid.sums.extend(Sum(a, (b,)) for a, b in both if _held(grid, a) and _held(grid, b))


def _agree(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _held(grid: Grid, index: int | None) -> bool:
    return index is not None and grid.counts[index].value is not None


def _rolling(grid: Grid, monthly: tuple[Table, Column], spanning: tuple[Table, Column]) -> None:
    """Months beside a sum of months: with a month of its own in each row, or one for the table."""
    months, sums = _kinds(monthly[0]), _kinds(spanning[0])
    shared = tuple(kind for kind in months if kind in sums and kind != "month")
    single = _labelled(grid, monthly, ("month", *shared))
    by_month = {(_month(labels), labels - _at(labels)): i for labels, i in single.items()}
    for span in dict.fromkeys((spanning[0].months, *SPANS)):
        for margins in _ends(grid, spanning, shared, span):
            found = [
                (total, tuple(by_month.get((end - back, rest)) for back in range(span)))
                for (end, rest), total in margins.items()
            ]
            _tie(grid, [(total, parts) for total, parts in found if span > 1])


def _tie(grid: Grid, found: list[tuple[int, tuple[int | None, ...]]]) -> None:
    whole = [
        (total, tuple(part for part in parts if part is not None))
        for total, parts in found
        if _held(grid, total) and all(_held(grid, part) for part in parts)
    ]
    if all(_value(grid, t) == sum(_value(grid, p) or 0 for p in parts) for t, parts in whole):
        grid.sums.extend(Sum(total, parts) for total, parts in whole)


def _ends(
    grid: Grid, spanning: tuple[Table, Column], shared: tuple[str, ...], span: int
) -> Iterator[Mapping[tuple[int, Labels], int]]:
    """Sums by the last month they may hold: their own, the table's, or that of the span before."""
    if "month" in _kinds(spanning[0]):
        labelled = _labelled(grid, spanning, ("month", *shared))
        yield {(_month(labels), labels - _at(labels)): i for labels, i in labelled.items()}
        return
    match = UNTIL.search(spanning[0].window)
    if match:
        labelled = _labelled(grid, spanning, shared)
        for end in (month_number(match[1]), month_number(match[1]) - span):
            yield {(end, labels): i for labels, i in labelled.items()}


def _at(labels: Labels) -> Labels:
    return frozenset(label for label in labels if label[0] == "month")


def _month(labels: Labels) -> int:
    """The month number of a row; -1 where it is not written as a month."""
    value = next(value for kind, value in labels if kind == "month")
    if isinstance(value, int):
        return value
    return month_number(value) if value and MONTH.fullmatch(value) else -1
