"""Does a series rise or fall, whatever its shape: Mann 1945 and Kendall 1975, ties corrected.

S is the pairs that rise less the pairs that fall. Its p is the normal one with a step of 1 taken
off for continuity, which is close from about eight times on; with four or fewer nothing is found.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Trend(NamedTuple):
    """By series: `s`, the standard normal z, and the two-sided p (1 where all times are alike)."""

    s: "NDArray[np.int64]"
    z: "NDArray[np.float64]"
    p: "NDArray[np.float64]"


def mann_kendall(series: "NDArray[np.int64]") -> Trend:
    """Each row of `series` (places × times, in order of time) judged by itself."""
    import numpy as np
    from scipy.special import ndtr

    rows, times = series.shape
    s, ties = np.zeros(rows, dtype=np.int64), np.zeros(rows)
    for lag in range(1, times):
        s += np.sign(series[:, lag:] - series[:, :-lag]).sum(axis=1)
    for at in range(times):
        # Summed over the members of a tie of t, (t − 1)(2t + 5) makes t(t − 1)(2t + 5).
        alike = (series == series[:, at : at + 1]).sum(axis=1)
        ties += (alike - 1) * (2 * alike + 5)
    variance = (times * (times - 1) * (2 * times + 5) - ties) / 18
    toward = s - np.sign(s)
    z = np.divide(toward, np.sqrt(variance), out=np.zeros(rows), where=variance > 0)
    return Trend(s, z, np.asarray(2 * ndtr(-np.abs(z))))
