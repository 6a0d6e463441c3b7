"""How a partnership's area stands among the areas most like it; a rank only with its span.

Both tables are open and supplied: factors that make areas alike, and one publisher's counts for
all of them, ours too, so that like stands by like. What the store holds is not used.
"""

from collections.abc import Mapping

import numpy as np

from watchward.analysis import answered
from watchward.contract.about import About, Options
from watchward.contract.period import month_text
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import ask_of
from watchward.geography.factors import KIND, Factors, factors_of
from watchward.geography.supplied import Supplied
from watchward.maths.family import below_family, family_mean, nearest, ranked

ABOUT = About(
    name="comparators",
    title="Compared with whom?",
    question="How does our area stand among the areas that are most like it?",
    method=(
        "The fifteen areas nearest to ours by standardised distance over the factors supplied, "
        "each weighing the same. Rates over the published months; the family's mean with limits "
        "by Student's t over the peers. The rank has the span that holds 95 per cent of ranks "
        "when every area's rate is drawn again from its count."
    ),
    source="After the most similar groups of the Home Office and CIPFA's nearest neighbours; "
    "the choice of factors is the user's, and equal weights are Watchward's own",
    limits=(
        "Other factors would make another family: see which were used.",
        "Areas record crime in different ways, and that moves their rank as violence does.",
        "A rank whose span is wide says nothing: read the span, not the rank.",
        "Standing below the family does not say why.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SIZE = 15
LEAST = 2  # peers
COUNTS = "peer-counts"
PER = 100_000
AREA = Column("area", "Area", "dimension", "area")
STANDING = tuple(
    Column(name, title, "note")
    for name, title in (
        ("name", "Name"),
        ("months", "Months"),
        ("own", "Our rate, for every 100,000 a year"),
        ("family", "The family's mean"),
        ("low", "Lowest likely"),
        ("high", "Highest likely"),
        ("below", "Below the family, % (minus: above)"),
        ("rank", "Rank (1 is the lowest)"),
        ("span", "Span of the rank"),
    )
)
PEERS = tuple(
    Column(name, title, "note")
    for name, title in (
        ("name", "Name"),
        ("apart", "Distance"),
        ("records", "Records"),
        ("people", "Residents"),
        ("rate", "For every 100,000 a year"),
    )
)


def run(tables: Tables, options: Options) -> Result:
    """Where each of our areas stands, and who its peers are."""
    asked = ask_of(tables, options)
    factors, counts = tables.supplied(KIND), tables.supplied(COUNTS)
    made: tuple[Table, ...] = ()
    said: tuple[str, ...] = (f"Supply `{KIND}` and `{COUNTS}`: `watchward supply {COUNTS} FILE`.",)
    if factors is not None and counts is not None:
        made, said = _compared(factors, counts)
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=made,
        caveats=said,
    )


def _compared(supplied: Supplied, counts: Supplied) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Only areas with every factor and every month: the others are named."""
    rows = counts.rows()
    months = sorted({row["month"] for row in rows})
    ours = sorted({row["area"] for row in rows if row["ours"] == "yes"})
    held: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        held.setdefault(row["area"], []).append(row)
    whole = sorted(area for area, of in held.items() if {row["month"] for row in of} == {*months})
    known = factors_of(supplied, whole)
    seen = np.array([sum(int(row["records"]) for row in held[a]) for a in known.codes])
    people = np.array([int(held[a][0]["people"]) for a in known.codes], dtype=np.float64)
    exposure = people * len(months) / 12
    standing: list[tuple[Cell, ...]] = []
    peers: list[tuple[Cell, ...]] = []
    for code in [one for one in ours if one in known.codes and len(known.codes) > LEAST]:
        at = known.codes.index(code)
        chosen, apart = nearest(known.values, at, size=SIZE)
        span = f"{month_text(_number(months[0]))} to {month_text(_number(months[-1]))}"
        standing.append(
            (code, known.names[at], span, *_stands(seen, exposure, at=at, peers=chosen))
        )
        peers += [
            _peer(known, int(one), float(far), seen=seen, people=people, exposure=exposure)
            for one, far in zip(chosen, apart, strict=True)
        ]
    out = sorted({*held} - {*known.codes})
    said = (
        f"Factors: {', '.join(known.factors)}. {supplied.cited}",
        f"Counts: {counts.cited}",
        *((f"Without every factor or month, so left out: {', '.join(out)}.",) if out else ()),
        *(() if standing else ("No area of ours can be compared: mark it `yes` under `ours`.",)),
    )
    made = (
        Table("standing", "Our area beside its family", (AREA, *STANDING), tuple(standing)),
        Table("peers", "The areas most like ours", (AREA, *PEERS), tuple(peers)),
    )
    return (made if standing else ()), said


def _stands(
    seen: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
    exposure: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    *,
    at: int,
    peers: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
) -> tuple[str, ...]:
    rates = PER * seen / exposure
    family = family_mean(rates[peers])
    group = np.concatenate([[at], peers])
    rank = ranked(seen[group], exposure[group], 0)
    below = 100 * below_family(float(rates[at]), family.mean) if family.mean > 0 else 0.0
    return (
        *(f"{one:,.1f}" for one in (rates[at], *family)),
        f"{below:.0f}",
        f"{rank.rank} of {len(group)}",
        f"{rank.low} to {rank.high}",
    )


def _peer(
    known: Factors,
    at: int,
    apart: float,
    *,
    seen: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
    people: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    exposure: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> tuple[Cell, ...]:
    figures = (f"{seen[at]:,}", f"{people[at]:,.0f}", f"{PER * seen[at] / exposure[at]:,.1f}")
    return (known.codes[at], known.names[at], f"{apart:.2f}", *figures)


def _number(month: str) -> int:
    year, of = month.split("-")
    return int(year) * 12 + int(of) - 1


def say(tables: Mapping[str, SafeTable], _: str) -> str:
    """The rate beside the family's, and the rank with its span."""
    table = tables.get("standing")
    if table is None:
        return "No family of similar areas has been supplied to compare with."
    return " ".join(
        f"{row['name'].value}: {row['own'].value} for every 100,000 residents a year, where "
        f"similar areas average {row['family'].value} ({row['low'].value} to {row['high'].value});"
        f" ranked {row['rank'].value} from the lowest, and chance allows {row['span'].value}."
        for row in table.records()
    )
