"""How much harm, by an index that its publisher weighs kinds of violence with.

No weights come with Watchward: the user supplies the publisher's table, and it is cited. A weight
is the publisher's judgement, often days of a sentence; it is no measure of what a victim suffers.
For analysts: a sum of weights would let a hidden count be told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watchward.analysis import MONTH, RECORDS, answered, nobody_says
from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.queries import queries
from watchward.geography.supplied import Supplied
from watchward.maths.standardise import direct
from watchward.reference import code_list

ABOUT = About(
    name="harm",
    title="How much harm?",
    question="How much of the harm is in which kinds of violence, by a published index?",
    method=(
        "Each record counts by the weight that the supplied index gives to its kind. Sums have "
        "gamma limits, for counts that are Poisson with known weights. Records whose kind has no "
        "weight are left out, and counted beside."
    ),
    source="The index as supplied; Fay and Feuer 1997 (limits of a weighted sum)",
    limits=(
        "A weight is its publisher's judgement, and a few grave records can outweigh all others.",
        "It is no measure of what any victim suffers.",
        "Where recording changes, harm changes with it.",
    ),
    inputs=("police", "health", "ambulance"),
    analysts_only=True,
)
SQL = queries(__file__)
NO_INDEX = "No harm index is held. Add one: `watchward supply harm-index FILE`."


@dataclass(frozen=True)
class Weighed:
    """One side's counts by month and code, and what each code weighs."""

    of: str
    weights: Mapping[str, float]
    counts: Mapping[tuple[int, str], int]
    unweighed: int

    def harm(self, *, month: int | None = None, code: str | None = None) -> tuple[float, float]:
        """Lowest and highest likely sum."""
        by_code = Counter[str]()
        for (when, what), records in self.counts.items():
            if month in (None, when) and code in (None, what):
                by_code[what] += records
        codes = [one for one in self.weights if self.weights[one] > 0 and code in (None, one)]
        if not codes:
            return 0.0, 0.0
        weights = [self.weights[one] for one in codes]
        seen = [by_code[one] for one in codes]
        made = direct(seen, [1.0] * len(codes), weights, per=sum(weights))
        return made.low, made.high


def run(tables: Tables, options: Options) -> Result:
    """By kind and by month, for sides whose kinds the index weighs."""
    supplied = tables.supplied("harm-index")
    listed = {row["of"] for row in supplied.rows()} if supplied else set()
    asked = ask_of(tables, options, able=lambda about: bool(listed & _fields(about)))
    made = [*_tables(tables, asked, supplied)] if supplied else []
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(made),
        caveats=(
            *asked.caveats(),
            *(nobody_says(asked, "a kind that the index weighs") if supplied else ()),
            f"Weights: {supplied.cited}" if supplied else NO_INDEX,
        ),
    )


def _fields(about: Dataset) -> set[str]:
    return {field.name for field in about.kept}


def _tables(tables: Tables, asked: Asked, supplied: Supplied) -> Iterator[Table]:
    """The finest field that both the index and the data set have: codes before groups."""
    for side, about in asked.sides.items():
        listed = {row["of"] for row in supplied.rows()} & _fields(about)
        of = next(name for name in ORDER if name in listed)
        weights = {row["code"]: float(row["weight"]) for row in supplied.rows() if row["of"] == of}
        window = {"first": asked.first, "last": asked.last}
        rows = tables.rows(SQL["codes"], dataset=about.name, field=of, **window)
        known = {(int(m or 0), str(c)): int(n or 0) for m, c, n in rows if str(c) in weights}
        without = sum(int(n or 0) for _, c, n in rows if str(c) not in weights)
        weighed = Weighed(of, weights, known, without)
        yield _kinds(asked, side, weighed)
        yield _months(asked, side, weighed)


ORDER = ("offence_code", "offence_group", "assault_method", "call_category")
LISTS = {"offence_code": "police_offence_code", "offence_group": "police_offence_group"}
LISTS |= {"assault_method": "assault_method", "call_category": "ambulance_call_category"}
HARM = (
    Column("harm", "Harm", "note"),
    Column("low", "Lowest likely", "note"),
    Column("high", "Highest likely", "note"),
)


def _kinds(asked: Asked, side: str, weighed: Weighed) -> Table:
    """One row a kind with any, gravest sum first; a last row for kinds without a weight."""
    about, labels = asked.sides[side], code_list(LISTS[weighed.of]).labels
    records = Counter[str]()
    for (_, code), number in weighed.counts.items():
        records[code] += number
    sums = {code: number * weighed.weights[code] for code, number in records.items()}
    every = sum(sums.values())
    rows: list[tuple[Cell, ...]] = [
        (
            labels.get(code, code),
            records[code],
            f"{weighed.weights[code]:g}",
            f"{sums[code]:,.0f}",
            *(f"{end:,.0f}" for end in weighed.harm(code=code)),
            f"{100 * sums[code] / every:.0f}" if every else "",
        )
        for code in sorted(sums, key=lambda one: (-sums[one], one))
    ]
    rows.append(("No weight in the index", weighed.unweighed, "", "", "", "", ""))
    return Table(
        name=f"kinds_{side}",
        title=f"{about.subject}: harm by kind",
        columns=(
            Column("kind", "Kind", "dimension", "kind"),
            Column("records", about.subject, "count", dataset=about.name),
            Column("weight", "Weight", "note"),
            *HARM,
            Column("share", "Of all harm, %", "note"),
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def _months(asked: Asked, side: str, weighed: Weighed) -> Table:
    """Months that the side sent in full."""
    about = asked.sides[side]
    rows: list[tuple[Cell, ...]] = []
    for month in sorted(set(range(asked.first, asked.last + 1)) & asked.held[side]):
        of = {code: n for (when, code), n in weighed.counts.items() if when == month}
        harm = sum(number * weighed.weights[code] for code, number in of.items())
        ends = (f"{end:,.0f}" for end in weighed.harm(month=month))
        rows.append((month, sum(of.values()), f"{harm:,.0f}", *ends))
    return Table(
        name=f"months_{side}",
        title=f"{about.subject}: harm by month",
        columns=(
            MONTH,
            Column("records", "With a weight", "count", dataset=about.name),
            *HARM,
        ),
        rows=tuple(rows),
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The kind that holds most of the harm, of each side."""
    said = [
        f"In {RECORDS[name.removeprefix('kinds_')]}, {row['share'].value} % of the harm is in: "
        f"{row['kind'].value}."
        for name, table in tables.items()
        if name.startswith("kinds_")
        for row in table.records()[:1]
        if row["share"].value
    ]
    if not said:
        return (
            "No index of harm weighs the kinds held. Add one: `watchward supply harm-index FILE`."
        )
    return f"{' '.join(said)} (In the {result_window}.)"
