"""How unsteady one side's share of two sides' months was, before anything began.

Pearson's statistic of the share a month says how much more it varies than chance allows, and what
neighbouring months share (as a first-order autoregression has it) widens a sum over months by
(1 + r) / (1 - r). A short series hides part of r: about 1.5 over its months is put back.
"""

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

LEAST, HIDDEN, MOST = 3, 1.5, 0.9  # months; what a short series hides; the most r that is believed


@dataclass(frozen=True)
class Steadiness:
    """`spread`: variance of a sum of months over what chance makes, 1 or more, on `freedom`.

    `trend` is the log of the ratio of the sides from one month to the next; `drift` its z (Cochran
    1954, Armitage 1955), its error from what is left beside it. Both None with too few months.
    """

    spread: float
    freedom: float
    drift: float | None
    trend: float | None


def steadiness(treated: "Ints", compared: "Ints") -> Steadiness:
    """Of events by month, one array a side; months without any say nothing."""
    import numpy as np

    total = treated + compared
    kept = total > 0
    months = int(kept.sum())
    share = treated.sum() / max(total.sum(), 1)
    if months < LEAST or not 0 < share < 1:
        return Steadiness(1.0, 1.0, None, None)
    n, y, t = total[kept], treated[kept], np.arange(len(total))[kept].astype(float)
    chance = np.sqrt(n * share * (1 - share))
    off = (y - n * share) / chance
    late = t - (n * t).sum() / n.sum()
    slope = (late * (y - n * share)).sum() / (n * late * late).sum()
    left = off - slope * n * late / chance
    error = sqrt(spread_of(left, months - 2) * share * (1 - share) / (n * late * late).sum())
    trend = slope / (share * (1 - share))
    return Steadiness(spread_of(off, months - 1), months - 1.0, float(slope / error), float(trend))


def spread_of(off: "Floats", freedom: int) -> float:
    """Of distances from what is expected, each over its chance; months in order. 1 or more."""
    power = float(off @ off)
    if not power:
        return 1.0
    shared = float(off[1:] @ off[:-1]) / power + HIDDEN / len(off)
    shared = min(max(shared, 0.0), MOST)
    return max(power / freedom * (1 + shared) / (1 - shared), 1.0)
