"""A released table for programs: plain column names, one type a column, why a number is missing.

A number that is hidden or not available is null, never 0; the column NAME_status beside it says
why. Totals are rows of their own, called so in `row_kind`: whoever adds a column up must choose.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watchward.contract.result import Column
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable, Say
from watchward.export.inert import inert
from watchward.export.whole_csv import plain

Value = int | float | str | dt.date | None
NUMBERS = ("count", "figure", "accounting", "class")  # the roles whose cells have a status
STATUSES = {
    "shown": "as it is",
    "rounded": "rounded, so that nobody can be recognised",
    "c": "hidden, so that nobody can be recognised",
    "x": "not available",
    "z": "not applicable",
}
NOT_A_NAME = re.compile(r"[^a-z0-9]+")
LONGEST = 40


@dataclass(frozen=True)
class Field:
    """One column of the tidy table. type: whole, number, text, month (its first day), flag."""

    name: str
    title: str
    type: str
    role: str
    unit: str = ""
    describes: str = ""


@dataclass(frozen=True)
class Tidy:
    """The fields, and as many rows as the released table has with its totals."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]

    def column(self, name: str) -> list[Value]:
        """The values of one field."""
        at = [field.name for field in self.fields].index(name)
        return [row[at] for row in self.rows]


def tidy(table: SafeTable, result: SafeResult, *, say: Say = plain) -> Tidy:
    """The whole table, each row with the release that it is of and whether it is made up."""
    names = plain_names(column.name for column in table.columns)
    whole = [_whole(table, at) for at in range(len(table.columns))]
    fields = [Field("row_kind", say("Row or total"), "text", "kind")]
    for name, column, all_whole in zip(names, table.columns, whole, strict=True):
        fields.append(_field(name, column, all_whole=all_whole))
        if column.role in NUMBERS:
            title = f"{inert(column.title)}: {say('status')}"
            fields.append(Field(f"{name}_status", title, "text", "status"))
    fields.append(Field("release", say("Number of the answer"), "text", "release"))
    fields.append(Field("synthetic", say("Made-up records"), "flag", "release"))
    last = (result.id, result.synthetic)
    rows = [("row", *_values(row, table.columns, fields), *last) for row in table.rows]
    rows += [("total", *_values(row, table.columns, fields), *last) for row in table.total_rows]
    return Tidy(tuple(fields), tuple(rows))


def plain_names(names: Iterable[str]) -> list[str]:
    """Names of letters, digits and underscores, no two alike, none that we use ourselves."""
    taken = {"row_kind", "release", "synthetic", "fid", "geom"}
    found: list[str] = []
    for name in names:
        plain = NOT_A_NAME.sub("_", name.lower()).strip("_")[:LONGEST] or "column"
        plain = f"c_{plain}" if plain[0].isdigit() else plain
        once, number = plain, 2
        while once in taken or f"{once}_status" in taken:
            once, number = f"{plain}_{number}", number + 1
        taken |= {once, f"{once}_status"}
        found.append(once)
    return found


def _whole(table: SafeTable, at: int) -> bool:
    cells = [row[at] for row in (*table.rows, *table.total_rows)]
    values = [cell.value for cell in cells if not cell.mark and cell.value is not None]
    return bool(values) and all(isinstance(value, int) for value in values)


def _field(name: str, column: Column, *, all_whole: bool) -> Field:
    kind = {"count": "whole", "accounting": "whole", "figure": "number"}.get(column.role, "text")
    if kind == "text" and all_whole:
        kind = "month" if column.describes == "month" else "whole"
    unit = {"count": "records", "accounting": "records"}.get(column.role, "")
    if column.role == "figure":
        unit = "per cent" if column.title.rstrip().endswith("%") else "number"
    return Field(name, inert(column.title), kind, column.role, unit, column.describes)


def _values(
    row: Sequence[SafeCell], columns: Sequence[Column], fields: Sequence[Field]
) -> Iterator[Value]:
    typed = [field.type for field in fields if field.role not in ("kind", "status", "release")]
    for cell, column, kind in zip(row, columns, typed, strict=True):
        yield typed_value(cell, kind)
        if column.role in NUMBERS:
            yield cell.mark or ("rounded" if cell.about else "shown")


def typed_value(cell: SafeCell, kind: str) -> Value:
    """The value as its field's type; None where there is none to show."""
    if cell.mark or cell.value is None:
        return None
    if kind == "month":
        year, month = divmod(int(cell.value), 12)
        return dt.date(year, month + 1, 1)
    if kind == "text":
        return inert(str(cell.value))
    return float(cell.value) if kind == "number" else int(cell.value)
