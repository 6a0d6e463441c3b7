"""How many there may be whom neither list knows: two lists by Chapman, more by log-linear models.

Two lists cannot say whether being on one makes being on the other likelier, so a single figure
from them is a guess about that. `dependent` gives the figure for a stated dependence, and a range
over several is what should be shown. Chapman 1951; Seber 1982; Fienberg 1972; Bishop, Fienberg and
Holland 1975.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, product
from math import sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Captured:
    """`total` people in all, its standard error, and limits of 95 per cent, in people."""

    total: float
    error: float
    low: float
    high: float


def chapman(first: int, second: int, both: int) -> Captured:
    """Two lists and those on both; nearly unbiased where the lists are independent."""
    _fitting(first, second, both)
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (
        (first + 1) * (second + 1) * (first - both) * (second - both)
        / ((both + 1) ** 2 * (both + 2))
    )  # fmt: skip
    error = sqrt(variance)
    return Captured(total, error, total - Z95 * error, total + Z95 * error)


def dependent(first: int, second: int, both: float, *, odds: float) -> float:
    """People in all, where being on one list multiplies the odds of being on the other by `odds`.

    1 is independence (Lincoln and Petersen); above 1, those on neither are more than that says.
    """
    _fitting(first, second, both)
    if odds <= 0:
        raise ValueError("odds must be above zero")
    if both == 0:
        return float("inf")
    only_first, only_second = first - both, second - both
    return both + only_first + only_second + odds * only_first * only_second / both


def mismatched(first: int, second: int, both: float, *, missed: float, false: float) -> float:
    """Those truly on both, where linking misses a share `missed` of them and a share `false` of
    the links found is wrong; never more than the shorter list."""
    _fitting(first, second, both)
    if not (0 <= missed < 1 and 0 <= false < 1):
        raise ValueError("shares of error lie from 0 to below 1")
    return min(both * (1 - false) / (1 - missed), float(min(first, second)))


def _fitting(first: int, second: int, both: float) -> None:
    if not 0 <= both <= min(first, second):
        raise ValueError("those on both lists are on each of them")


@dataclass(frozen=True)
class Model:
    """One log-linear model: which lists lean on each other, its total, and how well it fits."""

    leaning: tuple[tuple[int, int], ...]
    total: float
    low: float
    high: float
    aic: float


def log_linear(histories: Mapping[tuple[int, ...], int]) -> tuple[Model, ...]:
    """Every model with two-way terms, best first; the saturated one only where lists are three.

    `histories` counts people by the lists that they are on, as 1 and 0 in a fixed order; nobody is
    on none. Limits are of the unseen count, on the log scale (Wald).
    """
    lists = len(next(iter(histories)))
    seen = [cell for cell in product((1, 0), repeat=lists) if any(cell)]
    if lists < 2 or set(histories) - set(seen) or min(histories.values()) < 0:
        raise ValueError("two lists or more, and a count of people for each way of being on some")
    counts = [float(histories.get(cell, 0)) for cell in seen]
    pairs = list(combinations(range(lists), 2))
    chosen = [
        some
        for many in range(len(pairs) + 1)
        for some in combinations(pairs, many)
        if 1 + lists + many <= len(seen)
    ]
    found = [_model(seen, counts, leaning) for leaning in chosen]
    return tuple(sorted(found, key=lambda one: one.aic))


def _model(
    seen: list[tuple[int, ...]], counts: list[float], leaning: tuple[tuple[int, int], ...]
) -> Model:
    import numpy as np
    from scipy.special import gammaln, xlogy

    from watchward.maths.poisson import fit_poisson

    design = np.array(
        [[1, *cell, *(cell[i] * cell[j] for i, j in leaning)] for cell in seen], dtype=np.float64
    )
    y = np.array(counts)
    fit = fit_poisson(y, design)
    mean = fit.means[0]
    unseen = float(np.exp(fit.slopes[0, 0]))
    likelihood = float((xlogy(y, mean) - mean - gammaln(y + 1)).sum())
    spread = float(np.sqrt(fit.covariance[0, 0, 0]))
    with np.errstate(over="ignore"):  # counts that bear on nothing have no upper limit
        low, high = unseen * np.exp(-Z95 * spread), unseen * np.exp(Z95 * spread)
    people = float(y.sum())
    return Model(
        leaning, people + unseen, people + float(low), people + float(high),
        2 * design.shape[1] - 2 * likelihood,
    )  # fmt: skip
