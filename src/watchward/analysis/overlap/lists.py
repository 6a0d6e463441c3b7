"""The two lists and how many are on both: counts only, once the pairs are made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.queries import queries
from watchward.geography.areas import Boundaries
from watchward.maths.linkage import mean_whole
from watchward.maths.record_linkage import NOT_SAID, Events, link

if TYPE_CHECKING:
    from numpy.typing import NDArray

SQL = queries(__file__.replace("lists.py", "__init__.py"))
METRES = 250  # between two records of one event: both are snapped
LIKELY = 0.5  # probability from which a pair is counted as one
MOVED = (-28, -21, 21, 28)  # days that dates are moved by, to see chance at work
BLANK = ("", "unknown", "U")
NOTABLE = 0.05  # share of one side's known ages in a band that the other side never has


@dataclass(frozen=True)
class Lists:
    """Records on each list; pairs likely to be one event, of which `false` are expected not to be;
    pairs so found where dates are moved; and those on both, among all pairs, with limits.
    """

    health: int
    police: int
    pairs: int
    false: float
    by_chance: int
    both: float
    low: float
    high: float


Ages = Mapping[str, Mapping[str, int]]  # by side: records of each age band that is known


def lists_of(tables: Tables, asked: Asked, areas: Boundaries) -> tuple[Lists, Ages]:
    """Both lists inside the areas, linked; and their ages."""
    found = {side: _inside(tables, asked, side, areas) for side in ("health", "police")}
    left, right = events_of(found)
    ages = {side: _known(columns["age_band"]) for side, columns in found.items()}
    linked = link(left, right, metres=METRES, threshold=LIKELY, limits=True)
    chance = [
        link(left, replace(right, night=right.night + days), metres=METRES, threshold=LIKELY).pairs
        for days in MOVED
    ]
    most = float(min(len(left.night), len(right.night)))
    both = (min(part, most) for part in (linked.expected, linked.low, linked.high))
    counts = (len(left.night), len(right.night), linked.pairs, linked.false, mean_whole(chance))
    return Lists(*counts, *both), ages


def events_of(found: "Mapping[str, Mapping[str, NDArray[np.generic]]]") -> list[Events]:
    """Each side's records as linkage takes them; texts are numbered alike on every side."""
    bands, sexes = (_codes(found, name) for name in ("age_band", "sex"))
    return [_events(columns, bands, sexes) for columns in found.values()]


def _events(
    columns: "Mapping[str, NDArray[np.generic]]", bands: Mapping[str, int], sexes: Mapping[str, int]
) -> Events:
    night, hour, easting, northing = (
        np.asarray(columns[name]).astype(np.int64)
        for name in ("night", "hour", "easting", "northing")
    )
    people = _coded(columns["age_band"], bands), _coded(columns["sex"], sexes)
    return Events(night, hour, easting, northing, *people)


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
    """One number for each text that any side has; age bands in the order of their years."""
    said = {str(value) for columns in found.values() for value in columns[name]}
    return {text: at for at, text in enumerate(sorted(said - set(BLANK), key=_years))}


def _years(text: str) -> tuple[int, str]:
    first = re.match(r"\d+", text)
    return (int(first.group()) if first else 0, text)


def _coded(values: "NDArray[np.generic]", codes: Mapping[str, int]) -> "NDArray[np.int64]":
    return np.array([codes.get(str(value), NOT_SAID) for value in values], dtype=np.int64)


def _known(values: "NDArray[np.generic]") -> dict[str, int]:
    texts, counts = np.unique(np.array([str(value) for value in values]), return_counts=True)
    pairs = zip(texts.tolist(), counts.tolist(), strict=True)
    return {text: count for text, count in pairs if text not in BLANK}
