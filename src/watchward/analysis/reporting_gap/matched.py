"""The second measure: patients whose event the police recorded too; only where that was approved.

Matched on the night and hour, the place, and age band and sex where both say; one to one; chance
matches taken off. Pairs are counted and forgotten: no linked record is kept, shown or returned.
"""

import numpy as np

from watchward.analysis import WINDOW
from watchward.contract.result import Column, Derived, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.geography.areas import Boundaries
from watchward.maths.linkage import mean_whole, pair_off

HOURS = 2  # between the hour the patient states and the hour the police record
METRES = 250  # both are snapped, by up to 71 m and 36 m
WEEKS = (-14, -7, 7, 14)  # days that dates are moved by, to see chance at work
NOT_APPROVED = "Matched share: not available: linkage has not been approved."


def matched_table(
    tables: Tables, asked: Asked, areas: Boundaries | None, *, compare: str, candidates: str
) -> Table:
    """Compared, matched, matched by chance, and the pool: four counts and the share they make."""
    health, police = asked.sides["health"], asked.sides["police"]
    window = {"first": asked.first, "last": asked.last}
    patients = _inside(tables.arrays(compare, dataset=health.name, **window), areas)
    crimes = _inside(tables.arrays(compare, dataset=police.name, **window), areas)

    def pairs(shift: int) -> int:
        found = tables.arrays(
            candidates,
            health=health.name,
            police=police.name,
            shift=shift,
            hours=HOURS,
            metres=METRES,
            **window,
        )
        left, right = (np.asarray(found[name]).astype(np.int64) for name in ("patient", "crime"))
        keep = np.isin(left, patients) & np.isin(right, crimes)
        return pair_off(left[keep], right[keep])

    counts = (len(patients), pairs(0), mean_whole([pairs(shift) for shift in WEEKS]), len(crimes))
    names = (
        ("compared", "Patients with a date and a place", health.name),
        ("matched", "Of them, matched to a crime", health.name),
        ("by_chance", "Matched where dates are moved, on average", health.name),
        ("pool", "Crimes with injury, a date and a place", police.name),
    )
    of = ("matched", "by_chance", "compared", "pool")
    return Table(
        name="matched",
        title="Hospital patients whose event the police also recorded",
        columns=(
            WINDOW,
            *(Column(name, title, "count", dataset=dataset) for name, title, dataset in names),
        ),
        rows=((asked.words, *counts),),
        derived=(
            Derived("matched_share", "Matched share, chance taken off, %", "matched_share", of),
            Derived("matched_low", "Lowest likely, %", "matched_low", of),
            Derived("matched_high", "Highest likely, %", "matched_high", of),
        ),
        window=asked.rolling,
        months=asked.months,
    )


def _inside(
    found: "dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]",
    areas: Boundaries | None,
) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Ids of the records inside the areas; of all where there are none."""
    ids = np.asarray(found["id"]).astype(np.int64)
    if areas is None:
        return ids
    return ids[areas.locate(found["easting"], found["northing"]) >= 0]
