"""Whom a hot spot would fall on: hospital-led beside police-led, by what areas are like.

A rule says when a hot spot is to be stopped (ADR 36). Areas are sorted by a factor, such as an
index of deprivation or the share of an ethnic group among residents: here alone such a share may be
used, to judge our own choice of places, and never to explain or foretell violence.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from watchward.analysis import RECORDS, answered, coverage
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.monthly import monthly_areas
from watchward.engine.where import records_of
from watchward.geography.areas import Boundaries
from watchward.geography.factors import KIND, one_nation
from watchward.geography.supplied import Supplied
from watchward.maths.feedback import looped

ABOUT = About(
    name="equality",
    title="Whom would it fall on?",
    question="Do hot spots led by police records fall on other areas than those led by hospitals?",
    method=(
        "Away from home, over twelve months: the busiest tenth of areas by each side's records. "
        "Areas are sorted into four quarters by each factor supplied; each quarter's share of the "
        "busiest areas of each side is set beside its share of all areas. A simulation with no "
        "true change shows what patrols by their own record would add, and by an independent one."
    ),
    source="Ensign and others 2018 (feedback); Equality Act 2010, section 149; the rule is ADR 36",
    limits=(
        "Areas are not people: a quarter says nothing of who was hurt, stopped or hurt others.",
        "Hospitals miss those who do not come, and that may differ by group and by distance.",
        "Records without a place are in no area: see how many are placed.",
        "The simulation's shares are assumed, so it shows a direction and no size.",
    ),
    inputs=("police", "health"),
    analysts_only=True,
)
BUSIEST, QUARTERS, LEAST = 0.1, 4, 20
WORST, ENOUGH = 2.0, 5  # the rule's limits, ADR 36: times, and busiest areas of both sides
RECORDED, FOUND, PERIODS, A_YEAR = 0.4, 0.3, 12, 200.0  # assumed, for the simulation
FACTOR = Column("factor", "Areas sorted by", "dimension", "kind")
QUARTER = Column("quarter", "Quarter", "dimension", "kind")
AREAS = Column("areas", "Areas", "note")
VERDICT = Column("verdict", "By the rule", "note")
PERIOD = Column("period", "Year", "dimension", "kind")
STOP, GO, FEW = "stop, and ask why", "no reason to stop here", "too few areas to tell"
SIDES = ("police", "health")


def run(tables: Tables, options: Options) -> Result:
    """Quarters by factor, what is placed, and the simulated loop."""
    asked = ask_of(tables, options, able=lambda about: about.side in SIDES)
    areas, supplied = tables.boundaries(), tables.supplied(KIND)
    made: list[Table] = []
    said: tuple[str, ...] = (
        f"Areas ({LEAST} or more), police, hospital and `{KIND}` are needed for the quarters.",
    )
    if areas is not None and supplied and set(SIDES) <= set(asked.sides) and len(areas) >= LEAST:
        made += _quarters(tables, asked, areas, supplied)
        said = (f"Factors: {supplied.cited}",)
    counts = {side: records_of(tables, asked, side)[:2] for side in asked.sides}
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(
            *made,
            coverage(asked, "coverage", counts, with_what="a usable place"),
            _loop(),
        ),
        caveats=(*asked.caveats(), *said),
    )


def _quarters(
    tables: Tables, asked: Asked, areas: Boundaries, supplied: Supplied
) -> Iterator[Table]:
    """Each factor's quarters: how many areas, and how many of each side's busiest."""
    months = range(asked.first, asked.last + 1)
    busiest = {
        side: _busiest(monthly_areas(tables, asked.sides[side], months, areas).sum(axis=1))
        for side in SIDES
    }
    known = {(row["factor"], row["area"]): float(row["value"]) for row in supplied.rows()}
    factors = sorted({factor for factor, _ in known})
    one_nation(areas.codes, factors)
    rows: list[tuple[Cell, ...]] = []
    for factor in factors:
        here = np.array([(factor, code) in known for code in areas.codes])
        if here.sum() < LEAST:
            continue
        values = np.array([known.get((factor, code), np.nan) for code in areas.codes])
        order = np.flatnonzero(here)[np.argsort(values[here], kind="stable")]
        for at, quarter in enumerate(np.array_split(order, QUARTERS), 1):
            rows.append((factor, f"{at} of {QUARTERS}", *_row(quarter, busiest, here)))
    columns = (
        *(FACTOR, QUARTER, AREAS),
        Column("police", "Of the busiest by police records", "note"),
        Column("health", "Of the busiest by hospital records", "note"),
        Column("times", "Police-led for each hospital-led", "note"),
        VERDICT,
    )
    title = "The busiest tenth of areas, by what the areas are like (1: lowest values)"
    yield Table("quarters", title, columns, tuple(rows), window=asked.rolling)


def _busiest(
    counts: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """The busiest tenth, with any record; ties in the order of the areas."""
    many = max(1, round(BUSIEST * len(counts)))
    chosen = np.zeros(len(counts), dtype=bool)
    chosen[np.argsort(-counts, kind="stable")[:many]] = True
    return chosen & (counts > 0)


def _row(
    quarter: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
    busiest: "Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]",
    here: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]",
) -> tuple[str, ...]:
    """Counts of areas, with half an area added to each side so that none divides by nothing."""
    police, health = (int(busiest[side][quarter].sum()) for side in SIDES)
    all_police, all_health = (int((busiest[side] & here).sum()) for side in SIDES)
    times = ((police + 0.5) / (all_police + 2)) / ((health + 0.5) / (all_health + 2))
    verdict = STOP if times >= WORST and police > health else GO
    verdict = verdict if police + health >= ENOUGH else FEW
    return (f"{len(quarter)}", f"{police}", f"{health}", f"{times:.1f}", verdict)


def _loop() -> Table:
    """Ten areas alike, two of them patrolled each year by the last year's record."""
    rates = np.full(10, A_YEAR)
    shares = {
        name: looped(
            rates, recorded=RECORDED, found_by_patrol=FOUND, patrolled=2, periods=PERIODS,
            independent=independent,
        )
        for name, independent in (("own", False), ("independent", True))
    }  # fmt: skip
    rows = tuple(
        (f"{at + 1}", f"{100 * shares['own'][at]:.0f}", f"{100 * shares['independent'][at]:.0f}")
        for at in (0, 2, 5, PERIODS - 1)
    )
    columns = (
        PERIOD,
        Column("own", "Patrols by their own record, %", "note"),
        Column("independent", "Patrols by a record that they do not touch, %", "note"),
    )
    where = "in the 2 of 10 areas patrolled first (20 % is true)"
    title = f"Simulated: share of what is recorded {where}"
    return Table("loop", title, columns, rows)


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The quarters that the rule stops, and nothing of who lives there."""
    table = tables.get("quarters")
    if table is None:
        return "Too little is held to say whom hot spots would fall on."
    stopped = [
        f"{row['factor'].value}, quarter {row['quarter'].value}"
        for row in table.records()
        if row["verdict"].value == STOP
    ]
    if not stopped:
        return (
            f"To no quarter of areas do {RECORDS['police']} lead at least twice as often as "
            f"{RECORDS['health']}, where enough areas are busy to tell. (In the {result_window}.)"
        )
    return (
        f"Stop using hot spots there: {RECORDS['police']} lead at least twice as often as "
        f"{RECORDS['health']} to {'; '.join(stopped)}. (In the {result_window}.)"
    )
