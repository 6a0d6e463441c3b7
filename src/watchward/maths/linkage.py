"""The share of one list that is in another, when matches are made without names and some by chance.

Pairs are made one to one, nearest first. Moving the dates of one list by whole weeks leaves only
chance matches; their share says how often a record with no true partner finds one all the same.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Share(NamedTuple):
    """Between 0 and 1, with 95 % limits."""

    share: float
    low: float
    high: float


def pair_off(left: "NDArray[np.int64]", right: "NDArray[np.int64]") -> int:
    """How many pairs can be made, taking candidates in their order, each record once."""
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        if one not in taken_left and other not in taken_right:
            taken_left.add(one)
            taken_right.add(other)
    return len(taken_left)


def matched_share(
    matched: int, by_chance: int, compared: int, pool: int, *, shifts: int = 4
) -> Share:
    """The true share s behind m = matched / compared, chance matches taken off.

    With c = by_chance / compared, a record without a true partner is matched by chance with
    c × (1 − s × compared / pool), since true partners are taken already:
    m = s + (1 − s)(1 − rs)c. `by_chance` is the mean of `shifts` shifts. Limits by the delta
    method: binomial chance in both m and c.
    """
    if not compared > 0 or not pool > 0 or not 0 <= matched <= compared:
        raise ValueError("matched of compared, against a pool: whole numbers, the last two not 0")
    m, c = matched / compared, min(by_chance / compared, 0.99)
    r = min(compared / pool, 1 / max(m, 1 / compared))
    a, b = c * r, 1 - c * (1 + r)
    share = (m - c) if b == 0 and a == 0 else _root(a, b, c - m)
    slope = 1 / max(b + 2 * a * share, 1e-9)
    by_c = (1 - share) * (1 - r * share)
    variance = m * (1 - m) / compared + by_c**2 * c * (1 - c) / (compared * shifts)
    reach = 1.959964 * slope * variance**0.5
    return Share(_within(share), _within(share - reach), _within(share + reach))


def _root(a: float, b: float, c: float) -> float:
    """The smaller root of ax² + bx + c, which is the share."""
    if a < 1e-12:
        return -c / b
    return float((-b + max(b * b - 4 * a * c, 0.0) ** 0.5) / (2 * a))


def _within(value: float) -> float:
    return min(1.0, max(0.0, value))


def mean_whole(counts: Sequence[int]) -> int:
    """The mean to the nearest whole, so that it can stand in a table of counts."""
    return int(sum(counts) / len(counts) + 0.5)
