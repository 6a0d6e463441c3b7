"""How often alcohol is said to be involved, when and where; and how often nobody says.

A blank is not a no: shares are of the records that say, and how many do stands beside them.
"""

from collections.abc import Mapping, Sequence

from watchward.analysis import (
    WHO,
    answered,
    has_field,
    labels_of,
    leading,
    missing_share,
    nobody_says,
    percent,
    tabulate,
)
from watchward.contract.about import About, Options
from watchward.contract.result import NOT_RECORDED, Cell, Column, Derived, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.filled import filled_table
from watchward.engine.queries import queries

ABOUT = About(
    name="alcohol",
    title="Alcohol?",
    question="How often is alcohol involved, as those who ask record it?",
    method=(
        "Counts over twelve months by whether alcohol is recorded as involved. Shares are of the "
        "records that say, with Wilson's limits. For analysts: by time of the week, kind of place "
        "and relationship, with how many of each say; and how many say by provider and month."
    ),
    source="Counting; Wilson 1927",
    limits=(
        "It is asked at a reception desk, of people who are hurt: whose alcohol is meant differs.",
        "Where few records say, their share need not be that of the others.",
    ),
    inputs=("health", "partnership"),
)
SQL = queries(__file__)
ALCOHOL = Column("alcohol", "Alcohol", "dimension", "alcohol")
TIMES = {
    "weekend": "Friday and Saturday nights, 20:00 to 06:00",
    "week": "Other nights, 20:00 to 06:00",
    "day": "Daytime, 06:00 to 20:00",
}
Rows = Sequence[tuple[Cell, ...]]


def run(tables: Tables, options: Options) -> Result:
    """Yes, no and not recorded; then by group, and by provider and month."""
    asked = ask_of(tables, options, able=has_field("alcohol"))
    window = {"first": asked.first, "last": asked.last}
    found = {
        side: tables.rows(SQL["alcohol"], dataset=about.name, **window)
        for side, about in asked.sides.items()
    }
    every = tabulate(
        asked,
        name="alcohol",
        title="Alcohol involved",
        dimensions=(ALCOHOL,),
        labels=(labels_of("alcohol"),),
        found={side: [(row[0], row[-1]) for row in rows] for side, rows in found.items()},
        derived=tuple(_shares(asked)),
    )
    inside = [_by_group(asked, side, rows) for side, rows in found.items()]
    inside += [
        filled_table(
            asked, side, tables.rows(SQL["filled"], dataset=about.name, **window), what="alcohol"
        )
        for side, about in asked.sides.items()
    ]
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(every, *inside) if asked.sides else (),
        caveats=(*asked.caveats(), *nobody_says(asked, "whether alcohol was involved")),
    )


def _shares(asked: Asked) -> list[Derived]:
    ends = (("share", "Share"), ("low", "Lowest likely"), ("high", "Highest likely"))
    return [
        Derived(f"{side}_{end}", f"{said}, {side}, %", f"known_{end}", (side,))
        for side in asked.sides
        for end, said in ends
    ]


def _by_group(asked: Asked, side: str, rows: Rows) -> Table:
    """One row a time, a place and a relationship: records, those that say, those that say yes."""
    about = asked.sides[side]
    groups = (
        (1, "Time", TIMES),
        (2, "Place", labels_of("assault_location_type")),
        (3, "By", labels_of("relationship")),
    )
    made: list[tuple[Cell, ...]] = []
    for at, what, labels in groups:
        for code, label in (*labels.items(), (None, NOT_RECORDED)):
            of = [row for row in rows if row[at] == code]
            counts = [sum(int(row[-1] or 0) for row in of if row[0] in say) for say in SAID]
            if counts[0]:
                made.append((f"{what}: {label}", *counts))
    return Table(
        name=f"groups_{side}",
        title=f"{about.subject}: alcohol by time, place and relationship",
        columns=(
            Column("group", "Group", "dimension", "kind"),
            Column("records", about.subject, "count", dataset=about.name),
            Column("known", "Of them, alcohol recorded", "count", dataset=about.name),
            Column("yes", "Of those, involved", "count", dataset=about.name),
        ),
        rows=tuple(made),
        derived=(
            Derived("involved", "Involved, % of those recorded", "percent", ("yes", "known")),
            Derived("involved", "Involved, %", "wilson_interval", ("yes", "known")),
            Derived("recorded", "Recorded, %", "percent", ("known", "records")),
        ),
        window=asked.rolling,
        months=asked.months,
        analysts_only=True,
    )


SAID: tuple[tuple[Cell, ...], ...] = (("yes", "no", None), ("yes", "no"), ("yes",))


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The share of those that say, its limits, and how many say nothing."""
    table = tables.get("alcohol")
    side = leading(table) if table else ""
    if table is None or not side:
        return "No source says whether alcohol was involved."
    yes = next((row for row in table.records() if row["alcohol"].value == "Yes"), None)
    share = percent(yes.get(f"{side}_share")) if yes else ""
    if not yes or not share:
        return f"Too few are recorded in the {result_window} to speak of alcohol."
    low, high = (yes.get(f"{side}_{end}") for end in ("low", "high"))
    missing = missing_share(table, "alcohol", side)
    gap = f" It is not recorded for {missing}." if missing else ""
    sure = low and high and not (low.mark or high.mark)
    limits = f" (likely {low.text} to {high.text} %)" if low and high and sure else ""
    lead = f"Among {WHO[side]} of whom it is recorded, alcohol is involved for {share}{limits}"
    return f"{lead}, in the {result_window}.{gap}"
