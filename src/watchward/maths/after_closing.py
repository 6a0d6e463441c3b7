"""Events near places at the hours before and after each of them closes, and a little further off.

Every event belongs to its nearest place. The ring further off stands for what the same hours bring
anyway: what happens at the doors shows as more after closing near by than in the ring.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

HOURS = 2  # before closing, and after it
RING = 3  # the ring reaches to so many times the distance


@dataclass(frozen=True)
class AfterClosing:
    """By place: events within the distance before and after closing, and those in the ring."""

    before: "Whole"
    after: "Whole"
    ring_before: "Whole"
    ring_after: "Whole"


def after_closing(
    events: "Whole", places: "NDArray[np.float64]", closes: "Whole", *, metres: float
) -> AfterClosing:
    """`events`: easting, northing, local hour and how many, a row each; `closes`: hour 0 to 23.

    After: the hour in which the place closes and the next. Before: the two hours before those.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    apart, nearest = cKDTree(places).query(events[:, :2].astype(np.float64))
    since = (events[:, 2] - closes[nearest] + HOURS) % 24  # 0, 1: before; 2, 3: after
    near, ring = apart <= metres, (apart > metres) & (apart <= RING * metres)

    def sums(where: "NDArray[np.bool_]", late: bool) -> "Whole":
        when = (since // HOURS) == (1 if late else 0)
        chosen = where & when & (since < 2 * HOURS)
        summed = np.bincount(nearest[chosen], events[chosen, 3], len(places))
        return np.asarray(summed.round(), dtype=np.int64)

    return AfterClosing(sums(near, False), sums(near, True), sums(ring, False), sums(ring, True))


def hours_of_closing(
    places: "NDArray[np.float64]", closes: "NDArray[np.float64]"
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Each place's hour of closing, and how far off (in metres) the place is that has it.

    One without (NaN) takes that of the nearest that has one; its own is 0 metres off.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    has = np.flatnonzero(~np.isnan(closes))
    if not len(has):
        return closes, np.full(len(closes), np.inf)
    metres, nearest = cKDTree(places[has]).query(places)
    lent = np.isnan(closes)
    return np.where(lent, closes[has][nearest], closes), np.where(lent, metres, 0.0)
