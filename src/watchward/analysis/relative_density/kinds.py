"""One kind of violence against the rest of it, by cell with its neighbours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

import numpy as np

from watchward.analysis.relative_density.words import NAME, WORDS
from watchward.contract.result import Cell, Column, Table
from watchward.engine.asked import Asked
from watchward.engine.ground import Ground
from watchward.engine.shapes import Feature, cell_features
from watchward.geography.areas import Boundaries
from watchward.maths.gi_star import window_sums
from watchward.maths.intervals import ratio_interval
from watchward.maths.moved import moved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SUPPORT = 16  # of the kind and the rest together, below which a place is not judged
KINDS = {"knife": "knives", "night": "night", "injury": "injury"}
REST = {"knife": "other known means", "night": "day", "injury": "no injury"}
CELL = Column("cell", "Cell", "dimension", "cell")
NO_LIMIT = "none"  # of the rest there is nothing, so that the ratio has no end
FIGURES = (
    Column("ratio", "Times the ground's", "note"),
    Column("low", "Lowest likely", "note"),
    Column("high", "Highest likely", "note"),
)


@dataclass(frozen=True)
class Compared:
    """Both counts round each cell, flat; totals are of the whole ground; `at`: cells called."""

    seen: "Ints"
    rest: "Ints"
    totals: tuple[int, int]
    classes: "Ints"

    @property
    def called(self) -> "Ints":
        """Cells beyond the tolerance: more first, then by how many."""
        out = np.flatnonzero(self.classes)
        return out[np.lexsort((out, -self.seen[out], -self.classes[out]))]


def cell_tables(
    asked: Asked,
    side: str,
    *,
    points: "Mapping[str, NDArray[np.generic]]",
    ground: Ground,
    areas: Boundaries,
    level: float,
    clumping: float,
) -> tuple[list[Table], list[Feature]]:
    """A table of the cells beyond tolerance for each kind that the source tells of."""
    counts = {name: np.asarray(one).astype(np.int64) for name, one in points.items()}
    made: list[Table] = []
    cells: set[tuple[int, int]] = set()
    for kind in KINDS:
        compared = _compared(counts, kind, ground, level=level, clumping=clumping)
        if compared is None:
            continue
        at = [divmod(int(one), ground.grid.columns) for one in compared.called]
        names = [areas.names[int(ground.area[one])] for one in at]
        rows = [
            (ground.code(*cell), name, *row)
            for cell, name, row in zip(at, names, _rows(compared), strict=True)
        ]
        made.append(_table(asked, side, kind, rows=rows, metres=ground.grid.metres))
        cells |= set(at)
    squares = [
        (ground.code(*at), areas.names[int(ground.area[at])], *ground.grid.corner(*at))
        for at in sorted(cells)
    ]
    return made, cell_features(squares, ground.grid.metres)


def _compared(
    counts: "Mapping[str, Ints]", kind: str, ground: Ground, *, level: float, clumping: float
) -> Compared | None:
    """None where the source holds none of the kind, or none of the rest."""
    inside = [
        np.where(ground.inside, ground.grid.count(*_xy(counts), of=counts[name]), 0)
        for name in (kind, f"{kind}_others")
    ]
    totals = (int(inside[0].sum()), int(inside[1].sum()))
    if not min(totals):
        return None
    seen, rest = (
        np.where(ground.inside, window_sums(one.astype(np.float64), 1), 0).astype(np.int64).ravel()
        for one in inside
    )
    share = totals[0] / sum(totals)
    classes = moved(seen, rest, level=level, support=SUPPORT, share=share, clumping=clumping)
    return Compared(seen, rest, totals, classes)


def _xy(counts: "Mapping[str, Ints]") -> "tuple[Ints, Ints]":
    return counts["easting"], counts["northing"]


def _rows(compared: Compared) -> Iterator[tuple[Cell, ...]]:
    """Class, counts, and how many times the ground's own ratio, with exact limits."""
    all_seen, all_rest = compared.totals
    for at in compared.called:
        seen, rest = int(compared.seen[at]), int(compared.rest[at])
        limits = ratio_interval(seen, rest, exposures=(float(all_seen), float(all_rest)))
        times = seen / rest * all_rest / all_seen if rest else inf
        figures = (f"{one:.2f}" if isfinite(one) else NO_LIMIT for one in (times, *limits))
        yield (WORDS[int(compared.classes[at])], seen, rest, *figures)


def _table(
    asked: Asked, side: str, kind: str, *, rows: list[tuple[Cell, ...]], metres: int
) -> Table:
    about = asked.sides[side]
    return Table(
        name=f"{kind}_{side}",
        title=f"{about.subject}: cells of {metres} m with more or less {KINDS[kind]}",
        columns=(
            CELL,
            NAME,
            Column(f"{side}_class", "Against the whole ground", "class", dataset=about.name),
            Column(side, KINDS[kind].capitalize(), "count", dataset=about.name),
            Column(f"{side}_rest", REST[kind].capitalize(), "count", dataset=about.name),
            *FIGURES,
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )
