"""What a place chosen for its high count would fall to by chance alone, with nothing done.

Counts are shrunk towards the level of all places by the global empirical Bayes estimator:
Marshall 1991 (Applied Statistics 40:283-294). A before-after fall is to be judged from the shrunk
count, not from the count for which the place was chosen.
"""

from typing import TYPE_CHECKING, NamedTuple

from watchward.maths.intervals import Interval, poisson_interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Fall(NamedTuple):
    """`raw` falls from the count, `left` from the shrunk count; shares of it, with an interval."""

    raw: float
    left: float
    interval: Interval


def shrunk(counts: "NDArray[np.int64]", expected: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Each count's best guess of its own mean, given all; `expected` by size, all above zero."""
    import numpy as np

    seen, size = np.asarray(counts, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if len(seen) != len(size) or not len(size) or not (size > 0).all():
        raise ValueError("a count and an expected count above zero for each place")
    ratio = seen / size
    level = seen.sum() / size.sum()
    spread = (size * (ratio - level) ** 2).sum() / size.sum()
    between = max(0.0, float(spread - level / size.mean()))
    own = between / (between + level / size) if between else np.zeros_like(size)
    return np.asarray(size * (level + own * (ratio - level)), dtype=np.float64)


def fall(after: int, *, before: int, best_guess: float) -> Fall:
    """The fall in as long a time after, from the count before and from its shrunk best guess.

    The interval is of `left` and holds the chance in the later count only: it is too narrow.
    """
    if before <= 0 or best_guess <= 0:
        raise ValueError("no fall from nothing")
    low, high = poisson_interval(after)
    ends = Interval(1 - high / best_guess, 1 - low / best_guess)
    return Fall(1 - after / before, 1 - after / best_guess, ends)
