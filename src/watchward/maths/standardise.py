"""Standardised rates: areas compared as if their people were of one age and sex.

Direct: a rate for a standard population, with gamma limits (Fay and Feuer 1997; Tiwari and others
2006 is not used). Indirect: seen over expected, exact Poisson limits. Groups are in one order.
"""

from collections.abc import Sequence
from typing import NamedTuple

from watchward.maths.intervals import poisson_interval


class Standardised(NamedTuple):
    """A rate for every `per` people (direct), or a ratio (indirect), with its limits."""

    value: float
    low: float
    high: float


def direct(
    counts: Sequence[int],
    people: Sequence[float],
    standard: Sequence[float],
    *,
    per: float = 100_000,
    level: float = 0.95,
) -> Standardised:
    """The area's own rates, weighted by the standard population."""
    from scipy.stats import gamma

    _groups(counts, people, standard)
    share = [weight / sum(standard) / n for weight, n in zip(standard, people, strict=True)]
    rate = sum(w * c for w, c in zip(share, counts, strict=True))
    variance = sum(w * w * c for w, c in zip(share, counts, strict=True))
    widest, tail = max(share), (1 - level) / 2
    low = gamma.ppf(tail, rate**2 / variance, scale=variance / rate) if rate else 0.0
    above, spread = rate + widest, variance + widest**2
    high = gamma.ppf(1 - tail, above**2 / spread, scale=spread / above)
    return Standardised(rate * per, float(low) * per, float(high) * per)


def indirect(
    seen: int, people: Sequence[float], rates: Sequence[float], *, level: float = 0.95
) -> Standardised:
    """Seen over what the standard's rates (a person) would make of the area's people."""
    _groups([0] * len(people), people, rates)
    expected = sum(n * rate for n, rate in zip(people, rates, strict=True))
    if expected <= 0:
        raise ValueError("nothing is expected, so nothing can be compared")
    low, high = poisson_interval(seen, level)
    return Standardised(seen / expected, low / expected, high / expected)


def _groups(counts: Sequence[int], people: Sequence[float], standard: Sequence[float]) -> None:
    if not len(counts) == len(people) == len(standard) > 0:
        raise ValueError("counts, people and standard have the same groups")
    if min(people) <= 0 or min(standard) < 0 or sum(standard) <= 0:
        raise ValueError("every group has people")
