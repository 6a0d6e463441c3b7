"""Cells with more violence round them than chance explains: a class for each, never a score.

The count beside a class is of the cell and those next to it, which the class rests on; it is there
for the disclosure gate to judge, and says less of a place than the cell's own would.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from watchward.analysis import count_columns
from watchward.contract.about import Options
from watchward.contract.result import Column, Table
from watchward.engine.asked import Asked
from watchward.engine.points import Points
from watchward.engine.shapes import Feature, cell_features
from watchward.errors import UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.geography.places import Places
from watchward.maths.grid_cells import Grid
from watchward.maths.hot import hot_cells

SUPPORT = 8  # events round a cell, below which it is never hot
MOST = 1_000_000
NEAR = 500  # metres within which a cell is said to be near a place
CELL = Column("cell", "Cell", "dimension", "cell")


def cell_table(
    asked: Asked,
    points: Mapping[str, Points],
    options: Options,
    *,
    areas: Boundaries | None,
    places: Places | None,
) -> tuple[Table, list[Feature]]:
    """Cells hot for some side; any other cell of the partnership's ground is not hot."""
    public = {side: found.public() for side, found in points.items()}
    grid = _grid(public.values(), options.cell_metres, areas)
    shape = (grid.rows, grid.columns)
    inside = (
        areas.locate(*grid.centres).reshape(shape) >= 0 if areas else np.ones(shape, dtype=bool)
    )
    hot, around = {}, {}
    for side, found in public.items():
        counts = grid.count(found.easting, found.northing, of=found.records)
        hot[side], around[side] = hot_cells(
            counts, inside=inside, level=options.level, support=SUPPORT
        )
    at = [
        (int(row), int(column)) for row, column in np.argwhere(np.any(list(hot.values()), axis=0))
    ]
    corners = [grid.corner(row, column) for row, column in at]
    codes = [f"E{east}N{north}" for east, north in corners]
    names = _near(corners, options.cell_metres, places)
    rows = tuple(
        (
            code,
            name,
            *("hot" if hot[side][cell] else "not hot" for side in asked.sides),
            *(int(around[side][cell]) for side in asked.sides),
        )
        for cell, code, name in zip(at, codes, names, strict=True)
    )
    squares = [(code, name, *at) for code, name, at in zip(codes, names, corners, strict=True)]
    return _table(asked, rows, options.cell_metres), cell_features(squares, options.cell_metres)


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


def _grid(points: Iterable[Points], metres: int, areas: Boundaries | None) -> Grid:
    listed = list(points)
    east = np.concatenate([found.easting for found in listed])
    north = np.concatenate([found.northing for found in listed])
    if areas is not None:
        bounds = areas.bounds
    elif len(east):
        bounds = (east.min(), north.min(), east.max(), north.max())
    else:
        bounds = (0.0, 0.0, 0.0, 0.0)
    grid = Grid.over(bounds, metres)
    if grid.rows * grid.columns > MOST:
        raise UsageRefusal(
            "The ground is too large for cells of this size.",
            where="cell_metres",
            do="Add the partnership's areas with `watchward area add`, or ask for larger cells.",
        )
    return grid


def _near(corners: list[tuple[int, int]], metres: int, places: Places | None) -> list[str]:
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
