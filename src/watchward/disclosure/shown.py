"""Lays a protected table out: values or marks, totals, figures, in an order that tells nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from watchward.contract.result import Cell, Column, Table
from watchward.contract.safe_result import GATE, SafeCell, SafeTable
from watchward.disclosure.admit import described, lined
from watchward.disclosure.bounds import Plan, State
from watchward.disclosure.figures import Shown, figure_columns, work_out
from watchward.disclosure.grid import Grid, Key, Over, count_columns, dimensions, interior, summing

ORDERED = frozenset({"month", "year", "hour", "weekday", "age", "assailants"})
Row = dict[str, SafeCell]


@dataclass(frozen=True)
class Layout:
    """One table of an answer, which of its columns are seen, and what becomes of its counts."""

    grid: Grid
    plan: Plan
    table: Table
    columns: tuple[Column, ...]

    def lay_out(self) -> SafeTable:
        """The table as the audience sees it."""
        keys = interior(self.table)
        rows = [self._row(key, row) for key, row in zip(keys, self.table.rows, strict=True)]
        rows = self._ordered([row for row in rows if not self._blank_cell(row)])
        totals = [self._total(key) for key in self._total_keys()]
        counted = sum(self._hidden(row) for row in (*rows, *totals))
        rows = self._told(rows)
        named, rest = lined(self.table)[:1], lined(self.table)[1:]
        # What a line is of, its figures, and only then what they rest on: a screen is not wide.
        columns = (*self.columns, *named, *self._figures(rows, totals), *rest)
        return SafeTable(
            name=self.table.name,
            title=self.table.title,
            columns=columns,
            rows=_cells(rows, columns),
            total_rows=_cells(totals, columns),
            window=self.table.window,
            hidden=counted,
            gate=GATE,
        )

    def _told(self, rows: list[Row]) -> list[Row]:
        """Each row once a line, where the table has lines."""
        lines = self.table.lines
        if lines is None:
            return rows
        first = self.table.columns[dimensions(self.table)[0]].name
        names = [column.name for column in lines.columns]
        return [
            {**row, **dict(zip(names, map(SafeCell, line), strict=True))}
            for row in rows
            for line in lines.by[str(row[first].value)]
        ]

    def _row(self, key: Key, row: Sequence[Cell]) -> Row:
        cells: Row = {}
        for column in self.columns:
            value = row[self.table.columns.index(column)]
            cells[column.name] = SafeCell(None, "x") if value is None else SafeCell(value)
            if column.role == "count":
                cells[column.name] = self._count(column.name, key)
            elif column.role == "class" and not self._class_may_show(column, key, row):
                cells[column.name] = SafeCell(None, "c")
        return cells

    def _count(self, column: str, key: Key) -> SafeCell:
        index = self.grid.find(self.table.name, column, key)
        count = None if index is None else self.grid.counts[index]
        if index is None or count is None or count.value is None:
            return SafeCell(None, "x")
        if self.plan.states[index] is not State.SHOWN:
            return SafeCell(None, "c")
        shown = count.rule.shown(count.value)
        return SafeCell(shown, "", count.rule.round_to > 1 and shown != 0)

    def _class_may_show(self, column: Column, key: Key, row: Sequence[Cell]) -> bool:
        """Only where the count that it rests on is shown; on a map's cell, where it is large."""
        rests = [
            counted
            for counted in rests_on(self.table, column)
            if row[self.table.columns.index(counted)] is not None
        ]
        return bool(rests or not rests_on(self.table, column)) and all(
            self._carries(counted, key, row) for counted in rests
        )

    def _carries(self, counted: Column, key: Key, row: Sequence[Cell]) -> bool:
        if counted in self.columns:
            return not self._count(counted.name, key).mark
        rule, value = self.grid.rule_of(counted.dataset), row[self.table.columns.index(counted)]
        return rule.exact or (isinstance(value, int) and value >= rule.hide_below)

    def _blank_cell(self, row: Row) -> bool:
        """A map's cell whose class is hidden: a row of its own would say that somebody was hurt."""
        classes = [row[column.name] for column in self.columns if column.role == "class"]
        return (
            "cell" in described(self.table)
            and bool(classes)
            and all(cell.mark == "c" for cell in classes)
        )

    def _total_keys(self) -> list[Key]:
        counted = any(column.role == "count" for column in self.columns)
        kept = dict.fromkeys(self.table.totals if counted else ())
        found = dict.fromkeys(
            total(key)
            for total in (summing(self.table, stay) for stay in kept)
            for key in interior(self.table)
        )
        return [key for key in found if Over.ALL in key]

    def _total(self, key: Key) -> Row:
        cells = {column.name: SafeCell(None, "z") for column in self.columns}
        for at, value in zip(dimensions(self.table), key, strict=True):
            if not isinstance(value, Over):
                name = self.table.columns[at].name
                cells[name] = SafeCell(None, "x") if value is None else SafeCell(value)
        for column in self.columns:
            if column.role == "count":
                cells[column.name] = self._count(column.name, key)
        return cells

    def _figures(self, rows: Sequence[Row], totals: Sequence[Row]) -> tuple[Column, ...]:
        """Work the figures out row by row, into the rows; say which columns they made."""
        names = {column.name for column in (*self.columns, *lined(self.table))}
        wanted = [figure for figure in self.table.derived if set(figure.of) <= names]
        whole = self._total((Over.ALL,) * len(dimensions(self.table)))
        if not dimensions(self.table):
            whole = dict(rows[0]) if rows else {}
        shown = Shown(self.columns, tuple(dict(row) for row in rows), whole, self._units())
        made = [(figure, figure_columns(figure)) for figure in wanted]
        for row in (*rows, *totals):
            for figure, columns in made:
                cells = work_out(figure, shown, row)
                row.update(zip((c.name for c in columns), cells, strict=True))
        return tuple(column for _, columns in made for column in columns)

    def _units(self) -> Mapping[str, int]:
        """What the counts of each column are rounded to."""
        units: dict[str, int] = {}
        for count in self.grid.counts:
            if count.table == self.table.name:
                units[count.column] = max(units.get(count.column, 1), count.rule.round_to)
        return units

    def _hidden(self, row: Row) -> int:
        roles = {column.name: column.role for column in self.columns}
        return sum(row[name].mark == "c" for name, role in roles.items() if role != "dimension")

    def _ordered(self, rows: list[Row]) -> list[Row]:
        """Largest first would rank hidden counts; such rows are ranked again by what is shown."""
        ranked = next((c for c in count_columns(self.table) if self._falls(c)), None)
        if ranked is None or described(self.table) & ORDERED:
            return rows
        by = ranked.name if ranked in self.columns else ""
        labels = [self.table.columns[i].name for i in dimensions(self.table)]

        def rank(row: Row) -> tuple[float, list[str]]:
            cell = row[by] if by else SafeCell(0)
            size = 0.5 if cell.mark == "c" else -1.0 if cell.mark else float(cell.value or 0)
            return -size, [str(row[name].value) for name in labels]

        return sorted(rows, key=rank)

    def _falls(self, column: Column) -> bool:
        if self.grid.rule_of(column.dataset).exact:
            return False
        at = self.table.columns.index(column)
        values = [row[at] for row in self.table.rows if isinstance(row[at], int)]
        known = [value for value in values if isinstance(value, int)]
        return len(known) > 1 and all(a >= b for a, b in pairwise(known))


def rests_on(table: Table, classed: Column) -> list[Column]:
    """The counts that a class rests on: those it is named after, else all of its data set."""
    counts = count_columns(table)
    named = [c for c in counts if classed.name.startswith(f"{c.name}_")]
    return named or [c for c in counts if classed.dataset in ("", c.dataset)]


def _cells(
    rows: Sequence[Mapping[str, SafeCell]], columns: Sequence[Column]
) -> tuple[tuple[SafeCell, ...], ...]:
    return tuple(tuple(row[column.name] for column in columns) for row in rows)
