"""Tables in which sides stand side by side, never added: counts by area and by named place."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from watchward.analysis import count_columns
from watchward.contract.result import Cell, Column, Derived, Table
from watchward.engine.asked import Asked
from watchward.engine.points import Points
from watchward.engine.shapes import Feature, place_features
from watchward.geography.areas import Boundaries
from watchward.geography.places import Places, nearest_place

Row = tuple[Cell, ...]
Pair = tuple[NDArray[np.int64], NDArray[np.int64]]  # now and the year before
PLACE = Column("place", "Place", "dimension", "place")
AREA = Column("area", "Area", "dimension", "area")
NAME = Column("name", "Name", "note")
TOP = 10


def span(asked: Asked, side: str) -> dict[str, int | str | None]:
    """What every query here is asked with."""
    name = asked.sides[side].name
    return {"dataset": name, "before": asked.before, "first": asked.first, "last": asked.last}


def pair(asked: Asked, side: str, now: int, before: int) -> Row:
    """The year before is not available where a month of either is missing: they do not compare."""
    return int(now), int(before) if asked.both(side) else None


def table(
    asked: Asked, name: str, *, title: str, dimensions: tuple[Column, ...], rows: Sequence[Row]
) -> Table:
    """For each side the window, the one before it and the change."""
    counts = [
        column
        for side, about in asked.sides.items()
        for column in (
            *count_columns({side: about}),
            *count_columns({side: about}, suffix="_before", title=f"{{}}, {asked.before_words}"),
        )
    ]
    changes = [
        Derived(f"{side}_change", f"Change, {side}, %", "change_percent", (side, f"{side}_before"))
        for side in asked.sides
    ]
    return Table(
        name=name,
        title=title,
        columns=(*dimensions, *counts),
        rows=tuple(rows),
        derived=tuple(changes),
        window=asked.rolling,
        months=asked.months,
    )


def _cells(asked: Asked, sums: Mapping[str, Pair], at: int) -> Row:
    return tuple(
        cell
        for side in asked.sides
        for cell in pair(asked, side, sums[side][0][at], sums[side][1][at])
    )


def _coarse(count: np.int64) -> int:
    """Places stand in the order of what may be printed: a finer order would say more than it."""
    return 5 * round(int(count) / 5) if count >= 8 else 0


def area_table(asked: Asked, points: Mapping[str, Points], areas: Boundaries) -> Table:
    """Every area, also those with none; domestic incidents included."""
    sums = {
        side: found.sums(areas.locate(found.easting, found.northing), len(areas))
        for side, found in points.items()
    }
    rows = [
        (code, name, *_cells(asked, sums, at))
        for at, (code, name) in enumerate(zip(areas.codes, areas.names, strict=True))
    ]
    title = f"Violence by area ({areas.vintage})"
    return table(asked, "areas", title=title, dimensions=(AREA, NAME), rows=rows)


def place_table(
    asked: Asked, points: Mapping[str, Points], places: Places, *, also: str = ""
) -> tuple[Table, list[Feature]]:
    """The places that stand highest on any side's own list, and `also`; homes never."""
    sums = {}
    for side, found in points.items():
        seen = found.public()
        sums[side] = seen.sums(nearest_place(seen.easting, seen.northing, places), len(places))
    names = [str(name) for name in places.table["name"]]
    rank = [len(names)] * len(names)
    for now, _ in sums.values():
        coarse = [_coarse(count) for count in now]
        order = sorted(range(len(names)), key=lambda at: (-coarse[at], names[at]))
        for place, at in enumerate(order):
            if now[at]:
                rank[at] = min(rank[at], place)
    best = sorted(range(len(names)), key=lambda at: (rank[at], names[at]))[:TOP]
    named = [at for at in best if rank[at] < len(names)]
    named += [at for at, name in enumerate(names) if name == also and at not in named]
    rows = [(names[at], *_cells(asked, sums, at)) for at in named]
    title = "Named places, away from home: each side's own count"
    made = table(asked, "places", title=title, dimensions=(PLACE,), rows=rows)
    east, north = places.table["easting"], places.table["northing"]
    return made, place_features((names[at], east[at], north[at]) for at in named)
