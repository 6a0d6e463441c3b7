"""Settles what a question is about: which data set speaks for each side, and which months.

Two data sets of one side (street files and the force's own extract) hold the same crimes, so only
one of them is used at a time: the one that says when most finely, unless one was asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from watchward.contract.about import Options
from watchward.contract.columns import TIME_PRECISIONS
from watchward.contract.dataset import SIDES, Dataset, datasets
from watchward.contract.period import month_text
from watchward.contract.result import Source
from watchward.engine.api import Tables
from watchward.engine.points import FINEST_SNAP
from watchward.errors import StoreRefusal, UsageRefusal

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
YEAR = 12
LATE = 3  # months that a side may lag before the window stops waiting for it


@dataclass(frozen=True)
class Asked:
    """Sides in a fixed order, each with the one data set that speaks for it; and the window."""

    sides: Mapping[str, Dataset]
    left_out: tuple[Dataset, ...]  # held, of the same sides, and not used
    silent: tuple[Dataset, ...]  # able to answer, and without any month of the window
    sources: tuple[Source, ...]
    held: Mapping[str, frozenset[int]]  # by side: months that are complete
    first: int
    last: int
    apart: int = 0  # months between this window and the one compared, where more than its length

    @property
    def months(self) -> int:
        """How many months the window spans."""
        return self.last - self.first + 1

    @property
    def before(self) -> int:
        """The first month of the window that this one is compared with."""
        return self.first - max(self.months, self.apart)

    @property
    def before_words(self) -> str:
        """What that window is called."""
        if self.months == YEAR:
            return "the year before"
        if self.apart > self.months:
            return "the same months of the year before"
        return f"the {self.months} months before" if self.months > 1 else "the month before"

    @property
    def words(self) -> str:
        """The window as a sentence has it."""
        span = f"{self.months} months" if self.months > 1 else "month"
        return f"{span} to {month_words(self.last)}"

    @property
    def rolling(self) -> str:
        """The window as a table's head has it."""
        return f"rolling {self.months} months to {month_text(self.last)}"

    def both(self, side: str) -> bool:
        """True where every provider of a side sent each month of this window and the one before."""
        return self.whole(side) and not self.came_or_went(side)

    def whole(self, side: str) -> bool:
        """True where a side lacks no month of this window and of the one before it."""
        windows = (range(first, first + self.months) for first in (self.before, self.first))
        return all(month in self.held[side] for window in windows for month in window)

    def several(self, side: str) -> bool:
        """Whether more than one provider sends a side's data set."""
        return sum(one.dataset == self.sides[side].name for one in self.sources) > 1

    def came_or_went(self, side: str) -> tuple[str, ...]:
        """Providers of a side that began after the window before this one did, or ended early."""
        return tuple(
            one.provider
            for one in self.sources
            if one.dataset == self.sides[side].name
            and (one.first_month > self.before or one.last_month < self.last)
        )

    def uneven(self) -> tuple[str, ...]:
        """Which providers of several make a comparison with the window before unfair."""
        return tuple(
            f"{about.title}: {provider} did not report throughout this window and the one before, "
            "so the two are not compared."
            for side, about in self.sides.items()
            if self.several(side)
            for provider in self.came_or_went(side)
        )

    def missing(self, side: str) -> tuple[int, ...]:
        """Months of the window that a side lacks."""
        window = range(self.first, self.last + 1)
        return tuple(month for month in window if month not in self.held[side])

    def caveats(self) -> tuple[str, ...]:
        """What a reader should know of months and data sets, whatever the question."""
        said = [
            f"{self.sides[side].title}: {_listed(self.missing(side))} not received"
            + (
                " from every provider, so counts of those months are too low."
                if self.several(side)
                else ", so those months are not in the counts."
            )
            for side in self.sides
            if self.missing(side)
        ]
        said += [
            f"{one.title}: no month of the {self.words} received, so it is not shown."
            for one in self.silent
        ]
        said += [
            f"{left.title} is also held; it holds the same events, so it is not added."
            for left in self.left_out
        ]
        return tuple(said)


