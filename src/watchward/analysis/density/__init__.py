"""Where is there most, and how does that differ from where there is more than chance explains?

A kernel density shows the most, chance or not; Gi* (hot_spots) shows more than chance, on even
ground. Beside them: more than residents, and more than the other incidents there, explain.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from watchward.analysis import RECORDS, answered, count_columns, coverage, no_ground, nobody_says
from watchward.analysis.density.ground import DENSE, Seen, seen_on
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.clumps import clumping_of
from watchward.engine.ground import Ground, ground_of
from watchward.engine.points import gridded
from watchward.engine.queries import queries
from watchward.engine.shapes import Feature, area_features, cell_features, collection
from watchward.engine.where import records_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

ABOUT = About(
    name="density",
    title="Where is there most?",
    question="Where is violence densest, and how does that differ from where it is hot?",
    method=(
        "Kernel density (quartic, exact at every cell's centre), its reach twice the cell: cells "
        "of at least three times the mean of those with any are called dense. Beside it Gi* as "
        "in hot_spots, with p from 999 deals of the counts as a check; more than the residents "
        "explain (Poisson); and more than the other incidents of the same source explain "
        "(binomial): each under false-discovery control, with at least 8 events round a cell."
    ),
    source=(
        "Silverman 1986; Chainey 2013 (the kernel); Getis and Ord 1992; Przyborowski and "
        "Wilenski 1940; twice the cell and three times the mean are local defaults"
    ),
    limits=(
        "A density is the most, not more than chance: by itself it calls no hot spot.",
        "A wider reach makes a smoother map with fewer and larger peaks: the map is a choice.",
        "Residents are not those who are there at night; other incidents follow policing too.",
        "A deal of the counts at p 0.05 alone calls more than is hot, and is shown to say so.",
        "Snapped points heap in few cells; what may have happened at a home is left out.",
        "What policing itself makes (possession of weapons, drugs) is left out.",
        "For analysts only: a surface says what single cells hold.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SQL = dict(queries(__file__))
REACH = 2  # bandwidth, in cells
STEPS = (
    (5, "5 times the mean or more"),
    (3, "3 to 5 times"),
    (2, "2 to 3 times"),
    (1, "1 to 2 times"),
)
MORE, NOT_MORE = "more", "not more"
CELL = Column("cell", "Cell", "dimension", "cell")
WAY = Column("way", "Called by", "dimension", "kind")
P_ALONE = 0.05
BELOW = "below the mean"
BESIDE = {"residents": "Beside residents", "others": "Beside other incidents"}
FIGURES = (
    Column("density", "Events a square kilometre", "note"),
    Column("times", "Times the mean", "note"),
    Column("p", "p of Gi*, by deals", "note"),
)


def run(tables: Tables, options: Options) -> Result:
    """For each side the cells above the mean or called by any way; and how the ways differ."""
    asked = ask_of(tables, options, able=gridded)
    areas = tables.boundaries()
    made: list[Table] = []
    shapes: list[Feature] = area_features(areas) if areas else []
    totals: dict[str, int] = {}
    if areas is not None:
        ground = ground_of(areas, options.cell_metres)
        people = ground.people(areas, tables.population((asked.first + asked.last) // 2))
        drawn: dict[str, tuple[int, int]] = {}
        for side in asked.sides:
            seen, totals[side] = _seen(tables, asked, side, ground, people, options)
            if totals[side]:
                made += _tables(asked, side, seen, ground)
                drawn |= {ground.code(*at): at for at in _listed(seen)}
        squares = [(code, "", *ground.grid.corner(*at)) for code, at in sorted(drawn.items())]
        shapes += cell_features(squares, options.cell_metres)
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(*made, _placed(tables, asked, totals)),
        caveats=(
            *asked.caveats(),
            *nobody_says(asked, "the place finely enough"),
            *no_ground(areas),
        ),
        areas=collection(shapes),
    )


def _seen(
    tables: Tables,
    asked: Asked,
    side: str,
    ground: Ground,
    people: "NDArray[np.float64] | None",
    options: Options,
) -> tuple[Seen, int]:
    span = {"first": asked.first, "last": asked.last}
    found = tables.arrays(SQL["points"], dataset=asked.sides[side].name, **span)
    east, north, records, others = (np.asarray(one).astype(np.int64) for one in found.values())
    seen = seen_on(
        ground,
        east,
        north,
        records=records,
        others=others,
        people=people,
        metres=REACH * options.cell_metres,
        level=options.level,
        clumping=clumping_of(tables, asked, side),
    )
    return seen, int(records.sum())


def _listed(seen: Seen) -> Iterator[tuple[int, int]]:
    """Cells at or above the mean, and those that some way calls."""
    called = np.any([seen.times >= 1, seen.hot, *seen.beside.values()], axis=0)
    for row, column in np.argwhere(called):
        yield int(row), int(column)


def _tables(asked: Asked, side: str, seen: Seen, ground: Ground) -> list[Table]:
    about = asked.sides[side]
    classes = (
        Column(f"{side}_class", "Density, times the mean", "class", dataset=about.name),
        Column("hot", "Beside even ground (Gi*)", "class", dataset=about.name),
        *(Column(name, BESIDE[name], "class", dataset=about.name) for name in seen.beside),
    )
    counts = count_columns({side: about}, title="{}, in the cell and those next to it")
    surface = Table(
        name=f"surface_{side}",
        title=f"{about.subject}: cells of {ground.grid.metres} m above the mean or called",
        columns=(CELL, *classes, *counts, *FIGURES),
        rows=tuple(_row(seen, ground, at) for at in _listed(seen)),
        window=asked.rolling,
        months=asked.months,
    )
    ways = Table(
        name=f"ways_{side}",
        title=f"{about.subject}: how many cells each way calls, of {int(ground.inside.sum()):,}",
        columns=(WAY, Column("cells", "Cells", "accounting")),
        rows=tuple((way, int(cells.sum())) for way, cells in _ways(seen).items()),
        window=asked.rolling,
        months=asked.months,
    )
    return [surface, ways]


def _row(seen: Seen, ground: Ground, at: tuple[int, int]) -> tuple[Cell, ...]:
    times = float(seen.times[at])
    return (
        ground.code(*at),
        next((said for least, said in STEPS if times >= least), BELOW),
        MORE if seen.hot[at] else NOT_MORE,
        *(MORE if cells[at] else NOT_MORE for cells in seen.beside.values()),
        int(seen.around[at]),
        f"{seen.density[at]:,.0f}",
        f"{times:.1f}",
        f"{seen.p[at]:.3f}" if ground.inside[at] else "",
    )


def _ways(seen: Seen) -> "dict[str, NDArray[np.bool_]]":
    """What each way calls, and what one calls that another does not."""
    return {
        "density": seen.dense,
        "Gi*": seen.hot,
        "density and Gi*": seen.dense & seen.hot,
        "density, not Gi*": seen.dense & ~seen.hot,
        "Gi*, not density": seen.hot & ~seen.dense,
        **{BESIDE[name].lower(): cells for name, cells in seen.beside.items()},
        f"a deal of the counts alone, p {P_ALONE} or below": seen.p <= P_ALONE,
    }


def _placed(tables: Tables, asked: Asked, totals: Mapping[str, int]) -> Table:
    counts = {
        side: (records_of(tables, asked, side).all, totals.get(side, 0)) for side in asked.sides
    }
    return coverage(asked, "placed", counts, with_what="a place, not at home")


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """How many of the dense cells are also more than chance explains."""
    said = [
        text
        for side in RECORDS
        if (table := tables.get(f"ways_{side}")) and (text := _told(side, table))
    ]
    if not said:
        return "There is no map of density: no areas, or no places fine enough."
    return f"{' '.join(said)} (In the {result_window}.)"


def _told(side: str, table: SafeTable) -> str:
    cells = {str(row["way"].value): row["cells"].value for row in table.records()}
    dense, both, only = (cells[way] for way in ("density", "density and Gi*", "Gi*, not density"))
    return (
        f"In {RECORDS[side]}, {dense} cells are dense (at least {DENSE} times the mean); chance on "
        f"even ground does not explain {both} of them. "
        f"Nor does it explain {only} that are less dense."
    )
