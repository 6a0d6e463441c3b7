"""The month after the last one held: every area, and the cells called."""

from math import ceil

import numpy as np

from watchward.analysis import count_columns
from watchward.analysis.forecast.scored import SHARE
from watchward.analysis.forecast.series import YEAR, Series
from watchward.contract.result import Cell, Column, Table
from watchward.engine.asked import Asked, month_words
from watchward.engine.ground import Ground
from watchward.engine.shapes import Feature, cell_features
from watchward.geography.areas import Boundaries

MOST = 200  # cells listed
CELL = Column("cell", "Cell", "dimension", "cell")
AREA = Column("area", "Area code", "dimension", "area")
NAME = Column("name", "Area", "note")
CALLED, REST = "called for next month", "not called"


def area_table(asked: Asked, side: str, series: Series, *, areas: Boundaries) -> Table:
    """Every area, most expected first."""
    at, rows = _foretold(series, len(areas))
    named = [(areas.codes[one], areas.names[one]) for one in at]
    title = f"areas ({areas.vintage})"
    return _table(asked, side, place=AREA, title=title, rows=_joined(named, rows))


def cell_table(
    asked: Asked, side: str, series: Series, *, ground: Ground, areas: Boundaries
) -> tuple[Table, list[Feature]]:
    """The 5 per cent of cells that are called, at most 200 of them."""
    at, rows = _foretold(series, min(MOST, ceil(SHARE * len(series.counts))))
    inside = np.argwhere(ground.inside)
    cells = [(int(inside[one][0]), int(inside[one][1])) for one in at]
    named = [(ground.code(*one), areas.names[int(ground.area[one])]) for one in cells]
    squares = [
        (code, name, *ground.grid.corner(*one))
        for (code, name), one in zip(named, cells, strict=True)
    ]
    title = f"cells of {ground.grid.metres} m"
    made = _table(asked, side, place=CELL, title=title, rows=_joined(named, rows))
    return made, cell_features(squares, ground.grid.metres)


def _foretold(series: Series, most: int) -> tuple[list[int], list[tuple[Cell, ...]]]:
    """The places with most expected: class, last year's count, what is expected, its limits."""
    last = series.counts.shape[1]
    made = series.foretell(last)
    mean, (low, high) = made.mean, made.limits()
    year = series.counts[:, max(0, last - YEAR) :].sum(axis=1)
    order = np.lexsort((np.arange(len(mean)), -mean))
    called = set(order[: ceil(SHARE * len(mean))].tolist())
    at = [int(one) for one in order[:most]]
    return at, [
        (
            CALLED if one in called else REST,
            int(year[one]),
            f"{mean[one]:.1f}",
            f"{low[one]} to {high[one]}",
        )
        for one in at
    ]


def _joined(
    named: list[tuple[str, str]], rows: list[tuple[Cell, ...]]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple((*name, *row) for name, row in zip(named, rows, strict=True))


def _table(
    asked: Asked, side: str, *, place: Column, title: str, rows: tuple[tuple[Cell, ...], ...]
) -> Table:
    about = asked.sides[side]
    month = month_words(asked.last + 1)
    return Table(
        name=f"{place.name}s_{side}",
        title=f"{about.subject}, foretold for {month}: {title}",
        columns=(
            place,
            NAME,
            Column(f"{side}_class", "Next month", "class", dataset=about.name),
            *count_columns({side: about}, title="{}, last 12 months"),
            Column("expected", f"Expected in {month}", "note"),
            Column("limits", "Likely (80 %)", "note"),
        ),
        rows=rows,
        window=asked.rolling,
        months=asked.months,
    )
