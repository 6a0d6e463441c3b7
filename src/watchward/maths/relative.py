"""Is there more here than something else explains: residents, or the incidents of another kind?

Relative density by cell and its neighbours. Where the other is counted too, its own chance counts:
given all events of both kinds in a window, one kind's share is binomial (the conditional test of
two Poisson counts, Przyborowski and Wilenski 1940).
"""

from typing import TYPE_CHECKING, TypedDict

from watchward.maths.fdr import benjamini_hochberg
from watchward.maths.gi_star import window_sums
from watchward.maths.moved import mid_p

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Judged(TypedDict):
    """Where, at what share of false finds, on how many events, and how these clump."""

    inside: "NDArray[np.bool_]"
    level: float
    support: int
    clumping: float


def more_than_people(
    counts: "NDArray[np.int64]",
    people: "NDArray[np.float64]",
    *,
    inside: "NDArray[np.bool_]",
    level: float,
    support: int,
    clumping: float = 1.0,
    reach: int = 1,
) -> "NDArray[np.bool_]":
    """More round a cell than its share of the people explains: Poisson, under false-discovery
    control; where nobody lives, a single event is beyond residents, so `support` decides. Counts
    and what is expected are divided by `clumping` (see hot.py).
    """
    import numpy as np
    from scipy.special import gammainc

    x, of = (np.where(inside, one, 0).astype(np.float64) for one in (counts, people))
    if not x.any() or not of.any():
        return np.zeros(x.shape, dtype=bool)
    seen = window_sums(x, reach) / clumping
    expected = window_sums(of, reach) / of.sum() * x.sum() / clumping
    p = np.where(seen > 0, gammainc(np.maximum(seen, 1e-300), np.maximum(expected, 1e-300)), 1.0)
    return _called(p, seen, inside=inside, level=level, support=support)


def more_than_others(
    counts: "NDArray[np.int64]",
    others: "NDArray[np.int64]",
    *,
    inside: "NDArray[np.bool_]",
    level: float,
    support: int,
    clumping: float = 1.0,
    reach: int = 1,
) -> "NDArray[np.bool_]":
    """A larger share of all events round a cell than over the whole ground: binomial, of counts
    divided by `clumping` (see hot.py).
    """
    import numpy as np
    from scipy.special import betainc

    x, y = (np.where(inside, one, 0).astype(np.float64) for one in (counts, others))
    if not x.any() or not y.any():
        return np.zeros(x.shape, dtype=bool)
    seen, beside = window_sums(x, reach) / clumping, window_sums(y, reach) / clumping
    share = x.sum() / (x.sum() + y.sum())
    p = np.where(seen > 0, betainc(np.maximum(seen, 1e-300), beside + 1, share), 1.0)
    return _called(p, seen, inside=inside, level=level, support=support)


def more_than_either(
    counts: "NDArray[np.int64]",
    *,
    people: "NDArray[np.float64] | None",
    others: "NDArray[np.int64]",
    inside: "NDArray[np.bool_]",
    level: float,
    support: int,
    clumping: float = 1.0,
) -> "dict[str, NDArray[np.bool_]]":
    """`residents` and `others`, each only where it is held: they are not always known."""
    how: Judged = {"inside": inside, "level": level, "support": support, "clumping": clumping}
    found = {}
    if people is not None:
        found["residents"] = more_than_people(counts, people, **how)
    if others[inside].any():
        found["others"] = more_than_others(counts, others, **how)
    return found


def beside_people(
    counts: "NDArray[np.int64]",
    people: "NDArray[np.float64]",
    *,
    level: float,
    support: int,
    clumping: float = 1.0,
) -> "NDArray[np.int64]":
    """1 more, −1 less, 0 as many as a place's share of the people explains, of all events.

    Two-sided mid-p of a binomial, under false-discovery control; a place is judged where `support`
    events are counted or expected, and never without people. All counts are divided by `clumping`.
    """
    import numpy as np

    seen = counts / clumping
    living, total = float(people.sum()), float(seen.sum())
    expected = people / living * total if living else np.zeros(len(people))
    judged = (people > 0) & (np.maximum(seen, expected) >= support)
    p = np.full(len(counts), np.nan)
    p[judged] = mid_p(seen[judged], np.full(judged.sum(), total), people[judged] / living)
    with np.errstate(invalid="ignore"):
        found = benjamini_hochberg(p) <= level
    return np.where(found, np.sign(seen - expected), 0).astype(np.int64)


def _called(
    p: "NDArray[np.float64]",
    seen: "NDArray[np.float64]",
    *,
    inside: "NDArray[np.bool_]",
    level: float,
    support: int,
) -> "NDArray[np.bool_]":
    import numpy as np

    tested = np.where(inside, p, np.nan)
    with np.errstate(invalid="ignore"):
        return np.asarray((benjamini_hochberg(tested) <= level) & (seen >= support))
