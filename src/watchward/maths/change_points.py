"""On which levels a series of counts has stood: the best division by penalised Poisson likelihood.

Every division of the months into stretches of one level each is weighed by its Poisson likelihood,
divided by the spread beyond Poisson that neighbouring months show, less a penalty for each change;
dynamic programming finds the best of them all exactly. The penalty is that of the modified BIC
(Zhang and Siegmund 2007), which pays for having looked at every month. A yearly wave is taken out
first, and again once the levels are known. There is no trend here: a steady rise becomes a stair.
"""

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING, NamedTuple

from watchward.maths.season import seasonal_factors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHORTEST = 4  # known months of a stretch
LEAST = 24  # known months that a search needs: with fewer, a season passes for a level
PENALTY = 3.0  # times log of the months known, on the scale of twice the log likelihood
CALM = 0.9  # share of the neighbouring pairs, the least unlike, that spread is judged by
CALM_MEAN = 0.6230  # mean of the lower 90 % of a chi-squared on one degree of freedom


class Level(NamedTuple):
    """From the first to the last month of it: the mean a month, the yearly wave taken out."""

    first: int
    last: int
    mean: float


def find_levels(months: Sequence[int], counts: Sequence[float | None]) -> list[Level]:
    """The levels in the order of time; months that are None are left out. Empty where too few."""
    import numpy as np

    known = [(m, float(c)) for m, c in zip(months, counts, strict=True) if c is not None]
    if len(known) < LEAST:
        return []
    when, y = [m for m, _ in known], np.array([c for _, c in known])
    ends = [len(y)]
    for _ in range(2):
        levels = np.repeat(np.arange(len(ends)), np.diff([0, *ends]))
        factors = seasonal_factors(when, y, levels=levels)
        wave = np.ones(len(y)) if factors is None else np.array(factors)
        ends = divide(y, wave, penalty=PENALTY * log(len(y)) * spread(y, wave))
    starts = [0, *ends[:-1]]
    return [
        Level(when[a], when[b - 1], float(y[a:b].sum() / wave[a:b].sum()))
        for a, b in zip(starts, ends, strict=True)
    ]


def divide(y: "Floats", exposure: "Floats", *, penalty: float) -> list[int]:
    """Where each stretch of the best division ends: exclusive, the last is the length."""
    import numpy as np

    n = len(y)
    best = np.full(n + 1, np.inf)
    best[0], begun = -penalty, np.zeros(n + 1, dtype=int)
    for end in range(SHORTEST, n + 1):
        starts = np.arange(end - SHORTEST + 1)
        seen = np.array([y[a:end].sum() for a in starts])
        of = np.array([exposure[a:end].sum() for a in starts])
        total = best[starts] + misfit(seen, of) + penalty
        begun[end] = int(total.argmin())
        best[end] = total[begun[end]]
    ends = [n]
    while begun[ends[0]]:
        ends.insert(0, int(begun[ends[0]]))
    return ends


def misfit(seen: "Floats", exposure: "Floats") -> "Floats":
    """Minus twice a stretch's greatest Poisson log likelihood, less what no division alters."""
    import numpy as np

    rate = np.where(seen > 0, seen / exposure, 1.0)
    return np.asarray(-2 * seen * (np.log(rate) - 1))


def spread(y: "Floats", exposure: "Floats") -> float:
    """Variance over that of Poisson counts, by neighbouring months; never below 1.

    The tenth most unlike pairs are left aside, so that a change of level is not taken for spread.
    """
    import numpy as np

    rate = (y[1:] + y[:-1]) / (exposure[1:] + exposure[:-1])
    chance = rate * (1 / exposure[1:] + 1 / exposure[:-1])
    apart = (y[1:] / exposure[1:] - y[:-1] / exposure[:-1]) ** 2
    unlike = np.sort(np.divide(apart, chance, out=np.zeros_like(apart), where=chance > 0))
    calm = unlike[: max(int(CALM * len(unlike)), 1)]
    return max(1.0, float(calm.mean()) / CALM_MEAN)
