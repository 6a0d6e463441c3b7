"""With what people are hurt, as each side records it; each side's missing share beside it."""

from collections.abc import Mapping

from watchward.analysis import (
    WHO,
    answered,
    has_field,
    known_shares,
    labels_of,
    leading,
    missing_share,
    nobody_says,
    tabulate,
    top_of,
)
from watchward.contract.about import About, Options
from watchward.contract.result import Column, Result
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import ask_of
from watchward.engine.filled import filled_table
from watchward.engine.queries import queries

ABOUT = About(
    name="weapons",
    title="With what?",
    question="What weapons are used, as each side records it?",
    method=(
        "Counts over twelve months by weapon. Shares are of the records that say; blank and "
        '"not known" are counted together as not recorded. For analysts: how many records say, by '
        "provider and month, so that a better filled marker is not taken for more knives."
    ),
    source="Counting, by the code list of weapons",
    limits=(
        "Where no weapon is recorded, the mix may be another than where one is.",
        "Hospital and police do not see the same injuries, so their shares are not compared.",
    ),
    inputs=("police", "health", "partnership"),
)
SQL = queries(__file__)
WEAPON = Column("weapon", "Weapon", "dimension", "weapon")
UNARMED = ("bodily", "none")


def run(tables: Tables, options: Options) -> Result:
    """One row a weapon, one count a side that records weapons."""
    asked = ask_of(tables, options, able=has_field("weapon"))
    found = {
        side: tables.rows(SQL["weapons"], dataset=about.name, first=asked.first, last=asked.last)
        for side, about in asked.sides.items()
    }
    table = tabulate(
        asked,
        name="weapons",
        title="Weapons used",
        dimensions=(WEAPON,),
        labels=(labels_of("weapon"),),
        found={side: [(row[0], row[-1]) for row in rows] for side, rows in found.items()},
        derived=known_shares(asked.sides),
    )
    filled = (filled_table(asked, side, rows, what="a weapon") for side, rows in found.items())
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(table, *filled) if asked.sides else (),
        caveats=(*asked.caveats(), *nobody_says(asked, "which weapons were used")),
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The commonest weapons other than hands and feet, and what is not recorded."""
    table = tables.get("weapons")
    side = leading(table) if table else ""
    if table is None or not side:
        return "No source says which weapons were used."
    unarmed = [labels_of("weapon")[code] for code in UNARMED]
    top = top_of(table, "weapon", side, leave_out=unarmed)
    if not top:
        return f"Too few weapons are recorded in the {result_window} to name any."
    missing = missing_share(table, "weapon", side)
    gap = f" The weapon is not recorded for {missing} of them." if missing else ""
    lead = f"Among {WHO[side]}, after hands and feet the commonest weapons are {top}"
    return f"{lead}, in the {result_window}.{gap}"