def month_words(month: int) -> str:
    """A month number as "October 2024"."""
    return f"{MONTHS[month % 12]} {month // 12}"


def _listed(months: tuple[int, ...]) -> str:
    if len(months) > 4:
        return f"{len(months)} months ({month_words(months[0])} to {month_words(months[-1])})"
    return ", ".join(month_words(month) for month in months)


def ask_of(
    tables: Tables,
    options: Options,
    *,
    able: Callable[[Dataset], bool] = lambda _: True,
    silent: bool = False,
) -> Asked:
    """The sides that can answer (`able`); the window is the same whichever of them can.

    A side that holds no month of the window is left out, unless `silent`: its zeros would be made
    up. Where no side is left, the sources are still those held: they say what is synthetic.
    """
    _sensible(options)
    about = [one for name in _held(tables, options) if (one := datasets()[name]).side in SIDES]
    if not about:
        raise _not_asked()
    every = {side: best for side in SIDES if (best := _finest(about, side))}
    complete = {side: frozenset(tables.months(one.name)) for side, one in every.items()}
    last = options.month if options.month is not None else _last(complete)
    first = last - options.months + 1
    heard = {side for side, months in complete.items() if months & {*range(first, last + 1)}}
    if not heard:
        raise _never_held(complete)
    asking = {side: one for side, one in every.items() if able(one)}
    sides = {side: one for side, one in asking.items() if silent or side in heard}
    names = {one.name for one in (sides or every).values()}
    rivals = [one for one in about if one not in every.values() and able(one)]
    return Asked(
        sides=sides,
        left_out=tuple(rivals),
        silent=tuple(one for side, one in asking.items() if side not in sides),
        sources=tuple(source for source in tables.sources() if source.dataset in names),
        held={side: complete[side] for side in sides},
        first=first,
        last=last,
    )


def _sensible(options: Options) -> None:
    if options.months < 1:
        raise UsageRefusal("A window is one month or more.", where="--months", do="Use 12.")
    if options.cell_metres < FINEST_SNAP or options.cell_metres % FINEST_SNAP:
        raise UsageRefusal(
            "A cell is a whole number of hundreds of metres.", where="--cell-metres", do="Use 200."
        )
    if not 0 < options.level < 1:
        raise UsageRefusal(
            "The share of false finds allowed is above 0 and below 1.",
            where="--level",
            do="Use 0.05.",
        )


def _not_asked() -> UsageRefusal:
    return UsageRefusal(
        "No question is asked of that data set: it is held, and counted in the ledger.",
        where="--dataset",
        do=f"Ask one about violence: its side is one of {', '.join(SIDES)}.",
    )


def _never_held(complete: Mapping[str, frozenset[int]]) -> UsageRefusal:
    held = frozenset[int]().union(*complete.values())
    span = f"{month_text(min(held))} to {month_text(max(held))}" if held else "none in full"
    return UsageRefusal(
        "No month that was asked for is held.", where="--month", do=f"Months held: {span}."
    )


def _held(tables: Tables, options: Options) -> list[str]:
    """Data sets to ask, in name order: all that are held, or the one that was named."""
    held = sorted({source.dataset for source in tables.sources()})
    if not held:
        raise StoreRefusal(
            "The store holds no records yet.", where="store", do="Receive a package first."
        )
    if options.dataset and options.dataset not in held:
        raise UsageRefusal(
            "The store holds nothing of that data set.",
            where="--dataset",
            do=f"It holds: {', '.join(held)}.",
        )
    return [options.dataset] if options.dataset else held


def _finest(about: list[Dataset], side: str) -> Dataset | None:
    of_side = [one for one in about if one.side == side]
    return max(of_side, key=lambda one: TIME_PRECISIONS.index(one.time.keep), default=None)


def _last(complete: Mapping[str, frozenset[int]]) -> int:
    """The last month that every side has; one that is `LATE` or more behind is not waited for."""
    ends = [max(months) for months in complete.values() if months]
    latest = max(ends, default=0)
    return min((end for end in ends if latest - end < LATE), default=latest)
