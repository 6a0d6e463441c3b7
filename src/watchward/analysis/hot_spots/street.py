"""Street files: counted by the areas and the published points that they state, never on a grid.

Every crime was moved to a published point shared by several addresses before it was published, so
a point says "on or near", and nothing here is set beside health.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from watchward.analysis.hot_spots.beside import AREA, NAME, PLACE, TOP, Row, pair, span, table
from watchward.analysis.hot_spots.cells import SUPPORT
from watchward.contract.result import Column, Table
from watchward.engine.api import Tables, Value
from watchward.engine.asked import Asked
from watchward.engine.shapes import Feature, neighbours, place_features
from watchward.engine.where import stated_areas
from watchward.geography.areas import Boundaries
from watchward.maths.hot import hot_areas

NOWHERE = "No Location"


@dataclass(frozen=True)
class Street:
    """One side of published points: its queries, its areas, and what its tables are called."""

    asked: Asked  # of that side alone
    side: str
    sql: Mapping[str, str]
    areas: Boundaries | None
    prefix: str  # "" where no finer source has tables of these names
    level: float

    @property
    def subject(self) -> str:
        """The one category, as it is published."""
        return self.asked.sides[self.side].subject

    @property
    def names(self) -> Mapping[str, str]:
        """Code → name of the areas."""
        return dict(zip(self.areas.codes, self.areas.names, strict=True)) if self.areas else {}


def street_tables(tables: Tables, street: Street) -> tuple[list[Table], list[Feature]]:
    """Counts by published area and at the published points with most; points for the map."""
    by_place, points = _places(tables, street)
    return [_areas(tables, street), by_place], points


def _areas(tables: Tables, street: Street) -> Table:
    """Every area of the boundaries, and any published code that they do not hold."""
    side, names = street.side, street.names
    found = stated_areas(tables, street.asked, side, since=street.asked.before)
    codes = sorted({*found, *names})
    hot = _hot(street, {code: now for code, (now, _) in found.items()})
    rows: list[Row] = [
        (
            code,
            names.get(code, ""),
            hot.get(code),
            *pair(street.asked, side, *found.get(code, (0, 0))),
        )
        for code in codes
    ]
    about = street.asked.sides[side]
    classed = Column(f"{side}_class", "More than chance explains", "class", dataset=about.name)
    return table(
        street.asked,
        f"{street.prefix}areas",
        title=f"{street.subject} by published area",
        dimensions=(AREA, NAME, classed),
        rows=rows,
    )


def _hot(street: Street, now: Mapping[str, int]) -> dict[str, str]:
    """Hot or not by code, among the areas whose outline is held."""
    if street.areas is None:
        return {}
    counts = np.array([now.get(code, 0) for code in street.areas.codes])
    left, right = neighbours(street.areas)
    hot = hot_areas(counts, left, right, level=street.level, support=SUPPORT)
    return {
        code: "hot" if is_hot else "not hot"
        for code, is_hot in zip(street.areas.codes, hot, strict=True)
    }


def _places(tables: Tables, street: Street) -> tuple[Table, list[Feature]]:
    """The points with most; many share a name, and the area's name tells them apart."""
    seen: dict[str, int] = {}
    rows: list[Row] = []
    points: list[tuple[str, int, int]] = []
    found = tables.rows(street.sql["snap_points"], **span(street.asked, street.side))
    for name, area, east, north, now, before in found:
        if name == NOWHERE or not now or len(rows) == TOP:
            continue
        where = street.names.get(str(area), str(area))
        label = f"{name} ({where})" if where else str(name)
        seen[label] = seen.get(label, 0) + 1
        if seen[label] > 1:
            label = f"{label}, point {seen[label]}"
        rows.append((label, *pair(street.asked, street.side, _int(now), _int(before))))
        points.append((label, _int(east), _int(north)))
    made = table(
        street.asked,
        f"{street.prefix}places",
        title=f"{street.subject} at published points",
        dimensions=(PLACE,),
        rows=rows,
    )
    return made, place_features(points)


def one_side(asked: Asked, side: str) -> Asked:
    """The same question of one side only."""
    return replace(asked, sides={side: asked.sides[side]})


def _int(value: Value) -> int:
    return int(value or 0)
