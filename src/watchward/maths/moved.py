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
) -> "NDArray[np.int64]":
    """1 where it rose, −1 where it fell, 0 where chance would do as much.

    `support` is the least sum of both counts that is judged. `share` is the later counts' part of
    all that is expected; None takes that of all areas together, 0.5 asks for change as such.
    """
    import numpy as np

    later, sum_of = np.asarray(now), np.asarray(now) + np.asarray(before)
    if (later < 0).any() or (sum_of < later).any():
        raise ValueError("counts are 0 or more")
    if share is None:
        share = float(later.sum() / sum_of.sum()) if sum_of.sum() else 0.5
    p = np.where(sum_of >= support, mid_p(later, sum_of, share), np.nan)
    found = benjamini_hochberg(p) <= level
    return np.where(found, np.sign(later - sum_of * share), 0).astype(np.int64)


def mid_p(
    count: "NDArray[np.int64]", of: "NDArray[np.int64]", share: "float | NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Twice the smaller tail of a binomial, half of the count's own chance in each tail."""
    import numpy as np
    from scipy.stats import binom

    own = binom.pmf(count, of, share) / 2
    low = binom.cdf(count, of, share) - own
    return np.asarray(np.minimum(2 * np.minimum(low, 1 - low), 1.0))
