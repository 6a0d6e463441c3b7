"""The first measure: what patients say when they are asked whether the police were told."""

from watchward.analysis import labels_of, tabulate
from watchward.contract.result import Column, Derived, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked

REPORTED = Column("reported", "Reported to the police", "dimension", "reported")


def stated_table(tables: Tables, asked: Asked, *, sql: str) -> Table:
    """Yes, no and not recorded; shares are of those who answered."""
    side = "health"
    rows = tables.rows(sql, dataset=asked.sides[side].name, first=asked.first, last=asked.last)
    return tabulate(
        asked,
        name="stated",
        title="What patients say: reported to the police",
        dimensions=(REPORTED,),
        labels=(labels_of("reported_to_police"),),
        found={side: rows},
        derived=(
            Derived(
                "health_share",
                "% of those who answered, or of all if not recorded",
                "known_share",
                (side,),
            ),
            Derived("health_low", "Lowest likely, %", "known_low", (side,)),
            Derived("health_high", "Highest likely, %", "known_high", (side,)),
        ),
    )
