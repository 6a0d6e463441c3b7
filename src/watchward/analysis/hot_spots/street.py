"""Street files: counted by the areas and the published points that they state, never on a grid.

Every crime was moved to a published point shared by several addresses before it was published, so
a point says "on or near", and nothing here is set beside health.
"""

from dataclasses import replace

from watchward.analysis.hot_spots.beside import AREA, NAME, PLACE, TOP, Row, pair, span, table
from watchward.contract.result import Table
from watchward.engine.api import Tables, Value
from watchward.engine.asked import Asked
from watchward.geography.areas import Boundaries

NOWHERE = "No Location"


def street_tables(
    tables: Tables, asked: Asked, *, sql: dict[str, str], side: str, areas: Boundaries | None
) -> list[Table]:
    """Counts by published area and at the published points with most."""
    one = replace(asked, sides={side: asked.sides[side]})
    subject = asked.sides[side].subject
    by_area = {
        str(code): pair(one, side, _int(now), _int(before))
        for code, now, before in tables.rows(sql["published_areas"], **span(asked, side))
    }
    names = dict(zip(areas.codes, areas.names, strict=True)) if areas else {}
    none = pair(one, side, 0, 0)
    codes = sorted({*by_area, *names})
    area_rows: list[Row] = [(code, names.get(code, ""), *by_area.get(code, none)) for code in codes]
    points = tables.rows(sql["snap_points"], **span(asked, side))
    return [
        table(
            one,
            "street_areas",
            title=f"{subject} by published area",
            dimensions=(AREA, NAME),
            rows=area_rows,
        ),
        table(
            one,
            "street_places",
            title=f"{subject} at published points",
            dimensions=(PLACE,),
            rows=_named(one, side, points, names),
        ),
    ]


def _named(
    asked: Asked, side: str, points: list[tuple[Value, ...]], names: dict[str, str]
) -> list[Row]:
    """Many points share a name ("On or near Parking Area"): the area's name tells them apart."""
    seen: dict[str, int] = {}
    rows: list[Row] = []
    for name, area, _, _, now, before in points:
        if name == NOWHERE or not now or len(rows) == TOP:
            continue
        where = names.get(str(area), str(area))
        label = f"{name} ({where})" if where else str(name)
        seen[label] = seen.get(label, 0) + 1
        if seen[label] > 1:
            label = f"{label}, point {seen[label]}"
        rows.append((label, *pair(asked, side, _int(now), _int(before))))
    return rows


def _int(value: Value) -> int:
    return int(value or 0)
