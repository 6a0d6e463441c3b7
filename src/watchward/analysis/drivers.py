"""What goes with more violence in an area: factors of areas and places, never of people.

An association over areas is no cause, and says nothing of anybody who lives there. Ethnicity,
religion and origin are refused as factors, and indices of two nations are never pooled
(geography/factors.py).
"""

from collections.abc import Iterator, Mapping

import numpy as np

from watchward.analysis import RECORDS, answered, joined
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.monthly import monthly_areas
from watchward.geography.areas import Boundaries
from watchward.geography.factors import KIND, Factors, factors_of
from watchward.geography.population import Population
from watchward.maths.family import standardised
from watchward.maths.spatial_blocks import blocks_of, fit_blocked, held_out, morans_i

ABOUT = About(
    name="drivers",
    title="Why here?",
    question="Which factors of areas and places go with more violence?",
    method=(
        "Away from home, over twelve months: each area's records by negative binomial regression "
        "on the factors supplied, its residents as exposure. A relative risk is for a factor one "
        "standard deviation higher, the others alike. The ground is cut into eight blocks: limits "
        "let areas of a block lean together, and come from fits without one block each. Blocks "
        "held out say how much the factors foretell; Moran's I says what of place is left over."
    ),
    source="Cameron and Trivedi 1998; Bell and McCaffrey 2002; Moran 1950; Roberts and others 2017",
    limits=(
        "What goes with violence over areas need not cause it, and says nothing of any person.",
        "Factors that go together share their effect: one may stand for another.",
        "Where recording differs between areas, a factor may explain the recording.",
        "Residents are not those who are there at night.",
        "Blocks are few, so limits are wide on purpose, and still rough.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
LEAST, EACH = 40, 10  # areas in all, and for each factor
FACTOR = Column("factor", "Factor", "dimension", "kind")
RISKS = tuple(
    Column(name, title, "note")
    for name, title in (
        ("risk", "Relative risk, one standard deviation higher"),
        ("low", "Lowest likely"),
        ("high", "Highest likely"),
        ("verdict", "Beyond chance"),
    )
)
MEASURE = Column("measure", "Check", "dimension", "kind")
CHECKS = (Column("value", "Value", "note"), Column("reading", "How to read it", "note"))
MORE, LESS, NEITHER = "goes with more", "goes with less", "not shown"


def run(tables: Tables, options: Options) -> Result:
    """Relative risks and checks, a pair of tables a side; else why there are none."""
    asked = ask_of(tables, options)
    areas, people = tables.boundaries(), tables.population(asked.last)
    supplied = tables.supplied(KIND)
    made: list[Table] = []
    said: tuple[str, ...]
    if areas is None or people is None or supplied is None:
        said = (f"Areas, residents and `{KIND}` are needed: `watchward supply {KIND} FILE`.",)
    else:
        factors = factors_of(supplied, areas.codes)
        made += _all(tables, asked, areas=areas, people=people, factors=factors)
        few = (
            f"At least {LEAST} areas, and {EACH} for each factor, are needed with residents; "
            f"{len(factors.codes)} have every factor."
        )
        out = f"Without some factor, so left out: {len(factors.left_out)} areas."
        said = (
            f"Factors: {supplied.cited}",
            people.cited,
            *((out,) if factors.left_out else ()),
            *(() if made else (few,)),
        )
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(made),
        caveats=(*asked.caveats(), *said),
    )


def _all(
    tables: Tables, asked: Asked, *, areas: Boundaries, people: Population, factors: Factors
) -> Iterator[Table]:
    """Areas with every factor and residents, in the factors' order."""
    residents = people.of_areas(factors.codes)
    with_people = np.nan_to_num(residents) > 0
    varying = factors.values[with_people].std(axis=0) > 0 if with_people.any() else np.array([])
    many = int(with_people.sum())
    if many < LEAST or not varying.any() or many < EACH * int(varying.sum()):
        return
    rows = [areas.codes.index(code) for code in factors.codes]
    design = standardised(factors.values[with_people][:, varying])
    names = [name for name, use in zip(factors.factors, varying, strict=True) if use]
    months = range(asked.first, asked.last + 1)
    for side, about in asked.sides.items():
        counts = monthly_areas(tables, about, months, areas).sum(axis=1)[rows][with_people]
        if counts.any() and np.linalg.matrix_rank(design) == design.shape[1]:
            places = areas.centroids[rows][with_people]
            exposure = np.log(residents[with_people])
            yield from _side(
                asked, side, names, counts=counts.astype(np.float64), design=design,
                offset=exposure, places=places,
            )  # fmt: skip


def _risk(slope: float) -> str:
    return f"{np.exp(slope):.2f}" if np.isfinite(slope) else "no limit"


def _side(
    asked: Asked,
    side: str,
    names: list[str],
    *,
    counts: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    design: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    offset: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    places: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> Iterator[Table]:
    whole = np.column_stack([np.ones(len(counts)), design])
    block = blocks_of(places)
    found = fit_blocked(counts, whole, offset=offset, block=block)
    rows: list[tuple[Cell, ...]] = []
    for at, name in enumerate(names, 1):
        low, high = float(found.low[at]), float(found.high[at])
        verdict = MORE if low > 0 else LESS if high < 0 else NEITHER
        risks = (_risk(float(one)) for one in (found.slopes[at], low, high))
        rows.append((name, *risks, verdict))
    subject = asked.sides[side].subject
    title = f"{subject}: relative risks of areas"
    yield Table(f"risks_{side}", title, (FACTOR, *RISKS), tuple(rows), window=asked.rolling)
    residuals = (counts - found.means) / np.sqrt(found.means * (1 + found.spread * found.means))
    moran, chance = morans_i(residuals, places)
    foretold = 100 * held_out(counts, whole, offset=offset, block=block)
    checks: tuple[tuple[Cell, ...], ...] = (
        ("Areas", f"{len(counts):,}", "How many were fitted"),
        (
            "Deviance explained in blocks held out, %",
            f"{foretold:.0f}" if foretold > 0 else "none",
            "Where none is, the factors foretell nothing elsewhere",
        ),
        (
            "Moran's I of what is left",
            f"{moran:.2f} (p {chance:.3f})",
            "A small p: place matters beyond these factors",
        ),
    )
    title = f"{subject}: how far the factors can be believed"
    yield Table(f"checks_{side}", title, (MEASURE, *CHECKS), checks, window=asked.rolling)


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """What goes with more, of each side, and that it is no cause."""
    said = []
    for name, table in tables.items():
        if name.startswith("risks_"):
            side = RECORDS[name.removeprefix("risks_")]
            standing = [
                *_standing(side, "more", MORE, table),
                *_standing(side, "less", LESS, table),
            ]
            said += standing or [f"In {side}, no factor stands out beyond chance."]
    if not said:
        return "Too little is held to say which factors go with violence."
    no_cause = "This is no cause, and says nothing of any person."
    return f"{' '.join(said)} {no_cause} (In the {result_window}.)"


def _standing(side: str, word: str, verdict: str, table: SafeTable) -> Iterator[str]:
    found = [
        f"{row['factor'].value} ({row['risk'].value})"
        for row in table.records()
        if row["verdict"].value == verdict
    ]
    if found:
        yield f"In {side}, there is {word} violence where these are higher: {joined(found)}."
