"""Which records of two lists are of one event, without names: a probability for each pair.

Fellegi and Sunter 1969: a pair's odds are how much likelier its agreement is for one event than by
chance. How pairs of one event agree (hours apart, distance, age band, sex, each with "not said") is
learnt by expectation and maximisation. What chance does is not supposed but seen: nights are moved
by whole weeks, which keeps streets and weekdays and leaves no true pair; it is tallied by how busy
a record's surroundings are, since a match in a crowd is worth less. Each record has one partner at
most, so that pairs compete: their probabilities are the marginals of the matching, by belief
propagation (Bayati, Shah and Sharma 2008).

Indices only, in memory. Records of one event that two people suffered count as chance would not
foresee: they are near each other on the same night, and are told apart by age band and sex alone.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from watchward.maths.record_grid import NOT_SAID, Events
from watchward.maths.record_model import fitted
from watchward.maths.record_pairs import candidates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NOT_SAID", "Events", "Linked", "link"]


@dataclass(frozen=True)
class Linked:
    """Pairs one to one: places in either list, and the probability that they are one event.

    `expected` is how many pairs of one event there are in all, among linked and not linked, with
    95 % limits (a jackknife over 20 blocks of nights; the same number where it was not asked for).
    """

    left: "NDArray[np.int64]" = field(repr=False)
    right: "NDArray[np.int64]" = field(repr=False)
    probability: "NDArray[np.float64]" = field(repr=False)
    expected: float
    low: float
    high: float
    candidates: int

    @property
    def pairs(self) -> int:
        """How many were linked."""
        return len(self.left)

    @property
    def false(self) -> float:
        """How many of the linked are expected to be of two events."""
        return float((1 - self.probability).sum())


def link(
    left: Events, right: Events, *, metres: int, threshold: float = 0.5, limits: bool = False
) -> Linked:
    """Pairs of the same night within `metres`, no age band further than the next, no other sex.

    Linked are those at `threshold` or above, likeliest first, each record once. Coordinates in
    whole metres, not negative. Where the nights of `right` span less than a week, chance cannot be
    seen and hardly anything is linked.
    """
    import numpy as np

    if not 0 < threshold < 1:
        raise ValueError("a threshold lies between 0 and 1")
    if not len(left.night) or not len(right.night):
        none = np.empty(0, dtype=np.int64)
        return Linked(none, none, np.empty(0), 0.0, 0.0, 0.0, 0)
    found = candidates(left, right, metres=metres)
    fit = fitted(found, limits=limits)
    keep = np.flatnonzero(fit.probability >= threshold)
    one = np.searchsorted(found.begin, keep, side="right") - 1
    chosen = _one_to_one(one, found.other[keep], fit.probability[keep])
    return Linked(
        left=found.left.order[one[chosen]],
        right=found.right.order[found.other[keep][chosen]],
        probability=fit.probability[keep][chosen].astype(np.float64),
        expected=fit.expected,
        low=fit.low,
        high=fit.high,
        candidates=len(found.other),
    )


def _one_to_one(
    left: "NDArray[np.int64]", right: "NDArray[np.int32]", probability: "NDArray[np.float32]"
) -> "NDArray[np.bool_]":
    """Those taken when the likeliest go first."""
    import numpy as np

    from watchward.maths import record_loops

    kept = np.zeros(len(left), dtype=np.bool_)
    if len(left):
        free = [np.ones(int(side.max()) + 1, dtype=np.bool_) for side in (left, right)]
        order = np.argsort(-probability, kind="stable")
        record_loops.taken(order, left, right, *free, kept)
    return kept
