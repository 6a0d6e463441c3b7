"""Which areas differ from the others by more than their size and chance explain; no league table.

An area's number is held against what its residents would have at the rate of all. Where areas
differ more than chance allows, as they nearly always do, the limits are widened by that spread.
For analysts: the class and the spread rest on exact counts.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from watchward.analysis import RECORDS, answered, count_columns, joined
from watchward.analysis.funnel.alike import AREA, NAME, alike_table
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.monthly import monthly_areas
from watchward.geography.areas import Boundaries
from watchward.geography.population import Population
from watchward.maths.funnel import Funnel, funnel
from watchward.maths.intervals import poisson_interval

ABOUT = About(
    name="funnel",
    title="Which areas stand out for their size?",
    question="Which areas have more or less violence than their residents and chance explain?",
    method=(
        "Away from home, over twelve months: each area's records over what its residents would "
        "have at the rate of all areas together, with limits of 95 and 99.8 per cent that narrow "
        "as areas grow. The spread between areas beyond chance is measured on randomised quantile "
        "residuals, a tenth drawn in at each end, and widens the limits (negative binomial); "
        "without such spread they are exact Poisson. "
        "Where ages and sexes are known on both sides, each area's rate is told as if its "
        "residents were made up like those of all areas (directly standardised), and beside what "
        "the rates of all make of its own residents (indirectly)."
    ),
    source="Spiegelhalter 2005; Dunn and Smyth 1996; Garwood 1936; Fay and Feuer 1997",
    limits=(
        "Residents are not those who are there at night: a town centre has visitors as well.",
        "By chance alone 1 area in 20 lies beyond the inner limits, 1 in 500 beyond the outer.",
        "Where areas expect few records, fewer lie beyond them by chance.",
        "Within the limits areas are alike as far as this can tell: their order means nothing.",
        "For analysts only: the class rests on exact counts.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
WORDS = {
    2: "far above the others",
    1: "above the others",
    0: "like the others",
    -1: "below the others",
    -2: "far below the others",
}
LEAST = 3  # areas, below which there are no others to be like
FIGURES = (
    Column("people", "Residents", "note"),
    Column("expected", "Expected", "note"),
    Column("ratio", "Seen over expected", "note"),
    Column("ratio_low", "Lowest likely", "note"),
    Column("ratio_high", "Highest likely", "note"),
    Column("low", "95 % limit, low", "note"),
    Column("high", "95 % limit, high", "note"),
    Column("low_far", "99.8 % limit, low", "note"),
    Column("high_far", "99.8 % limit, high", "note"),
)


def run(tables: Tables, options: Options) -> Result:
    """Tables a side; none where residents are not known for every area."""
    asked = ask_of(tables, options)
    areas, residents = tables.boundaries(), tables.population(asked.last)
    lacking = _lacking(areas, residents)
    made: list[Table] = []
    said: list[str] = []
    if areas is not None and residents is not None and not lacking:
        people = residents.of_areas(areas.codes)
        for side in asked.sides:
            for table, spread in _tables(tables, asked, side, areas=areas, people=people):
                made.append(table)
                said.append(spread)
            alike = alike_table(tables, asked, side, areas=areas, residents=residents)
            made += [alike] if alike else []
        said.append(residents.cited)
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(made),
        caveats=(*asked.caveats(), *said, *lacking),
    )


def _lacking(areas: Boundaries | None, residents: Population | None) -> tuple[str, ...]:
    if areas is None or len(areas) < LEAST:
        return (f"A funnel needs {LEAST} areas or more: add them with `watchward area add`.",)
    if residents is None:
        return ("No residents are held: add them with `watchward area population`.",)
    people = residents.of_areas(areas.codes)
    if np.isnan(people).any() or not (people > 0).all():
        return ("Residents are not known for every area, so nothing is compared with them.",)
    return ()


def _tables(
    tables: Tables,
    asked: Asked,
    side: str,
    *,
    areas: Boundaries,
    people: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> Iterator[tuple[Table, str]]:
    """Areas in the order of their codes, and how far they vary beyond chance; none without any."""
    about = asked.sides[side]
    months = range(asked.first, asked.last + 1)
    seen = monthly_areas(tables, about, months, areas).sum(axis=1)
    if not seen.any():
        return
    expected = people * (seen.sum() / people.sum())
    found = funnel(seen, expected)
    classes = _classes(found)
    rows: list[tuple[Cell, ...]] = [
        (
            *(areas.codes[at], areas.names[at], WORDS[int(classes[at])], int(seen[at])),
            f"{people[at]:,.0f}",
            *_figures(found, at, seen=int(seen[at]), expected=float(expected[at])),
        )
        for at in range(len(areas))
    ]
    table = Table(
        name=f"areas_{side}",
        title=f"{about.subject}: areas within and beyond the limits of their size",
        columns=(
            *(AREA, NAME),
            Column(f"{side}_class", "Against the other areas", "class", dataset=about.name),
            *count_columns({side: about}),
            *FIGURES,
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )
    spread = f"{found.inflation:.1f} times what chance alone explains"
    yield table, f"{about.subject}: the variance of areas round the common rate is {spread}."


def _classes(found: Funnel) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    above = (found.ratio > found.high).astype(np.int64) + (found.ratio > found.high_far)
    below = (found.ratio < found.low).astype(np.int64) + (found.ratio < found.low_far)
    return np.asarray(above - below)


def _figures(found: Funnel, at: int, *, seen: int, expected: float) -> list[str]:
    """The ratio's own limits are exact Poisson; the funnel's are of an area like the others."""
    low, high = poisson_interval(seen)
    own = (found.ratio[at], low / expected, high / expected)
    limits = (found.low[at], found.high[at], found.low_far[at], found.high_far[at])
    return [f"{expected:,.1f}", *(f"{one:.2f}" for one in (*own, *limits))]


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The areas beyond the outer limits, of each side."""
    said = []
    for name, table in tables.items():
        kind, _, side = name.partition("_")
        if kind != "areas":
            continue
        far = [
            str(row["name"].value or row["area"].value)
            for row in table.records()
            if row[f"{side}_class"].value in (WORDS[2], WORDS[-2])
        ]
        many = f"{joined(far[:5])} lie" if len(far) > 1 else f"{joined(far)} lies"
        told = f"{many} beyond the outer limits" if far else "no area lies beyond the outer limits"
        more = f" ({len(far)} areas in all)" if len(far) > 5 else ""
        said.append(f"In {RECORDS[side]}, {told}{more}.")
    if not said:
        return "Without residents of every area, no area can be held against the others."
    return f"{' '.join(said)} (In the {result_window}.)"
