"""From a protected answer, or from one in the archive, to what it tells."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from watchward.contract.dataset import datasets as known_datasets
from watchward.contract.result import Column
from watchward.contract.safe_result import SafeResult, SafeTable
from watchward.disclosure.bounds import Plan, State, interval, protected, reach
from watchward.disclosure.grid import Grid, Over
from watchward.disclosure.rules import Rule, Rules
from watchward.disclosure.sheets import Row, Sheet, sheet

PLACED = ("area", "place", "cell")
RowsOf = Callable[[SafeTable, Column], Iterable[Row]]


def sheets_of(
    safe: SafeResult, *, grid: Grid, plan: Plan, rules: Rules, geography: Mapping[str, str]
) -> tuple[Sheet, ...]:
    """What a fresh answer tells: more than is printed, as for the reader of ADR 8."""
    rows = _planned(grid, plan)

    def rows_of(table: SafeTable, column: Column) -> Iterator[Row]:
        seen = {_key(table, row) for row in table.rows}
        whole = sum(1 for row in rows.get((table.name, column.name), ()) if None not in row.key)
        for row in rows.get((table.name, column.name), ()):
            if row.key in seen or (None in row.key and whole == len(seen)):
                yield row

    return tuple(_sheets(safe, rows_of, grid.rule_of, rules=rules, geography=geography))


def sheets_of_archived(
    safe: SafeResult, *, rules: Rules, rule_of: Callable[[str], Rule], geography: Mapping[str, str]
) -> tuple[Sheet, ...]:
    """What an answer tells whose plan was not kept: nothing is known of a mark but the mark."""

    def rows_of(table: SafeTable, column: Column) -> Iterator[Row]:
        at = table.columns.index(column)
        rule = rule_of(column.dataset)
        for row in (*table.rows, *table.total_rows):
            cell = row[at]
            if cell.mark == "c":
                yield Row(_key(table, row), 0, inf)
            elif not cell.mark and isinstance(cell.value, int):
                yield Row(_key(table, row), *_limits(cell.value, rule, about=cell.about))

    return tuple(_sheets(safe, rows_of, rule_of, rules=rules, geography=geography))


def _limits(value: int, rule: Rule, *, about: bool) -> tuple[float, float]:
    if not about:
        return value, value
    low, high = value - rule.round_to // 2, value + (rule.round_to - 1) // 2
    return max(low, min(rule.hide_below, value)), high


def _planned(grid: Grid, plan: Plan) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for index, count in enumerate(grid.counts):
        state = plan.states[index]
        if state in (State.NONE, State.UNSEEN) or count.value is None:
            continue
        low, high = interval(grid, index, state=state, top=plan.tops[index])
        must = reach(grid, plan, index) if protected(grid, plan, index) else 0
        key = tuple(None if isinstance(part, Over) else _text(part) for part in count.key)
        row = Row(key, low, high, must, index)
        found.setdefault((count.table, count.column), []).append(row)
    return found


def _text(label: object) -> str:
    return "" if label is None else str(label)


def _key(table: SafeTable, row: Sequence[object]) -> tuple[str | None, ...]:
    pairs = zip(table.columns, row, strict=True)
    cells = [cell for column, cell in pairs if column.role == "dimension"]
    return tuple(
        None if getattr(cell, "mark", "") == "z" else _text(getattr(cell, "value", None))
        for cell in cells
    )


def kinds_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """What each dimension is about; two of one kind go by their names."""
    dimensions = [column for column in columns if column.role == "dimension"]
    described = [column.describes for column in dimensions]
    return tuple(
        c.describes if c.describes and described.count(c.describes) == 1 else c.name
        for c in dimensions
    )


def _sheets(
    safe: SafeResult,
    rows_of: RowsOf,
    rule_of: Callable[[str], Rule],
    *,
    rules: Rules,
    geography: Mapping[str, str],
) -> Iterator[Sheet]:
    every = tuple(dict.fromkeys(source.dataset for source in safe.sources))
    for table in safe.tables:
        kinds = kinds_of(table.columns)
        at_places = tuple(f"{k}@{geography.get(k, '')}" if k in PLACED else k for k in kinds)
        for column in (c for c in table.columns if c.role == "count"):
            rows = list(rows_of(table, column))
            named = (safe.about.name, table.name, column.name)
            for sets, kept, part in _by_source(table, column, rows, kinds=at_places, every=every):
                floor = max(rule_of(one).hide_below for one in (sets if len(sets) == 1 else ("",)))
                yield sheet(
                    table=f"{safe.about.name}.{table.name}",
                    column=column.name,
                    datasets=sets,
                    population=rules.population(*named),
                    floor=floor,
                    window=table.window,
                    kinds=kept,
                    rows=part,
                )


def _by_source(
    table: SafeTable,
    column: Column,
    rows: list[Row],
    *,
    kinds: tuple[str, ...],
    every: tuple[str, ...],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], list[Row]]]:
    """Whose records the rows count: the column's, its parts', or a data set for each row."""
    if column.dataset or "source" not in kinds:
        yield _sets(table, column, every), kinds, rows
        return
    at = kinds.index("source")
    kept = (*kinds[:at], *kinds[at + 1 :])
    named = {row.key[at] for row in rows}
    listed = tuple(sorted(str(one) for one in named if one in known_datasets() or one in every))
    for one in named:
        sets = (str(one),) if one is not None else listed
        part = [
            replace(row, key=(*row.key[:at], *row.key[at + 1 :]))
            for row in rows
            if row.key[at] == one
        ]
        if sets and set(sets) <= set(listed):
            yield sets, kept, part


def _sets(table: SafeTable, column: Column, every: tuple[str, ...]) -> tuple[str, ...]:
    if column.dataset:
        return (column.dataset,)
    parts = [other.dataset for other in table.columns if other.name in column.parts]
    return tuple(dict.fromkeys(parts)) if parts and all(parts) else every
