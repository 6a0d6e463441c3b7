"""Events known only to lie between two moments, spread evenly over the hours between (aoristic).

Ratcliffe and McCullagh 1998 (International Journal of Geographical Information Science 12:751-764).
Even spreading is an assumption: it flattens peaks, and says nothing of what happened when.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HOUR = 3600


def spread_over_hours(
    starts: "NDArray[np.int64]", ends: "NDArray[np.int64]", counts: "NDArray[np.int64]"
) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """Hours since 1970 UTC, and how many events each gets; first and last seconds both count.

    Each event adds up to 1 over its hours, by the seconds of it that each has.
    """
    import numpy as np

    if len(starts) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    if (ends < starts).any():
        raise ValueError("an interval does not end before it starts")
    first, last = starts // HOUR, ends // HOUR
    hours, weights = [], []
    for step in range(int((last - first).max()) + 1):
        among = first + step <= last
        hour = first[among] + step
        seconds = np.minimum(ends[among] + 1, (hour + 1) * HOUR)
        seconds = seconds - np.maximum(starts[among], hour * HOUR)
        hours.append(hour)
        weights.append(counts[among] * seconds / (ends[among] + 1 - starts[among]))
    found, where = np.unique(np.concatenate(hours), return_inverse=True)
    return found, np.bincount(where, np.concatenate(weights)).astype(np.float64)


def hours_later(
    profile: "NDArray[np.float64]", beside: "NDArray[np.float64]", *, most: int
) -> list[float]:
    """How unlike two hour profiles are when `profile` is moved back by 0 to `most` hours.

    The share of events that would have to be at another hour for the two to be alike, 0 to 1.
    """
    import numpy as np

    if not profile.sum() or not beside.sum():
        raise ValueError("a profile has events")
    one, other = profile / profile.sum(), beside / beside.sum()
    return [float(np.abs(np.roll(one, -back) - other).sum() / 2) for back in range(most + 1)]
