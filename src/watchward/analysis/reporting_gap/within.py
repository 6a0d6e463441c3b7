"""The first and third measures again, by month, by area and by kind; for analysts.

Each group has the same two figures as the whole, with wider intervals: most groups are small, and
a difference between two whose intervals overlap is not shown to be one. The measures stay apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from watchward.analysis import MONTH, labels_of
from watchward.contract.result import NOT_RECORDED, Cell, Column, Derived, Table
from watchward.engine.api import Tables, Value
from watchward.engine.asked import Asked
from watchward.geography.areas import Boundaries

AREA = Column("area", "Area", "dimension", "area")
NAME = Column("name", "Name", "note")
KINDS = {
    "weapon": Column("weapon", "Weapon", "dimension", "weapon"),
    "relationship": Column("relationship", "Relationship", "dimension", "relationship"),
}
SIDES = ("police", "health")
Counts = Mapping[str, tuple[int, ...]]


def stated_within(
    tables: Tables, asked: Asked, areas: Boundaries | None, *, sql: Mapping[str, str]
) -> Iterator[Table]:
    """Yes, and those who answered, of patients in each month, area and kind."""
    window = _window(asked, "health")
    months = _keyed(tables.rows(sql["stated_months"], **window))
    held = sorted(set(range(asked.first, asked.last + 1)) & asked.held["health"])
    yield _stated(asked, "month", MONTH, _rows(months, {str(m): m for m in held}, 3))
    for field, column in KINDS.items():
        found = _keyed(tables.rows(sql[f"stated_{field}"], **window))
        yield _stated(asked, field, column, _rows(found, {**labels_of(field), "": NOT_RECORDED}, 3))
    if areas is not None:
        sums = _by_area(tables.arrays(sql["stated_points"], **window), areas)
        yield _stated(asked, "area", AREA, _named(areas, sums), named=True)


def _stated(
    asked: Asked, by: str, column: Column, rows: Iterable[tuple[Cell, ...]], *, named: bool = False
) -> Table:
    about = asked.sides["health"]
    of = ("yes", "answered")
    return Table(
        name=f"stated_by_{by}",
        title=f"What patients say, by {by}",
        columns=(
            column,
            *((NAME,) if named else ()),
            Column("patients", about.subject, "count", dataset=about.name),
            Column("answered", "Answered", "count", dataset=about.name),
            Column("yes", "Say that the police were told", "count", dataset=about.name),
        ),
        rows=tuple(rows),
        derived=(
            Derived("share", "Share of those who answered, %", "percent", of),
            Derived("share", "Share of those who answered, %", "wilson_interval", of),
        ),
        window=asked.rolling,
        months=asked.months if by != "month" else 1,
        analysts_only=True,
    )


def ratio_within(
    tables: Tables, asked: Asked, areas: Boundaries, *, sql: str, both: bool
) -> Iterator[Table]:
    """Crimes with injury beside patients in each month and area; domestic in `both` or neither."""
    months: dict[str, Counter[int]] = {}
    places: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int64]]] = {}
    for side in SIDES:
        found = tables.arrays(sql, **_window(asked, side))
        at = areas.locate(found["easting"], found["northing"])
        records = np.asarray(found["records"]) - (0 if both else np.asarray(found["domestic"]))
        inside = at >= 0
        places[side] = np.bincount(
            at[inside], weights=records[inside], minlength=len(areas)
        ).astype(np.int64)
        months[side] = Counter[int]()
        for month, many in zip(
            np.asarray(found["month"])[inside].tolist(), records[inside].tolist(), strict=True
        ):
            months[side][int(month)] += int(many)
    span = range(asked.first, asked.last + 1)
    by_month: list[tuple[Cell, ...]] = [
        (month, *(months[side][month] for side in SIDES)) for month in span
    ]
    yield replace(_ratio(asked, "month", (MONTH,), by_month), months=1)
    by_area: list[tuple[Cell, ...]] = [
        (code, name, *(int(places[side][at]) for side in SIDES))
        for at, (code, name) in enumerate(zip(areas.codes, areas.names, strict=True))
    ]
    yield _ratio(asked, "area", (AREA, NAME), by_area)


def _ratio(
    asked: Asked, by: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]
) -> Table:
    counts = (
        Column(
            side, f"{asked.sides[side].subject}: injury", "count", dataset=asked.sides[side].name
        )
        for side in SIDES
    )
    return Table(
        name=f"ratio_by_{by}",
        title=f"Police crimes with injury beside hospital patients, by {by}",
        columns=(*columns, *counts),
        rows=tuple(rows),
        derived=(
            Derived("ratio", "Police crimes for each patient", "ratio", SIDES),
            Derived("ratio", "Police crimes for each patient", "ratio_interval", SIDES),
        ),
        window=asked.rolling,
        months=asked.months,
        analysts_only=True,
    )


def _window(asked: Asked, side: str) -> dict[str, Value]:
    return {"dataset": asked.sides[side].name, "first": asked.first, "last": asked.last}


def _keyed(rows: Iterable[tuple[Cell, ...]]) -> dict[str, tuple[int, ...]]:
    """By code; blank and "not known" together under ""."""
    sums: dict[str, tuple[int, ...]] = {}
    for code, *counts in rows:
        key = "" if code in (None, "unknown", "U") else str(code)
        old = sums.get(key, (0,) * len(counts))
        sums[key] = tuple(a + int(b or 0) for a, b in zip(old, counts, strict=True))
    return sums


def _rows(found: Counts, labels: Mapping[str, Cell], many: int) -> Iterator[tuple[Cell, ...]]:
    """In the order of the labels, then codes without one."""
    extra = {code: code for code in sorted(set(found) - set(labels))}
    for code, label in {**labels, **extra}.items():
        yield (label, *found.get(code, (0,) * many))


def _by_area(
    found: "Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]", areas: Boundaries
) -> "list[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]":
    at = areas.locate(found["easting"], found["northing"])
    inside = at >= 0
    return [
        np.bincount(
            at[inside], weights=np.asarray(found[name]).astype(float)[inside], minlength=len(areas)
        ).astype(np.int64)
        for name in ("records", "answered", "yes")
    ]


def _named(
    areas: Boundaries, sums: "list[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]"
) -> Iterator[tuple[Cell, ...]]:
    for at, (code, name) in enumerate(zip(areas.codes, areas.names, strict=True)):
        yield (code, name, *(int(one[at]) for one in sums))
