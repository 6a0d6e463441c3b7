"""Rates as if every area's residents were of one age and sex make-up: directly and indirectly."""

from typing import TYPE_CHECKING

import numpy as np

from watchward.contract.result import Cell, Column, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.by_age import Group, counts_by_age
from watchward.geography.areas import Boundaries
from watchward.geography.population import Population
from watchward.maths.standardise import direct, indirect

if TYPE_CHECKING:
    from numpy.typing import NDArray

PER = 1_000
NOTES = (
    Column("crude", f"For {PER:,} residents a year", "note"),
    Column("rate", "The same, ages and sexes alike", "note"),
    Column("rate_low", "Lowest likely", "note"),
    Column("rate_high", "Highest likely", "note"),
    Column("ratio", "Times what its ages and sexes foretell", "note"),
    Column("ratio_low", "Lowest likely", "note"),
    Column("ratio_high", "Highest likely", "note"),
)
AREA = Column("area", "Area", "dimension", "area")
NAME = Column("name", "Name", "note")


def alike_table(
    tables: Tables, asked: Asked, side: str, *, areas: Boundaries, residents: Population
) -> Table | None:
    """One row an area, in the order of codes; None where ages and sexes are not held on both sides.

    Direct: the area's own rates over the make-up of all areas together. Indirect: seen over what
    the rates of all would make of its own residents.
    """
    about = asked.sides[side]
    people = residents.by("area", "age", "sex")
    groups = sorted({(age, sex) for _, age, sex in people})
    lived = _lived(people, areas, groups)
    if not groups or not (lived.sum(axis=0) > 0).all():
        return None
    months = range(asked.first, asked.last + 1)
    counts = counts_by_age(tables, about, months, areas, groups)
    if not counts.any():
        return None
    years = len(months) / 12
    rates = counts.sum(axis=0) / lived.sum(axis=0)
    rows: list[tuple[Cell, ...]] = []
    for at, (code, name) in enumerate(zip(areas.codes, areas.names, strict=True)):
        own = _figures(counts[at], lived[at], standard=lived.sum(axis=0), rates=rates, years=years)
        rows.append((code, name, int(counts[at].sum()), *own))
    return Table(
        name=f"alike_{side}",
        title=f"{about.subject}: rates of areas at the same ages and sexes",
        columns=(
            *(AREA, NAME),
            Column(side, f"{about.subject}, age and sex known", "count", dataset=about.name),
            *NOTES,
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def _lived(
    people: dict[tuple[str, ...], int], areas: Boundaries, groups: list[Group]
) -> "NDArray[np.float64]":
    return np.array(
        [[people.get((code, *group), 0) for group in groups] for code in areas.codes],
        dtype=np.float64,
    ).reshape(len(areas), len(groups))


def _figures(
    counts: "NDArray[np.int64]",
    people: "NDArray[np.float64]",
    *,
    standard: "NDArray[np.float64]",
    rates: "NDArray[np.float64]",
    years: float,
) -> tuple[Cell, ...]:
    """Blank where a group has nobody (direct) or nothing is foretold (indirect)."""
    seen, lived = int(counts.sum()), float(people.sum())
    own: tuple[str, ...] = ("", "", "")
    if (people > 0).all():
        made = direct(counts.tolist(), people.tolist(), standard.tolist(), per=PER / years)
        own = tuple(f"{one:.1f}" for one in made)
    beside: tuple[str, ...] = ("", "", "")
    here = people > 0
    if here.any() and float((people * rates).sum()) > 0:
        found = indirect(seen, people[here].tolist(), rates[here].tolist())
        beside = tuple(f"{one:.2f}" for one in found)
    crude = f"{PER * seen / lived / years:.1f}" if lived else ""
    return (crude, *own, *beside)
