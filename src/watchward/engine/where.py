"""Where one side's violence is: by point, by the area that it states, and how much is placed.

Points are asked in strips from west to east, so that a country's fit in memory. `since` is the
month that the span begins with; records before the window are counted apart.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.points import Points
from watchward.engine.queries import queries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.geography.areas import Boundaries

    Counts = NDArray[np.int64]

SQL = queries(__file__)
STRIP = 5_000_000  # records of a strip, if they lay evenly


class Records(NamedTuple):
    """Of violence in the window: all, those with a usable place, those marked domestic or not."""

    all: int
    placed: int
    domestic_known: int


def records_of(tables: Tables, asked: Asked, side: str) -> Records:
    """How much of one side's violence can be placed at all."""
    name = asked.sides[side].name
    ((*found,),) = tables.rows(SQL["records"], dataset=name, first=asked.first, last=asked.last)
    return Records(*(int(count or 0) for count in found))


def points_of(tables: Tables, asked: Asked, side: str, *, since: int | None = None) -> Points:
    """Every distinct point with its records, ordered by easting, then northing."""
    import numpy as np

    values = _span(asked, side, since)
    ((records, west, east),) = tables.rows(SQL["extent"], **values)
    if not records:
        return Points.of(tables.arrays(SQL["points"], **values, west=0, east=0))
    strip_count = -(-int(records) // STRIP)
    edges = np.linspace(int(west or 0), int(east or 0) + 1, strip_count + 1).astype(int)
    strips = [
        tables.arrays(SQL["points"], **values, west=int(low), east=int(high))
        for low, high in pairwise(edges)
    ]
    names = strips[0]
    return Points.of({name: np.concatenate([strip[name] for strip in strips]) for name in names})


def unsure_points(tables: Tables, asked: Asked, side: str) -> Points:
    """Those of the window whose place was worked out from text, and not with high confidence."""
    name = asked.sides[side].name
    found = tables.arrays(SQL["unsure"], dataset=name, first=asked.first, last=asked.last)
    return Points.of(found)


def stated_areas(
    tables: Tables, asked: Asked, side: str, *, since: int | None = None
) -> dict[str, tuple[int, int]]:
    """Records now and before by the area that they state, where they state one."""
    found = tables.rows(SQL["areas"], **_span(asked, side, since))
    return {str(code): (int(now or 0), int(before or 0)) for code, now, before in found}


def by_area(
    tables: Tables,
    asked: Asked,
    side: str,
    *,
    points: Points,
    areas: "Boundaries",
    since: int | None = None,
) -> "tuple[Counts, Counts]":
    """Records now and before by area: by their points, or, without any, by what they state."""
    import numpy as np

    if len(points.easting):
        return points.sums(areas.locate(points.easting, points.northing), len(areas))
    stated = stated_areas(tables, asked, side, since=since)
    pairs = np.array([stated.get(code, (0, 0)) for code in areas.codes], dtype=np.int64)
    return pairs[:, 0], pairs[:, 1]


def _span(asked: Asked, side: str, since: int | None) -> dict[str, int | str | None]:
    begun = asked.first if since is None else since
    name = asked.sides[side].name
    return {"dataset": name, "since": begun, "first": asked.first, "last": asked.last}
