"""What every design is given and gives back; the words that its Maryland level allows.

Level: the Maryland scientific methods scale (Sherman and others 1997; Farrington and others 2002),
assigned from the design and lowered where a check fails, never chosen by whoever asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, sqrt
from typing import TYPE_CHECKING

from watchward.contract.followed import Followed, Outcome
from watchward.maths.intervals import Interval, ratio_of_ratios
from watchward.maths.steadiness import Steadiness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Z, YEAR = 1.959964, 12
HALF = 0.5
WENT = "Both went the same way before"
CARRIED = "Had its own trend of before gone on"
TOO_FEW = "too few months before"
CAUSAL = 3  # the level from which a cause may be spoken of
LEVELS = {
    1: "after alone, with nothing before it and nothing to compare with",
    2: "before and after, with nothing to compare with",
    3: "before and after, beside a comparison",
    4: "before and after in many areas, beside many that are compared",
}


@dataclass(frozen=True)
class Counts:
    """Events by area and month; `start` is the column that the intervention began in."""

    treated: "Ints"
    comparison: "Ints"
    buffer: "Ints"
    start: int


@dataclass(frozen=True)
class Check:
    """One thing that would make the answer doubtful; `passed` is None where it cannot be told."""

    what: str
    found: str
    passed: bool | None


@dataclass(frozen=True)
class Judged:
    """The ratio of what was seen to what would have been, with its limits at 95 per cent.

    `ratio` is None where the design cannot say what would have been; `seen` is then told instead.
    `low` and `high` are None where the design gives none; `rare` then says whether chance seldom
    does as much. `level` is before its checks.
    """

    ratio: float | None
    low: float | None
    high: float | None
    level: int
    method: str
    more: tuple[tuple[str, str], ...] = ()
    checks: tuple[Check, ...] = ()
    rare: bool = False
    seen: str = ""  # as words(), after "there were"
    lacking: str = ""  # why nothing can be told of a change, as words() ends

    @property
    def stands_at(self) -> int:
        """The level after the checks: a comparison that fails is no comparison."""
        failed = any(check.passed is False for check in self.checks)
        return min(self.level, 2) if failed else self.level

    @property
    def sure(self) -> bool:
        """True where chance alone seldom does as much."""
        if self.low is None or self.high is None:
            return self.rare
        return not self.low <= 1 <= self.high


NOTHING_BEFORE = "nothing was counted in the months before, so that there is no ratio to them"


def unknown(why: str, *, method: str, more: tuple[tuple[str, str], ...] = ()) -> Judged:
    """No change can be told: without anything to hold it against, it stands at the lowest level."""
    return Judged(None, None, None, level=1, method=method, more=more, lacking=why)


@dataclass(frozen=True)
class Beside:
    """How one pair of counts changed beside another: a ratio of two ratios, with its limits."""

    ratio: float
    low: float
    high: float


def beside(
    treated: tuple[int, int], compared: tuple[int, int], *, steady: Steadiness
) -> Beside | None:
    """Pairs are before and after; a half is added to each count, so that none afterwards has one.

    Chance in four counts (Woolf 1955), widened by how unsteady the months before were, with
    Student's t for how few they are. None where nothing was counted before on one of the sides.
    """
    from scipy.special import stdtrit

    if not (treated[0] and compared[0]):
        return None
    first, other = ((was + HALF, now + HALF) for was, now in (treated, compared))
    effect, chance = ratio_of_ratios(first, other)
    wide = float(stdtrit(steady.freedom, 0.975)) * sqrt(steady.spread)
    reach = max(wide, Z) * chance
    return Beside(exp(effect), exp(effect - reach), exp(effect + reach))


def carried_on(change: Beside, trend: float | None, months: int) -> Check:
    """What would be left if the trend of the months before had gone on: `trend` a month, a log.

    It passes where the change keeps its direction; cannot be told where chance explains it anyway.
    """
    if trend is None:
        return Check(CARRIED, TOO_FEW, None)
    left = change.ratio * exp(-trend * months / 2)  # from the middle of before to that of after
    told = f"the ratio would be {left:.2f}"
    sure = not change.low <= 1 <= change.high
    return Check(CARRIED, told, (left < 1) == (change.ratio < 1) if sure else None)


def same_way(steady: Steadiness) -> Check:
    """Whether the sides went the same way before, by their totals."""
    told = TOO_FEW
    if steady.drift is not None:
        told = f"z = {steady.drift:.1f} for a trend of its own"
    return Check(WENT, told, None if steady.drift is None else abs(steady.drift) < Z)


Design = Callable[[Counts], Judged]


OfPeople = Callable[[Followed, Outcome], Judged]


def words(judged: Judged, title: str) -> str:
    """One sentence; below level 3, or where chance would do, it speaks of no cause."""
    if judged.lacking:
        return f"What changed with {title} is not known: {judged.lacking}."
    seen = "; ".join(filter(None, (judged.seen, _change(judged))))
    if judged.stands_at < CAUSAL or judged.ratio is None:
        return (
            f"After {title} began there were {seen}. The design cannot tell whether it was its "
            "doing."
        )
    if not judged.sure:
        return f"With {title} there were {seen}: no more than chance may explain."
    verb = "prevented" if judged.ratio < 1 else "was followed by more"
    return f"{title} {verb} events, as far as this design can show: {seen}."


def _change(judged: Judged) -> str:
    if judged.ratio is None:
        return ""
    change = abs(round(100 * (judged.ratio - 1)))
    way = "fewer" if judged.ratio < 1 else "more"
    if judged.low is not None and judged.high is not None:
        limits = f" (limits {_per_cent(judged.low)} to {_per_cent(judged.high)})"
    else:
        limits = ""
    return f"{change} per cent {way} events than the design expects{limits}"


def _per_cent(ratio: float) -> str:
    return f"{100 * (ratio - 1):+.0f} %"


def limits_of(share: Interval) -> str:
    """Limits of a share, in per cent."""
    return f"{100 * share.low:.1f} to {100 * share.high:.1f} %"
