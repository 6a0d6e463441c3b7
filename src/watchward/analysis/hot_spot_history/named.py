"""One side's places over its windows: hot or not in each, and what that history is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from watchward.analysis import count_columns
from watchward.contract.about import Options
from watchward.contract.period import month_text
from watchward.contract.result import Column, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.clumps import clumping_of
from watchward.engine.ground import ground_of
from watchward.engine.monthly import monthly_areas, monthly_points
from watchward.engine.shapes import Feature, cell_features, neighbours
from watchward.geography.areas import Boundaries
from watchward.maths.hot import hot_areas, hot_cells
from watchward.maths.spot_history import NAMES, Rules, names_of, trends
from watchward.reference import figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELL = Column("cell", "Cell", "dimension", "cell")
AREA = Column("area", "Area code", "dimension", "area")
NAME = Column("name", "Area", "note")
WAYS = {1: "rises", -1: "falls", 0: "no trend shown"}


@dataclass(frozen=True)
class Seen:
    """One side, its windows (oldest first) and the ground that they are judged on."""

    tables: Tables
    asked: Asked
    side: str
    windows: tuple[range, ...]
    areas: Boundaries
    options: Options
    left_out: frozenset[str]  # providers that did not report throughout the windows

    @property
    def span(self) -> range:
        """Every month from the first window's to the last's."""
        return range(self.windows[0].start, self.windows[-1].stop)

    @cached_property
    def clumping(self) -> float:
        """Variance over mean of counts, for events that make several records."""
        return clumping_of(self.tables, self.asked, self.side, self.span)


def rule(name: str) -> int:
    """A number of figures/spot_history.toml that is whole."""
    return int(figure("spot_history").data[name])


def cell_table(seen: Seen) -> tuple[Table, list[Feature]]:
    """Cells of the partnership's ground; the count is of a cell and those next to it."""
    ground = ground_of(seen.areas, seen.options.cell_metres)
    points = monthly_points(
        seen.tables, seen.asked.sides[seen.side], seen.span, left_out=seen.left_out
    )
    judged = [
        hot_cells(
            points.window(ground.grid, window),
            inside=ground.inside,
            level=seen.options.level,
            support=rule("support"),
            clumping=seen.clumping,
        )
        for window in seen.windows
    ]
    at, rows = _named([hot.ravel() for hot, _ in judged], [near.ravel() for _, near in judged])
    cells = [divmod(one, ground.grid.columns) for one in at]
    codes = [ground.code(*cell) for cell in cells]
    names = [seen.areas.names[int(ground.area[cell])] for cell in cells]
    corners = [ground.grid.corner(*cell) for cell in cells]
    squares = [(code, name, *at) for code, name, at in zip(codes, names, corners, strict=True)]
    metres = seen.options.cell_metres
    made = _table(
        seen,
        "cells",
        title=f"cells of {metres} m that were hot",
        place=CELL,
        rows=[(code, name, *row) for code, name, row in zip(codes, names, rows, strict=True)],
    )
    return made, cell_features(squares, metres)


def area_table(seen: Seen) -> Table:
    """Areas, each judged with those that touch it."""
    about = seen.asked.sides[seen.side]
    monthly = monthly_areas(seen.tables, about, seen.span, seen.areas, left_out=seen.left_out)
    left, right = neighbours(seen.areas)
    hot, around = [], []
    for window in seen.windows:
        months = slice(window.start - seen.span.start, window.stop - seen.span.start)
        counts = monthly[:, months].sum(axis=1)
        hot.append(
            hot_areas(
                counts,
                left,
                right,
                level=seen.options.level,
                support=rule("support"),
                clumping=seen.clumping,
            )
        )
        around.append(np.bincount(left, counts[right], minlength=len(counts)).astype(np.int64))
    at, rows = _named(hot, around)
    return _table(
        seen,
        "areas",
        title=f"areas ({seen.areas.vintage}) that were hot",
        place=AREA,
        rows=[
            (seen.areas.codes[one], seen.areas.names[one], *row)
            for one, row in zip(at, rows, strict=True)
        ],
    )


def _named(
    hot: "Sequence[NDArray[np.bool_]]", counts: "Sequence[NDArray[np.int64]]"
) -> tuple[list[int], list[tuple[str, int, str, str]]]:
    """Places with a name, by its order, then by their last count; one array a window is given."""
    data = figure("spot_history").data
    rules = Rules(*(data[name] for name in ("settled", "half", "recent", "twice", "level")))
    ever = np.flatnonzero(np.any(hot, axis=0))
    was = np.array(hot, dtype=np.bool_)[:, ever].T
    series = np.array(counts, dtype=np.int64)[:, ever].T
    ways = trends(series, rules.level)
    found = [
        (int(place), name, int(many[-1]), f"{int(times.sum())} of {len(times)}", WAYS[int(way)])
        for place, name, many, times, way in zip(
            ever, names_of(was, ways, rules), series, was, ways, strict=True
        )
        if name
    ]
    found.sort(key=lambda one: (NAMES.index(one[1]), -one[2], one[0]))
    return [one[0] for one in found], [one[1:] for one in found]


def _table(
    seen: Seen,
    name: str,
    *,
    title: str,
    place: Column,
    rows: Sequence[tuple[str | int, ...]],
) -> Table:
    about = seen.asked.sides[seen.side]
    last = seen.windows[-1]
    return Table(
        name=f"{name}_{seen.side}",
        title=f"{about.subject}: {title}",
        columns=(
            place,
            NAME,
            Column(f"{seen.side}_class", "History", "class", dataset=about.name),
            *count_columns({seen.side: about}, title="{}, last window, with those next to it"),
            Column("hot", "Windows in which it was hot", "note"),
            Column("trend", "Its count", "note"),
        ),
        rows=tuple(rows),
        window=f"rolling {len(last)} months to {month_text(last[-1])}",
        months=len(last),
    )
