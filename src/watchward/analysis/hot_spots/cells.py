"""Cells with more violence round them than chance explains: a class for each, never a score.

The count beside a class is of the cell and those next to it, which the class rests on; it is there
for the disclosure gate to judge, and says less of a place than the cell's own would.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from watchward.analysis import count_columns
from watchward.contract.about import Options
from watchward.contract.result import Column, Table
from watchward.engine.asked import Asked
from watchward.engine.ground import Ground, grid_over, ground_of
from watchward.engine.points import Points
from watchward.engine.shapes import Feature, cell_features
from watchward.geography.areas import Boundaries
from watchward.geography.places import Places
from watchward.maths.hot import hot_cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

SUPPORT = 8  # events round a cell, below which it is never hot
NEAR = 500  # metres within which a cell is said to be near a place
CELL = Column("cell", "Cell", "dimension", "cell")


@dataclass(frozen=True)
class Judged:
    """Each side's cells on one ground: every array has a number for each cell."""

    ground: Ground
    counts: "Mapping[str, NDArray[np.int64]]"
    around: "Mapping[str, NDArray[np.int64]]"  # records in a cell and those next to it
    hot: "Mapping[str, NDArray[np.bool_]]"
    clumping: Mapping[str, float]  # variance over mean of a side's counts

    @cached_property
    def corners(self) -> list[tuple[int, int]]:
        """South-west corners of `at`."""
        return [self.ground.grid.corner(*cell) for cell in self.at]

    @cached_property
    def at(self) -> list[tuple[int, int]]:
        """Row and column of each cell that is hot for some side."""
        found = np.argwhere(np.any(list(self.hot.values()), axis=0))
        return [(int(row), int(column)) for row, column in found]


def judge(
    points: Mapping[str, Points],
    options: Options,
    *,
    areas: Boundaries | None,
    clumping: Mapping[str, float],
) -> Judged:
    """Which cells are hot, homes left out."""
    public = {side: found.public() for side, found in points.items()}
    ground = _ground(public.values(), options.cell_metres, areas)
    counts, around, hot = {}, {}, {}
    for side, found in public.items():
        counts[side] = ground.grid.count(found.easting, found.northing, of=found.records)
        hot[side], around[side] = hot_cells(
            counts[side],
            inside=ground.inside,
            level=options.level,
            support=SUPPORT,
            clumping=clumping[side],
        )
    return Judged(ground, counts, around, hot, clumping)


def cell_table(asked: Asked, judged: Judged, places: Places | None) -> tuple[Table, list[Feature]]:
    """Cells hot for some side; any other cell of the partnership's ground is not hot."""
    at, corners = judged.at, judged.corners
    metres = judged.ground.grid.metres
    codes = [judged.ground.code(*cell) for cell in at]
    names = near(corners, metres, places)
    rows = tuple(
        (
            code,
            name,
            *("hot" if judged.hot[side][cell] else "not hot" for side in asked.sides),
            *(int(judged.around[side][cell]) for side in asked.sides),
        )
        for cell, code, name in zip(at, codes, names, strict=True)
    )
    squares = [(code, name, *at) for code, name, at in zip(codes, names, corners, strict=True)]
    return _table(asked, rows, metres), cell_features(squares, metres)


def _table(asked: Asked, rows: tuple[tuple[int | str | None, ...], ...], metres: int) -> Table:
    classes = [
        Column(f"{side}_class", f"{about.subject}: hot or not", "class", dataset=about.name)
        for side, about in asked.sides.items()
    ]
    return Table(
        name="cells",
        title=f"Cells of {metres} m with more violence round them than chance explains",
        columns=(
            CELL,
            Column("near", "Near", "note", describes="place"),
            *classes,
            *count_columns(asked.sides, title="{}, in the cell and those next to it"),
        ),
        rows=rows,
        window=asked.rolling,
        months=asked.months,
    )


def _ground(points: Iterable[Points], metres: int, areas: Boundaries | None) -> Ground:
    """The partnership's own where its areas are held, else all that has points."""
    if areas is not None:
        return ground_of(areas, metres)
    listed = list(points)
    east = np.concatenate([found.easting for found in listed])
    north = np.concatenate([found.northing for found in listed])
    bounds = (east.min(), north.min(), east.max(), north.max()) if len(east) else (0.0,) * 4
    grid = grid_over(bounds, metres)
    return Ground(grid, np.zeros((grid.rows, grid.columns), dtype=np.int64))


def near(corners: list[tuple[int, int]], metres: int, places: Places | None) -> list[str]:
    """The nearest named place to each cell's centre, where one is near."""
    if places is None or not corners:
        return [""] * len(corners)
    east, north = (
        places.table[axis].cast(float).to_numpy()[:, None] for axis in ("easting", "northing")
    )
    centres = np.array(corners).T + metres / 2
    distance = np.hypot(east - centres[0], north - centres[1])
    best = distance.argmin(axis=0)
    names = places.table["name"].to_list()
    return [
        names[place] if distance[place, cell] <= NEAR else "" for cell, place in enumerate(best)
    ]
