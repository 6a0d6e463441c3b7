"""How few places hold how much of each side's violence, beside what chance alone would do.

With few events, chance alone leaves most places empty, so every share stands beside the share that
even chance would put in as many places; and the Gini is the one adjusted for few events.
"""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import TYPE_CHECKING

from watchward.analysis import answered, count_columns, count_of, counted, figure, percent
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Column, Derived, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.clumps import clumping_of
from watchward.engine.where import by_area, points_of
from watchward.maths.concentration import adjusted_gini, even_shares, top_share
from watchward.maths.grid_cells import Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ABOUT = About(
    name="concentration",
    title="In how few places?",
    question="How much of the violence is in the busiest 1, 5 and 10 per cent of places?",
    method=(
        "Areas, and cells of the partnership's ground, in order of their counts over twelve "
        "months; the share of all in the busiest of them, rounded up to whole places. Beside it "
        "the share that even chance would put there, and the Gini adjusted for few events. Several "
        "records of one point and day count as one event's: they widen chance."
    ),
    source="Weisburd 2015; Bernasco and Steenbeek 2017",
    limits=(
        "A few places hold much everywhere: compare the share with that of even chance.",
        "Next year's busiest places are not all the same ones: some of this is luck.",
        "Snapped points draw neighbours together, so cells of such sources look busier.",
        "For analysts only: the busiest place's count could be told from its share.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SHARES = (1, 5, 10)  # per cent of places
DRAWS, SEED = 200, 2008
UNIT = Column("unit", "Places", "dimension", "kind")
TOP = Column("top", "Busiest", "dimension", "kind")
PLACES = Column("places", "How many places", "note")
CHANCE = Column("chance", "By even chance, %", "note")
GINI = Column("gini", "Gini, adjusted", "note")


def run(tables: Tables, options: Options) -> Result:
    """A table a side: units of place by how busy, what they hold, and what chance would."""
    asked = ask_of(tables, options)
    made = [_table(tables, asked, side, options) for side in asked.sides]
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(one for one in made if one.rows),
        caveats=asked.caveats(),
    )


def _units(
    tables: Tables, asked: Asked, side: str, options: Options
) -> "Iterator[tuple[str, NDArray[np.int64]]]":
    """Counts of every place of a kind, also those with none."""
    held = tables.boundaries()
    if held is None:
        return
    points = points_of(tables, asked, side)
    yield "areas", by_area(tables, asked, side, points=points, areas=held)[0]
    if len(points.easting):
        grid = Grid.over(held.bounds, options.cell_metres)
        ours = held.locate(*grid.centres).reshape(grid.rows, grid.columns) >= 0
        counts = grid.count(points.easting, points.northing, of=points.records)
        yield f"cells of {options.cell_metres} m", counts[ours | (counts > 0)]


def _table(tables: Tables, asked: Asked, side: str, options: Options) -> Table:
    about, clumping = asked.sides[side], clumping_of(tables, asked, side)
    rows: list[tuple[Cell, ...]] = [
        row
        for unit, counts in _units(tables, asked, side, options)
        if counts.sum()
        for row in _rows(unit, counts, clumping)
    ]
    whole = Column(f"{side}_all", f"{about.subject}, in all", "count", dataset=about.name)
    return Table(
        name=f"top_{side}",
        title=f"{about.subject} in the busiest places",
        columns=(UNIT, TOP, PLACES, *count_columns({side: about}), whole, CHANCE, GINI),
        rows=tuple(rows),
        derived=(Derived(f"{side}_share", "Share of all, %", "percent", (side, f"{side}_all")),),
        window=asked.rolling,
        months=asked.months,
    )


def _rows(unit: str, counts: "NDArray[np.int64]", clumping: float) -> Iterator[tuple[Cell, ...]]:
    size, total = len(counts), int(counts.sum())
    places = [ceil(size * per_cent / 100) for per_cent in SHARES]
    shares = [many / size for many in places]
    events = max(round(total / clumping), 1)
    chance = even_shares(size, events, shares, draws=DRAWS, seed=SEED)
    gini = f"{adjusted_gini(counts, clumping=clumping):.2f}"
    for per_cent, many, share, even in zip(SHARES, places, shares, chance, strict=True):
        held = round(top_share(counts, share) * total)
        yield unit, f"{per_cent} %", f"{many:,} of {size:,}", held, total, f"{100 * even:.0f}", gini


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """What the busiest tenth of areas hold, of the side that sees most."""
    for name, table in tables.items():
        side = name.removeprefix("top_")
        column = count_of(table, side)
        for row in reversed(table.records()):
            share, held = percent(row.get(f"{side}_share")), figure(row.get(side))
            if column and row["unit"].value == "areas" and share and held:
                told = counted(column, held)
                return (
                    f"{told} in the busiest {row['top'].value} of areas in the {result_window}: "
                    f"{share} of all that could be placed."
                )
    return "Too little could be placed to say how far violence gathers."
