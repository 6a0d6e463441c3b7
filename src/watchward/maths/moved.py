"""Which of many counts changed by more than chance, against what all of them together did.

Given an area's two counts together, the later one is binomial with the share that all areas show
(Przyborowski and Wilenski 1940), so a rise everywhere is no area's own. Two-sided mid-p, which is
less slow to call than the exact p on small counts (Lancaster 1961), under false-discovery control.
"""

from typing import TYPE_CHECKING

from watchward.maths.fdr import benjamini_hochberg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def moved(
    now: "NDArray[np.int64]",
    before: "NDArray[np.int64]",
    *,
    level: float,
    support: int,
    share: float | None = None,
    clumping: float = 1.0,
) -> "NDArray[np.int64]":
    """1 where it rose, −1 where it fell, 0 where chance would do as much.

    `support` is the least sum of both counts that is judged. `share` is the later counts' part of
    all that is expected; None takes that of all areas together, 0.5 asks for change as such.
    Where events make several records each, `clumping` (variance over mean, see clumping.py)
    divides both counts.
    """
    import numpy as np

    later, sum_of = np.asarray(now), np.asarray(now) + np.asarray(before)
    if (later < 0).any() or (sum_of < later).any():
        raise ValueError("counts are 0 or more")
    if share is None:
        share = float(later.sum() / sum_of.sum()) if sum_of.sum() else 0.5
    p = mid_p(later / clumping, sum_of / clumping, share)
    p[sum_of < support] = np.nan
    found = benjamini_hochberg(p) <= level
    return np.where(found, np.sign(later - sum_of * share), 0).astype(np.int64)


def mid_p(
    count: "NDArray[np.float64]", of: "NDArray[np.float64]", share: "float | NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Twice the smaller tail of a binomial, half of the count's own chance in each tail.

    By the incomplete beta function, which also carries counts that are not whole.
    """
    import numpy as np
    from scipy.special import betainc

    left = np.asarray(of) - count
    as_many = np.where(
        np.asarray(count) > 0, betainc(np.maximum(count, 1e-300), left + 1, share), 1.0
    )
    more = np.where(left > 0, betainc(np.asarray(count) + 1, np.maximum(left, 1e-300), share), 0.0)
    high = (as_many + more) / 2
    return np.asarray(np.minimum(2 * np.minimum(high, 1 - high), 1.0))


def clumping_between(now: float, before: float, share: float) -> float:
    """Variance over mean of a difference whose two sides clump differently; `share` is now's."""
    return (1 - share) * now + share * before
