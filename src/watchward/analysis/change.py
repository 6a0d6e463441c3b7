"""Where violence moved since the year before: areas that rose or fell by more than all did.

The class rests on exact counts, so its table is for analysts; partners see the same areas' counts
and changes under "Where?".
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from watchward.analysis import answered, count_columns, joined
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Column, Derived, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import YEAR, Asked, ask_of
from watchward.engine.clumps import clumping_of
from watchward.engine.shapes import area_features, collection
from watchward.engine.where import by_area, points_of
from watchward.geography.areas import Boundaries
from watchward.maths.moved import moved

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

ABOUT = About(
    name="change",
    title="What moved?",
    question="Which areas rose or fell since the year before, by more than chance explains?",
    method=(
        "Each area's twelve months against the twelve before. Given their sum, the later count is "
        "binomial with the share that all areas together show, so that a rise everywhere is no "
        "area's own; mid-p, under Benjamini-Hochberg false-discovery control; areas with 16 "
        "records or more in the two years are judged. Fewer months are set against the same months "
        "of the year before."
    ),
    source="Przyborowski and Wilenski 1940; Lancaster 1961; Benjamini and Hochberg 1995",
    limits=(
        "An area that stood out last year tends to fall back without anything having been done.",
        "Intervals are of records: too narrow where brawls make several, as classes are not.",
        "A change in recording or in opening hours moves counts as violence does.",
        "For analysts only: the class rests on exact counts.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SUPPORT = 16  # records of both years, below which an area is not judged
WORDS = {1: "rose", -1: "fell", 0: "no clear change"}
AREA = Column("area", "Area", "dimension", "area")
NAME = Column("name", "Name", "note")
SPOKEN = 3


def run(tables: Tables, options: Options) -> Result:
    """A table a side of every area; a side that lacks a month of either year is left out."""
    asked = replace(ask_of(tables, options), apart=YEAR)  # fewer months have a season
    areas = tables.boundaries()
    whole = [side for side in asked.sides if areas and asked.both(side)]
    made = [_table(tables, asked, side, areas, options) for side in whole if areas]
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(made),
        caveats=(*asked.caveats(), *asked.uneven(), *_lacking(asked, areas)),
        areas=collection(area_features(areas)) if areas and made else None,
    )


def _lacking(asked: Asked, areas: Boundaries | None) -> tuple[str, ...]:
    if areas is None:
        return ("No areas have been added, so nothing can be compared by area.",)
    lone = () if len(areas) > 1 else ("One area is held: no others show what it is held against.",)
    return lone + tuple(
        f"{about.title}: a month of the two years is missing, so the years do not compare."
        for side, about in asked.sides.items()
        if not asked.whole(side)
    )


def _counts(tables: Tables, asked: Asked, side: str, areas: Boundaries) -> "tuple[Counts, Counts]":
    """Records now and before by area."""
    then = replace(asked, first=asked.before, last=asked.before + asked.months - 1)
    now, before = (
        by_area(tables, one, side, points=points_of(tables, one, side), areas=areas)[0]
        for one in (asked, then)
    )
    return now, before


def _table(tables: Tables, asked: Asked, side: str, areas: Boundaries, options: Options) -> Table:
    about, (now, before) = asked.sides[side], _counts(tables, asked, side, areas)
    clumped = clumping_of(tables, asked, side, range(asked.before, asked.last + 1))
    classes = moved(now, before, level=options.level, support=SUPPORT, clumping=clumped)
    rows: list[tuple[Cell, ...]] = [
        (code, name, WORDS[int(how)], int(n), int(b))
        for code, name, how, n, b in zip(
            areas.codes, areas.names, classes, now, before, strict=True
        )
    ]
    rows.sort(key=lambda row: (row[2] == WORDS[0], -abs(int(row[3] or 0) - int(row[4] or 0))))
    return Table(
        name=f"moved_{side}",
        title=f"{about.subject} by area, against {asked.before_words} ({areas.vintage})",
        columns=(
            *(AREA, NAME),
            Column(f"{side}_class", "Against all areas", "class", dataset=about.name),
            *count_columns({side: about}),
            *count_columns({side: about}, suffix="_before", title=f"{{}}, {asked.before_words}"),
        ),
        rows=tuple(rows),
        derived=(
            Derived(f"{side}_change", "Change, %", "change_percent", (side, f"{side}_before")),
            Derived(f"{side}_ratio", "Now over before", "ratio_interval", (side, f"{side}_before")),
        ),
        window=asked.rolling,
        months=asked.months,
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """How many areas rose and fell, and the first few by name."""
    said = []
    for name, table in tables.items():
        side = name.removeprefix("moved_")
        rose, fell = (_named(table, side, WORDS[how]) for how in (1, -1))
        what = next((c.title for c in table.columns if c.name == side), "Violence")
        said.append(
            f"{what}: {_listed(rose, 'rose')} and {_listed(fell, 'fell')} against all areas "
            f"together, in the {result_window}."
        )
    return " ".join(said) or "No source holds both years whole, so nothing can be compared."


def _named(table: SafeTable, side: str, how: str) -> list[str]:
    return [
        str(row["name"].value or row["area"].value)
        for row in table.records()
        if row[f"{side}_class"].value == how
    ]


def _listed(names: list[str], verb: str) -> str:
    if not names:
        return f"no area {verb}"
    more = f" (first: {joined(names[:SPOKEN])})" if len(names) > SPOKEN else f" ({joined(names)})"
    return f"{len(names)} area{'s' if len(names) > 1 else ''} {verb}{more}"
