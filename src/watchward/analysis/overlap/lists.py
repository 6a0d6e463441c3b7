"""The two lists and how many are on both: counts only, once the pairs are made."""

from dataclasses import dataclass, replace

from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.listed import LIKELY, METRES, Ages, listed
from watchward.geography.areas import Boundaries
from watchward.maths.linkage import mean_whole
from watchward.maths.record_linkage import link

MOVED = (-28, -21, 21, 28)  # days that dates are moved by, to see chance at work


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


def lists_of(tables: Tables, asked: Asked, areas: Boundaries) -> tuple[Lists, Ages]:
    """Both lists inside the areas, linked; and their ages."""
    lists, ages = listed(tables, asked, ("health", "police"), areas)
    left, right = lists.values()
    linked = link(left, right, metres=METRES, threshold=LIKELY, limits=True)
    chance = [
        link(left, replace(right, night=right.night + days), metres=METRES, threshold=LIKELY).pairs
        for days in MOVED
    ]
    most = float(min(len(left.night), len(right.night)))
    both = (min(part, most) for part in (linked.expected, linked.low, linked.high))
    counts = (len(left.night), len(right.night), linked.pairs, linked.false, mean_whole(chance))
    return Lists(*counts, *both), ages
