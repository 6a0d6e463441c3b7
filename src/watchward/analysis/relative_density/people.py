"""Violence away from home against residents, area by area."""

from typing import TYPE_CHECKING

import numpy as np

from watchward.analysis import count_columns
from watchward.analysis.relative_density.words import NAME, WORDS
from watchward.contract.about import Options
from watchward.contract.result import Column, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.clumps import clumping_of
from watchward.engine.monthly import monthly_areas
from watchward.geography.areas import Boundaries
from watchward.geography.population import Population
from watchward.maths.intervals import relative_rate, relative_rate_interval
from watchward.maths.relative import beside_people

if TYPE_CHECKING:
    from numpy.typing import NDArray

SUPPORT = 8  # counted or expected
AREA = Column("area", "Area code", "dimension", "area")
FIGURES = (
    Column("people", "Residents", "note"),
    Column("ratio", "Times the rate of all", "note"),
    Column("low", "Lowest likely", "note"),
    Column("high", "Highest likely", "note"),
)


def said_of(areas: Boundaries | None, residents: Population | None) -> tuple[str, ...]:
    """Whose residents, or that there are none to compare with."""
    if areas is None:
        return ()
    if residents is None:
        return ("No residents are held, so nothing is compared with them.",)
    if np.isnan(residents.of_areas(areas.codes)).any():
        return ("Residents are not known for every area, so nothing is compared with them.",)
    return (residents.cited,)


def area_table(
    tables: Tables,
    asked: Asked,
    side: str,
    *,
    areas: Boundaries,
    residents: Population,
    options: Options,
) -> list[Table]:
    """Areas called more or less; empty where some area has no residents known."""
    people = residents.of_areas(areas.codes)
    months = range(asked.first, asked.last + 1)
    about = asked.sides[side]
    counts = monthly_areas(tables, about, months, areas).sum(axis=1)
    if np.isnan(people).any() or not counts.any():
        return []
    classes = beside_people(
        counts,
        people,
        level=options.level,
        support=SUPPORT,
        clumping=clumping_of(tables, asked, side),
    )
    called = np.flatnonzero(classes)
    called = called[np.lexsort((called, -counts[called], -classes[called]))]
    made = Table(
        name=f"residents_{side}",
        title=f"{about.subject}: areas with more or less than their residents explain",
        columns=(
            *(AREA, NAME),
            Column(f"{side}_class", "Against all areas", "class", dataset=about.name),
            *count_columns({side: about}),
            *FIGURES,
        ),
        rows=tuple(
            (
                *(areas.codes[at], areas.names[at], WORDS[int(classes[at])], int(counts[at])),
                *_figures(counts, people, int(at)),
            )
            for at in called
        ),
        window=asked.rolling,
        months=asked.months,
    )
    return [made]


def _figures(
    counts: "NDArray[np.int64]", people: "NDArray[np.float64]", at: int
) -> tuple[str, ...]:
    of = (int(counts[at]), int(counts.sum()), float(people[at]), float(people.sum()))
    low, high = relative_rate_interval(*of)
    return (f"{people[at]:,.0f}", *(f"{one:.2f}" for one in (relative_rate(*of), low, high)))
