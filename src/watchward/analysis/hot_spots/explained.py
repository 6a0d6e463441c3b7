"""Hot cells set beside what may explain them: who lives there, and what else happens there.

A town centre is hot on even ground because people are there. Where a cell stays more than its
residents and more than the other incidents of the same source explain, more than footfall is at
work.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from watchward.analysis import count_columns
from watchward.analysis.hot_spots.cells import CELL, SUPPORT, Judged, near
from watchward.contract.result import Cell, Column, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.geography.places import Places
from watchward.maths.relative import more_than_either

if TYPE_CHECKING:
    from numpy.typing import NDArray

MORE, NOT_MORE, NOT_HOT = "more", "not more", "not hot"
BESIDE = {"residents": "beside residents", "others": "beside other incidents"}


def explained_tables(
    tables: Tables,
    asked: Asked,
    judged: Judged,
    *,
    sql: str,
    level: float,
) -> Iterator[Table]:
    """One table of the hot cells of the sides that can be set beside something; none without."""
    if not judged.at:
        return
    areas, month = tables.boundaries(), (asked.first + asked.last) // 2
    people = judged.ground.people(areas, tables.population(month)) if areas else None
    more = {
        (side, name): called
        for side in judged.hot
        for name, called in _beside(tables, asked, side, judged, people, sql, level).items()
    }
    if more:
        yield _table(asked, judged, more, tables.places())


def _beside(
    tables: Tables,
    asked: Asked,
    side: str,
    judged: Judged,
    people: "NDArray[np.float64] | None",
    sql: str,
    level: float,
) -> "dict[str, NDArray[np.bool_]]":
    span = {"first": asked.first, "last": asked.last}
    found = tables.arrays(sql, dataset=asked.sides[side].name, **span)
    east, north, records = (np.asarray(one).astype(np.int64) for one in found.values())
    return more_than_either(
        judged.counts[side],
        people=people,
        others=judged.ground.grid.count(east, north, of=records),
        inside=judged.ground.inside,
        level=level,
        support=SUPPORT,
        clumping=judged.clumping[side],
    )


def _table(
    asked: Asked,
    judged: Judged,
    more: "Mapping[tuple[str, str], NDArray[np.bool_]]",
    places: Places | None,
) -> Table:
    sides = {side: asked.sides[side] for side in judged.hot if any(s == side for s, _ in more)}
    metres = judged.ground.grid.metres
    classes = [
        Column(
            f"{side}_{name}_class",
            f"{sides[side].subject}, {BESIDE[name]}",
            "class",
            dataset=sides[side].name,
        )
        for side, name in more
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            judged.ground.code(*cell),
            name,
            *(_word(judged, side, cell, called) for (side, _), called in more.items()),
            *(int(judged.around[side][cell]) for side in sides),
        )
        for cell, name in zip(judged.at, near(judged.corners, metres, places), strict=True)
    ]
    return Table(
        name="explained",
        title="Hot cells, and what explains them",
        columns=(
            CELL,
            Column("near", "Near", "note", describes="place"),
            *classes,
            *count_columns(sides, title="{}, in the cell and those next to it"),
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def _word(judged: Judged, side: str, cell: tuple[int, int], more: "NDArray[np.bool_]") -> str:
    if not judged.hot[side][cell]:
        return NOT_HOT
    return MORE if more[cell] else NOT_MORE
