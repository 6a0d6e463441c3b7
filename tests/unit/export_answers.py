"""Made-up released answers of any size, through the real gate's types, for the tests of exports."""

import random
from collections.abc import Sequence
from dataclasses import replace

from tests.unit.disclosure_answers import ABOUT, HOSPITAL, YEAR
from watchward.contract.result import Column
from watchward.contract.safe_result import GATE, SafeCell, SafeResult, SafeTable

AREA = Column("area", "Area", "dimension", "area")
MONTH = Column("month", "Month", "dimension", "month")
SEX = Column("sex", "Sex", "dimension", "sex")
NOTE = Column("name", "Name", "note")
HEALTH = Column("health", "Attendances", "count", dataset="ed_assault")
POLICE = Column("police", "Crimes", "count", dataset="police_street")
SHARE = Column("health_share", "Share, %", "figure")
CLASS = Column("police_class", "Hot or not", "class", dataset="police_street")
AUDIENCES = ("analyst", "partner", "guest", "open")


def square(east: int, north: int, *, side: int = 100) -> list[list[int]]:
    """A ring that closes."""
    a, b = (east, north), (east + side, north + side)
    return [[*a], [b[0], a[1]], [*b], [a[0], b[1]], [*a]]


def areas(codes: Sequence[str]) -> dict[str, object]:
    """One square each, in metres."""
    return {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
        "features": [
            {
                "type": "Feature",
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [square(200_000 + 100 * i, 300_000)],
                },
                "properties": {"code": code, "name": code, "kind": "area", "layer": "area"},
            }
            for i, code in enumerate(codes)
        ],
    }


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[SafeCell]],
    totals: Sequence[Sequence[SafeCell]] = (),
    *,
    name: str = "counts",
    title: str = "Counts",
) -> SafeTable:
    return SafeTable(
        name=name,
        title=title,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        total_rows=tuple(tuple(row) for row in totals),
        window=YEAR,
        hidden=sum(cell.mark == "c" for row in (*rows, *totals) for cell in row),
        gate=GATE,
    )


def released(*tables: SafeTable, audience: str = "partner", **rest: object) -> SafeResult:
    settings = {
        "id": "0123456789abcdef",
        "about": replace(ABOUT, name="made_up", title="Made up"),
        "outcome": "released",
        "reasons": ("Counts from 1 to 7 are hidden.",),
        "headline": "",
        "sources": (replace(HOSPITAL, synthetic=True),),
        "store_version": "ed_assault@3",
        "rules_version": "1",
        "window": YEAR,
        "options": {},
        "caveats": (),
        "not_comparable": (),
        "areas": None,
        "synthetic": True,
    }
    return SafeResult(**{**settings, **rest}, audience=audience, tables=tables, gate=GATE)


def any_answer(chance: random.Random, *, most: int) -> SafeResult:
    """A table of random length and width for a random audience; some cells hidden, some missing."""
    length = chance.choice((0, 1, 2, chance.randrange(most), chance.randrange(most)))
    codes = [f"SYN{number:06d}" for number in range(length)]
    columns = [AREA, *chance.sample((NOTE, HEALTH, POLICE, SHARE, CLASS), k=chance.randint(1, 5))]
    rows = [
        [SafeCell(code), *(any_cell(column, chance) for column in columns[1:])] for code in codes
    ]
    total = [SafeCell(None, "z"), *(any_cell(column, chance) for column in columns[1:])]
    made = table(columns, rows, [total] * chance.randint(0, 2))
    drawn = codes[: chance.randint(0, length)] if length else []
    return released(made, audience=chance.choice(AUDIENCES), areas=areas(drawn))


def any_cell(column: Column, chance: random.Random) -> SafeCell:
    """A value of the column's type, a mark, or a rounded value."""
    if chance.random() < 0.2:
        return SafeCell(None, chance.choice("cxz"))
    if column.role == "note":
        return SafeCell(chance.choice(("Old Town", "Tŷ Ŵyn", "=1+1", "-5", "")))
    if column.role == "class":
        return SafeCell(chance.choice(("hot", "not hot")))
    if column.role == "figure":
        return SafeCell(chance.random() * 100 - 50)
    return SafeCell(chance.randrange(0, 5000, 5), about=True)
