"""What became of each hot spot: a name for its row of windows in which it was hot or not."""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from watchward.maths.fdr import benjamini_hochberg
from watchward.maths.mann_kendall import mann_kendall

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEW, GROWING, PERSISTENT = "new", "growing", "persistent"
FADING, SPORADIC, FORMER = "fading", "sporadic", "former"
NAMES = (NEW, GROWING, PERSISTENT, FADING, SPORADIC, FORMER)


@dataclass(frozen=True)
class Rules:
    """Shares of windows, and how often is twice: figures/spot_history.toml says what each does."""

    settled: float
    half: float
    recent: float
    twice: int
    level: float


def trends(counts: "NDArray[np.int64]", level: float) -> "NDArray[np.int64]":
    """1 rises, -1 falls, 0 neither is shown: places × windows, false finds controlled."""
    import numpy as np

    found = mann_kendall(counts)
    return np.where(benjamini_hochberg(found.p) <= level, np.sign(found.s), 0)


def names_of(hot: "NDArray[np.bool_]", trend: "NDArray[np.int64]", rules: Rules) -> list[str]:
    """A name for each place (row of `hot`, windows in order of time); "" for none of the six."""
    late = ceil(hot.shape[1] * rules.recent)
    return [
        _name(row, int(way), late, rules) if row.any() else ""
        for row, way in zip(hot, trend, strict=True)
    ]


def _name(hot: "NDArray[np.bool_]", trend: int, late: int, rules: Rules) -> str:
    share, times = float(hot.mean()), int(hot.sum())
    if not hot[-late:].any():
        return FORMER if times >= rules.twice else ""
    if share >= rules.half and trend:
        return GROWING if trend > 0 else FADING
    if share >= rules.settled:
        return PERSISTENT
    if hot[-1] and not hot[:-late].any():
        return NEW
    return SPORADIC if times >= rules.twice else ""
