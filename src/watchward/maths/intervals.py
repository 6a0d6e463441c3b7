"""Intervals for counts, shares, rates and ratios: how far chance alone could have moved a number.

They hold chance only. They say nothing of what was never recorded, and a count of people who
come in groups (a brawl) varies more than these allow. Counts are whole and not below zero; the
`Interval` is in the unit that each function names; `level` is the coverage. SciPy is loaded on
first use: it takes over a second, and most commands never need it.
"""

from math import exp, inf, log, sqrt
from typing import NamedTuple

WIDE = 20.0  # a ratio's logarithm is looked for so far on both sides
TINY = 1e-300


class Interval(NamedTuple):
    """Low and high end; unpacks as a pair. `high` is infinite where counts allow no upper limit."""

    low: float
    high: float


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
    return (1 - level) / 2


def _counted(**counts: int) -> None:
    for name, count in counts.items():
        if count < 0 or count != int(count):
            raise ValueError(f"{name} must be a whole number, zero or above")


def poisson_interval(count: int, level: float = 0.95) -> Interval:
    """Exact interval for the mean of a Poisson count, in the unit of the count.

    Garwood 1936 (Biometrika 28:437-442), by the chi-squared distribution; covers `level` or more.
    """
    from scipy.stats import chi2

    _counted(count=count)
    tail = _tail(level)
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return Interval(low, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2)


def wilson_interval(successes: int, trials: int, level: float = 0.95) -> Interval:
    """Score interval for a share, between 0 and 1; without trials, all of 0 to 1.

    Wilson 1927 (JASA 22:209-212), no continuity correction; covers `level` on average only.
    """
    from scipy.stats import norm

    _counted(successes=successes, trials=trials)
    if successes > trials:
        raise ValueError("successes cannot exceed trials")
    z = float(norm.ppf(1 - _tail(level)))
    if trials == 0:
        return Interval(0.0, 1.0)
    share = successes / trials
    centre = share + z * z / (2 * trials)
    reach = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)) ** 0.5
    scale = 1 + z * z / trials
    low = 0.0 if successes == 0 else (centre - reach) / scale
    high = 1.0 if successes == trials else (centre + reach) / scale
    return Interval(low, high)


def exact_share_interval(successes: int, trials: int, level: float = 0.95) -> Interval:
    """Exact interval for a share, between 0 and 1 (Clopper and Pearson 1934); covers `level`."""
    _counted(successes=successes, trials=trials)
    if successes > trials:
        raise ValueError("successes cannot exceed trials")
    return _share_of_sum(successes, trials, _tail(level)) if trials else Interval(0.0, 1.0)


def share_ratio_interval(
    share: tuple[int, int], other: tuple[int, int], level: float = 0.95
) -> Interval:
    """Score interval for one share over another, each as successes and trials of other people.

    Miettinen and Nurminen 1985 (Statistics in Medicine 4:213-226). From nothing in `other` there is
    no upper limit.
    """
    from scipy.optimize import brentq
    from scipy.stats import norm

    (a, n), (b, m) = share, other
    _counted(successes=a, trials=n, others=b, other_trials=m)
    if a > n or b > m or not (n and m):
        raise ValueError("successes are among the trials, of which there are some")
    z = float(norm.ppf(1 - _tail(level)))

    def end(side: float) -> float:
        """The ratio from which the shares lie so many standard errors."""
        return exp(brentq(lambda log: _score(exp(log), share, other) - side, -WIDE, WIDE))

    return Interval(end(z) if a else 0.0, end(-z) if b else inf)


def _score(ratio: float, share: tuple[int, int], other: tuple[int, int]) -> float:
    """How many standard errors the shares lie from that ratio, were it true."""
    (a, n), (b, m) = share, other
    people = n + m
    half = n * ratio + a + m + b * ratio
    base = (half - sqrt(max(half * half - 4 * people * ratio * (a + b), 0.0))) / (
        2 * people * ratio
    )
    first = min(ratio * base, 1.0)
    variance = first * (1 - first) / n + ratio**2 * base * (1 - base) / m
    distance = a / n - ratio * b / m
    return distance / sqrt(max(variance * people / (people - 1), TINY))


def rate_interval(
    count: int, population: float, *, per: float = 100_000, level: float = 0.95
) -> Interval:
    """Exact Poisson interval for `count` among a known `population`, for every `per` of them."""
    if population <= 0:
        raise ValueError("population must be above zero")
    low, high = poisson_interval(count, level)
    return Interval(low / population * per, high / population * per)


def ratio_interval(
    numerator: int,
    denominator: int,
    level: float = 0.95,
    *,
    exposures: tuple[float, float] = (1.0, 1.0),
) -> Interval:
    """Exact interval for the ratio of two Poisson rates: counts over exposures (months, people).

    Given their sum, the first count is binomial (Przyborowski and Wilenski 1940); the limits of
    its share by Clopper and Pearson 1934 (Biometrika 26:404-413), as odds. Two zeros give 0 to
    infinity.
    """
    _counted(numerator=numerator, denominator=denominator)
    if min(exposures) <= 0:
        raise ValueError("exposures must be above zero")
    low, high = _share_of_sum(numerator, numerator + denominator, _tail(level))
    scale = exposures[1] / exposures[0]
    return Interval(
        scale * low / (1 - low), scale * high / (1 - high) if high < 1 else float("inf")
    )


def relative_rate(count: int, total: int, people: float, everybody: float) -> float:
    """A group's rate over the rate of all, itself among them."""
    return (count / total) / (people / everybody)


def relative_rate_interval(
    count: int, total: int, people: float, everybody: float, *, level: float = 0.95
) -> Interval:
    """Exact interval for a group's rate over the rate of all, itself among them.

    Given the `total`, the group's share of it is binomial (Clopper and Pearson 1934); its share of
    the people is known.
    """
    _counted(count=count, total=total)
    if not (0 < people <= everybody and 0 <= count <= total > 0):
        raise ValueError("a group is a part of all, and all have people and events")
    low, high = _share_of_sum(count, total, _tail(level))
    return Interval(low * everybody / people, high * everybody / people)


def _share_of_sum(count: int, total: int, tail: float) -> Interval:
    """Clopper-Pearson interval for a share, between 0 and 1."""
    from scipy.stats import beta

    low = float(beta.ppf(tail, count, total - count + 1)) if count else 0.0
    high = float(beta.ppf(1 - tail, count + 1, total - count)) if count < total else 1.0
    return Interval(low, high)


def change_percent(before: float, after: float) -> float | None:
    """Change in per cent of `before`; None from zero, which has no percentage."""
    return None if before == 0 else 100 * (after - before) / before


def change_interval(
    before: int,
    after: int,
    level: float = 0.95,
    *,
    exposures: tuple[float, float] = (1.0, 1.0),
) -> Interval:
    """Interval for the change in per cent between two Poisson counts, `exposures` in that order."""
    swapped = (exposures[1], exposures[0])
    low, high = ratio_interval(after, before, level, exposures=swapped)
    return Interval(100 * (low - 1), 100 * (high - 1))


def ratio_of_ratios(
    first: tuple[float, float], other: tuple[float, float], *, spread: float = 1.0
) -> tuple[float, float]:
    """The log of (now / was) over (now / was), pairs being was and now; and its standard error.

    `spread` is the variance over what chance alone would make (Woolf 1955, widened). No count is 0.
    """
    (was, now), (other_was, other_now) = first, other
    effect = log(now / was) - log(other_now / other_was)
    return effect, sqrt(spread * (1 / was + 1 / now + 1 / other_was + 1 / other_now))
