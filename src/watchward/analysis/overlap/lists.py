"""The two lists and how many are on both: counts only, once the pairs are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.queries import queries
from watchward.geography.areas import Boundaries
from watchward.maths.linkage import matched_share, mean_whole
from watchward.maths.pairs import NOT_SAID, Events, linked

if TYPE_CHECKING:
    from numpy.typing import NDArray

SQL = queries(__file__.replace("lists.py", "__init__.py"))
METRES = 250  # between two records of one event: both are snapped
WEEKS = (-14, -7, 7, 14)  # days that dates are moved by, to see chance at work
BLANK = ("", "unknown", "U")
NOTABLE = 0.05  # share of one side's known ages in a band that the other side never has


@dataclass(frozen=True)
class Lists:
    """Records on each list, pairs found, pairs that chance finds; and those on both, with limits.

    `both`, `low` and `high` are records of the hospital's list with a true partner, chance off.
    """

    health: int
    police: int
    pairs: int
    by_chance: int
    both: float
    low: float
    high: float


Ages = Mapping[str, Mapping[str, int]]  # by side: records of each age band that is known


def lists_of(tables: Tables, asked: Asked, areas: Boundaries) -> tuple[Lists, Ages]:
    """Both lists inside the areas, paired; and their ages."""
    found = {side: _inside(tables, asked, side, areas) for side in ("health", "police")}
    texts = {name: _codes(found, name) for name in ("age_band", "sex")}
    left, right = (
        Events(
            *(np.asarray(columns[n]).astype(np.int64) for n in ("night", "easting", "northing")),
            *(_coded(columns[name], texts[name]) for name in ("age_band", "sex")),
        )
        for columns in found.values()
    )
    health, police = len(left.night), len(right.night)
    ages = {side: _known(columns["age_band"]) for side, columns in found.items()}
    if not health or not police:
        return Lists(health, police, 0, 0, 0.0, 0.0, 0.0), ages
    pairs = linked(left, right, metres=METRES)
    chance = mean_whole([linked(left, right, metres=METRES, shift=days) for days in WEEKS])
    share = matched_share(pairs, chance, health, police, shifts=len(WEEKS))
    both = (min(part * health, float(police)) for part in share)
    return Lists(health, police, pairs, chance, *both), ages


def unlike_ages(ages: Ages) -> tuple[str, ...]:
    """Why the two lists are not of people of the same ages; nothing where they are."""
    silent = [side for side, known in ages.items() if not known]
    if silent:
        return (f"Age: not recorded by {', '.join(silent)}, so it cannot be compared.",)
    lone = [
        f"{side} has {band}"
        for side, other in (("health", "police"), ("police", "health"))
        for band, records in sorted(ages[side].items())
        if band not in ages[other] and records >= NOTABLE * sum(ages[side].values())
    ]
    if not lone:
        return ()
    return (f"Age: the lists are not of the same ages or bands ({'; '.join(lone)} alone).",)


def _inside(
    tables: Tables, asked: Asked, side: str, areas: Boundaries
) -> "dict[str, NDArray[np.generic]]":
    found = tables.arrays(
        SQL["events"], dataset=asked.sides[side].name, first=asked.first, last=asked.last
    )
    keep = areas.locate(found["easting"], found["northing"]) >= 0
    return {name: np.asarray(values)[keep] for name, values in found.items()}


def _codes(found: "Mapping[str, Mapping[str, NDArray[np.generic]]]", name: str) -> dict[str, int]:
    """One number for each text that either side has."""
    said = {str(value) for columns in found.values() for value in columns[name]}
    return {text: at for at, text in enumerate(sorted(said - set(BLANK)))}


def _coded(values: "NDArray[np.generic]", codes: Mapping[str, int]) -> "NDArray[np.int64]":
    return np.array([codes.get(str(value), NOT_SAID) for value in values], dtype=np.int64)


def _known(values: "NDArray[np.generic]") -> dict[str, int]:
    texts, counts = np.unique(np.array([str(value) for value in values]), return_counts=True)
    pairs = zip(texts.tolist(), counts.tolist(), strict=True)
    return {text: count for text, count in pairs if text not in BLANK}
