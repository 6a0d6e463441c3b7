"""Lists of violence with injury, ready to be linked: inside the areas, coded alike; their ages.

For questions that link records. What is returned stays in memory and goes with the answer.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.queries import queries
from watchward.geography.areas import Boundaries
from watchward.maths.record_linkage import NOT_SAID, Events

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = Mapping[str, "NDArray[np.generic]"]

SQL = queries(__file__)
METRES = 250  # between two records of one event: both are snapped
LIKELY = 0.5  # probability from which a pair is counted as one
BLANK = ("", "unknown", "U")
NOTABLE = 0.05  # share of one side's known ages in a band that another side never has
Ages = Mapping[str, Mapping[str, int]]  # by side: records of each age band that is known


def listed(
    tables: Tables, asked: Asked, sides: Sequence[str], areas: Boundaries
) -> tuple[dict[str, Events], Ages]:
    """Each side's list of those with a night and a place in the areas; and their ages."""
    found = {side: _inside(tables, asked, side, areas) for side in sides}
    bands, sexes = (_codes(found, name) for name in ("age_band", "sex"))
    lists = {side: _events(columns, bands, sexes) for side, columns in found.items()}
    return lists, {side: _known(columns["age_band"]) for side, columns in found.items()}


def unlike_ages(ages: Ages) -> tuple[str, ...]:
    """Why the lists are not of people of the same ages; nothing where they are."""
    silent = [side for side, known in ages.items() if not known]
    if silent:
        return (f"Age: not recorded by {', '.join(silent)}, so it cannot be compared.",)
    lone = [
        f"{side} has {band}"
        for side, other in permutations(ages, 2)
        for band, records in sorted(ages[side].items())
        if band not in ages[other] and records >= NOTABLE * sum(ages[side].values())
    ]
    if not lone:
        return ()
    return (f"Age: the lists are not of the same ages or bands ({'; '.join(lone)} alone).",)


def _inside(tables: Tables, asked: Asked, side: str, areas: Boundaries) -> "Columns":
    found = tables.arrays(
        SQL["events"], dataset=asked.sides[side].name, first=asked.first, last=asked.last
    )
    keep = areas.locate(found["easting"], found["northing"]) >= 0
    return {name: np.asarray(values)[keep] for name, values in found.items()}


def _codes(found: Mapping[str, "Columns"], name: str) -> dict[str, int]:
    """One number for each text that any side has; age bands in the order of their years."""
    said = {str(value) for columns in found.values() for value in columns[name]}
    return {text: at for at, text in enumerate(sorted(said - set(BLANK), key=_years))}


def _years(text: str) -> tuple[int, str]:
    first = re.match(r"\d+", text)
    return (int(first.group()) if first else 0, text)


def _events(columns: "Columns", bands: Mapping[str, int], sexes: Mapping[str, int]) -> Events:
    night, hour, easting, northing = (
        np.asarray(columns[name]).astype(np.int64)
        for name in ("night", "hour", "easting", "northing")
    )
    people = _coded(columns["age_band"], bands), _coded(columns["sex"], sexes)
    return Events(night, hour, easting, northing, *people)


def _coded(values: "NDArray[np.generic]", codes: Mapping[str, int]) -> "NDArray[np.int64]":
    return np.array([codes.get(str(value), NOT_SAID) for value in values], dtype=np.int64)


def _known(values: "NDArray[np.generic]") -> dict[str, int]:
    texts, counts = np.unique(np.array([str(value) for value in values]), return_counts=True)
    pairs = zip(texts.tolist(), counts.tolist(), strict=True)
    return {text: count for text, count in pairs if text not in BLANK}
