"""Difference in differences of counts, with many areas and months.

Poisson with a level for each area and month and one effect has a closed form where all areas begin
at once: the ratio of the sides' ratios of totals, after over before (Santos Silva and Tenreyro
2006 for the estimator). A log of each count would be
another question: where counts are small, a fall that both sides share comes out smaller on the side
that has fewer.

An area's months resemble one another (Bertrand and others 2004), so errors are by areas: leave each
area out in turn (the jackknife), which holds with few areas and with areas of unlike size.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

Z, TAIL = 1.959964, 0.975
HALF = 0.5  # in place of a total of none, so that it has a logarithm


@dataclass(frozen=True)
class Apart:
    """How far two sides are apart; its error by areas, and that of chance in the counts alone.

    `plain` is the error of a regression clustered by area, without a correction for few areas.
    """

    by: float
    error: float
    freedom: float
    chance: float
    plain: float

    @property
    def reach(self) -> float:
        """Half the length of the limits at 95 per cent: never less than chance alone has."""
        from scipy.special import stdtrit

        return max(float(stdtrit(self.freedom, TAIL)) * self.error, Z * self.chance)


def difference(counts: "Floats", ours: "Bools", start: int) -> Apart:
    """The log of the ratio of ratios; areas × times, two areas or more on each side.

    Raises ValueError where nothing was counted before on some side: then there is no ratio.
    """
    import numpy as np

    y = np.asarray(counts, dtype=np.float64)
    before, after = y[:, :start].sum(axis=1), y[:, start:].sum(axis=1)
    sides = [(after[side], before[side]) for side in (ours, ~ours)]
    if not all(was.any() for _, was in sides):
        raise ValueError("nothing was counted before on one of the sides")
    return _apart([_log_ratio(now, was) for now, was in sides])


def drift(counts: "Floats", ours: "Bools") -> Apart | None:
    """One side's trend beside the other's: the log of its ratio from one time to the next.

    By how much later its events lie, over the variance of when events lie: the first step of the
    score of a trend of its own beside times that are free. None where a side has no events,
    or all events lie in one month.
    """
    import numpy as np

    y = np.asarray(counts, dtype=np.float64)
    clock = np.arange(y.shape[1], dtype=np.float64)
    total = y.sum()
    if not (y[ours].any() and y[~ours].any()):
        return None
    middle = float(y.sum(axis=0) @ clock) / total
    spread = float(y.sum(axis=0) @ (clock - middle) ** 2) / total
    if not spread:
        return None
    late = y @ (clock - middle) / spread
    return _apart([_mean(late[side], y[side].sum(axis=1), spread) for side in (ours, ~ours)])


@dataclass(frozen=True)
class _Side:
    value: float
    variance: float  # by leaving each area out
    freedom: float
    chance: float  # variance of chance alone
    plain: float  # variance by areas' own residuals


def _log_ratio(now: "Floats", was: "Floats") -> _Side:
    import numpy as np

    top, bottom = (max(float(one.sum()), HALF) for one in (now, was))
    others = [np.maximum(one.sum() - one, HALF) for one in (now, was)]
    left = np.log(others[0] / others[1])
    own = (now - top / bottom * was) / top
    chance = 1 / top + 1 / bottom
    return _side(float(np.log(top / bottom)), left, own, now + was, chance)


def _mean(late: "Floats", events: "Floats", spread: float) -> _Side:
    import numpy as np

    total, value = events.sum(), late.sum() / events.sum()
    others = total - events
    left = np.where(others > 0, (late.sum() - late) / np.where(others > 0, others, 1), value)
    own = (late - value * events) / total
    return _side(float(value), left, own, events, 1 / float(spread * total))


def _side(value: float, left: "Floats", own: "Floats", size: "Floats", chance: float) -> _Side:
    """Freedom as if an area's variance went with its size (Satterthwaite 1946)."""
    import numpy as np

    areas = len(left)
    if areas < 2:
        raise ValueError("two areas or more on each side")
    variance = (areas - 1) / areas * float(((left - left.mean()) ** 2).sum())
    share = size / max(size.sum(), 1.0)
    freedom = max(1 / float((share**2).sum()) - 1, 1.0) if share.any() else float(areas - 1)
    return _Side(value, variance, freedom, chance, float(np.dot(own, own)))


def _apart(sides: list[_Side]) -> Apart:
    """Welch's freedom (1947), of two variances."""
    one, other = sides
    total = one.variance + other.variance
    squares = sum(each.variance**2 / each.freedom for each in sides)
    return Apart(
        by=one.value - other.value,
        error=total**0.5,
        freedom=total**2 / squares if squares > 0 else one.freedom + other.freedom,
        chance=(one.chance + other.chance) ** 0.5,
        plain=(one.plain + other.plain) ** 0.5,
    )
