"""The third measure: police crimes for each hospital patient, only where like stands by like.

Both sides: injury, the same months in full, inside the same areas by recorded place, dates of the
incident, domestic incidents in both or in neither. Where one of these cannot be had, there is no
ratio, and the reason is given instead. It is never a rate of reporting.
"""

import numpy as np

from watchward.analysis import WINDOW
from watchward.contract.result import Column, Derived, Table
from watchward.engine.alike import SIDES, Marks
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.geography.areas import Boundaries

CAVEATS = (
    "The ratio sets crimes beside people: one crime can hurt several, one person be in several.",
    "It counts the departments held; people hurt here may be treated elsewhere, and are not in it.",
)


def ratio_table(
    tables: Tables, asked: Asked, areas: Boundaries, *, sql: str, marks: dict[str, Marks]
) -> tuple[Table, str]:
    """Counts of both sides inside the areas, and whether domestic incidents are among them."""
    both = all(marks[side].domestic for side in SIDES)
    counts = []
    for side in SIDES:
        found = tables.arrays(
            sql, dataset=asked.sides[side].name, first=asked.first, last=asked.last
        )
        inside = areas.locate(found["easting"], found["northing"]) >= 0
        records = np.asarray(found["records"]) - (0 if both else np.asarray(found["domestic"]))
        counts.append(int(records[inside].sum()))
    table = Table(
        name="ratio",
        title="Police crimes with injury beside hospital patients",
        columns=(
            WINDOW,
            *(
                Column(
                    side,
                    f"{asked.sides[side].subject}: injury, in the areas",
                    "count",
                    dataset=asked.sides[side].name,
                )
                for side in SIDES
            ),
        ),
        rows=((asked.words, *counts),),
        derived=(
            Derived("ratio", "Police crimes for each patient", "ratio", SIDES),
            Derived("ratio", "Police crimes for each patient", "ratio_interval", SIDES),
        ),
        window=asked.rolling,
        months=asked.months,
    )
    where = "in both counts" if both else "in neither count"
    return table, f"Domestic incidents are {where} of the ratio."
