"""What a month's count would be in a year of ordinary ups and downs, by the months before it.

A quasi-Poisson regression on up to 24 months before: a level, and a yearly wave where 18 or more
of them are known. Counts of violence vary more than Poisson counts (a brawl brings several people),
so the variance is scaled by what the months before show, never below Poisson. Limits are for the
new month itself, not for its mean, by Student's t. A trend within the two years widens the range.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from watchward.maths.poisson import fit_poisson

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BEFORE = 24  # months looked at
SEASONAL = 18  # known months that a yearly wave needs
LEAST = 8  # known months, all within the last year, that a level needs
ROUNDS = 50

Limits = tuple[float, float]


def expected_ranges(
    months: Sequence[int], counts: Sequence[float | None], *, level: float = 0.95
) -> list[Limits | None]:
    """Low and high for each month from those before it; None where too few are known.

    `months` are month numbers in order; a count of None (hidden or not received) is left out.
    """
    if len(months) != len(counts) or list(months) != sorted(set(months)):
        raise ValueError("one count a month, months in order")
    return [
        expected_range(months[:at], counts[:at], month=months[at], level=level)
        for at in range(len(months))
    ]


def expected_range(
    months: Sequence[int], counts: Sequence[float | None], *, month: int, level: float = 0.95
) -> Limits | None:
    """Low and high for one `month` from the counts of others before it."""
    known = tuple(
        (m, float(c))
        for m, c in zip(months, counts, strict=True)
        if c is not None and 0 < month - m <= BEFORE
    )
    return _range(known, month, level)


def seasonal_factors(
    months: Sequence[int],
    counts: "Sequence[float] | NDArray[np.float64]",
    *,
    levels: "Sequence[int] | NDArray[np.int64] | None" = None,
) -> list[float] | None:
    """How many times an even month each month is by the yearly wave; None before two years.

    A Poisson regression of known counts on a wave over `levels` (0, 1 … by month), or over a trend.
    """
    import numpy as np

    when, seen = np.asarray(months), np.asarray(counts, dtype=np.float64)
    if len(when) < BEFORE or not seen.sum():
        return None
    if levels is None:
        ground = np.column_stack([np.ones(len(when)), (when - when.mean()) / 12])
    else:
        ground = (np.asarray(levels)[:, None] == np.unique(levels)).astype(np.float64)
    wave = _design(when, seasonal=True)[:, 1:]
    slopes = fit_poisson(seen, np.column_stack([ground, wave])).slopes[0, -2:]
    return [float(one) for one in np.exp(wave @ slopes)]


@lru_cache(maxsize=2048)  # a page asks for each end of a range, and a later month for the same past
def _range(known: tuple[tuple[int, float], ...], month: int, level: float) -> Limits | None:
    import numpy as np
    from scipy.special import stdtrit

    seasonal = len(known) >= SEASONAL
    if not seasonal:
        known = tuple((m, c) for m, c in known if month - m <= 12)
    if len(known) < LEAST:
        return None
    past = np.array([m for m, _ in known])
    seen = np.array([c for _, c in known])
    if not seen.sum():
        return 0.0, 0.0
    design = _design(past, seasonal=seasonal)
    beta = _fit(design, seen)
    fitted = np.exp(design @ beta)
    spare = len(seen) - design.shape[1]
    scale = max(1.0, float(((seen - fitted) ** 2 / fitted).sum() / spare))
    row = _design(np.array([month]), seasonal=seasonal)[0]
    mean = float(np.exp(row @ beta))
    information = design.T @ (design * fitted[:, None])
    uncertain = mean**2 * float(row @ np.linalg.solve(information, row))
    reach = float(stdtrit(spare, (1 + level) / 2)) * float(np.sqrt(scale * (mean + uncertain)))
    return max(0.0, mean - reach), mean + reach


def _design(months: "NDArray[np.int64]", *, seasonal: bool) -> "NDArray[np.float64]":
    import numpy as np

    level = np.ones(len(months))
    if not seasonal:
        return level[:, None]
    angle = 2 * np.pi * (months % 12) / 12
    return np.column_stack([level, np.cos(angle), np.sin(angle)])


def _fit(design: "NDArray[np.float64]", seen: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Poisson regression by iterated least squares; a month of zero keeps a small weight."""
    import numpy as np

    beta = np.zeros(design.shape[1], dtype=np.float64)
    beta[0] = np.log(seen.mean())
    for _ in range(ROUNDS):
        fitted = np.exp(np.clip(design @ beta, -20, 20))
        target = design @ beta + (seen - fitted) / fitted
        step = np.linalg.solve(design.T @ (design * fitted[:, None]), design.T @ (fitted * target))
        settled = bool(np.abs(step - beta).max() <= 1e-10)
        beta = np.asarray(step, dtype=np.float64)
        if settled:
            break
    return beta
