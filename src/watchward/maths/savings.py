"""What fewer cases would have cost: count × unit cost × share avoided, and how far that may be off.

Money is in pounds, shares are fractions. Source of the form: National Audit Office 2008, Figure 11;
the intervals are ours: seeded draws of every assumption that is said to be uncertain.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

DRAWS, SEED = 20_000, 2008
LIMITS = (0.025, 0.975)


@dataclass(frozen=True)
class Assumed:
    """What a saving rests on. `spread`: the unit cost may be so many times less or more (1: exact),
    at 95 per cent; `low` and `high`: the least and the most of `share` that may be avoided.
    """

    count: int
    unit: float
    share: float
    spread: float = 1.0
    low: float | None = None
    high: float | None = None
    by_chance: bool = True  # the count as one draw of a Poisson, as another year would be


def saved(assumed: Assumed) -> float:
    """The middle value."""
    return assumed.count * assumed.unit * assumed.share


def saved_limits(assumed: Assumed, *, draws: int = DRAWS, seed: int = SEED) -> tuple[float, float]:
    """Limits at 95 per cent by Monte Carlo; the same assumptions give the same limits.

    Counts: gamma, the Jeffreys posterior of a Poisson mean. Unit cost: log-normal about the
    printed one. Share: triangular between `low` and `high`.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    counts = np.full(draws, float(assumed.count))
    if assumed.by_chance:
        counts = rng.gamma(assumed.count + 0.5, 1.0, draws)
    units = np.full(draws, float(assumed.unit))
    if assumed.spread > 1:
        units *= np.exp(rng.normal(0.0, log(assumed.spread) / 1.959964, draws))
    shares = np.full(draws, float(assumed.share))
    if assumed.low is not None and assumed.high is not None and assumed.low < assumed.high:
        shares = rng.triangular(assumed.low, assumed.share, assumed.high, draws)
    low, high = np.quantile(counts * units * shares, LIMITS)
    return float(low), float(high)


def spread_of_sum(units: tuple[float, ...], spread: float) -> float:
    """The spread of a sum of costs that are each off by `spread`, independently of one another."""
    total = sum(units)
    if not total or spread <= 1:
        return 1.0
    each = log(spread)
    return exp(sqrt(sum((unit * each) ** 2 for unit in units)) / total)
