"""The coarsest pieces that every count told so far is a sum of, and the sums: one attacker's paper.

A piece is the records of one data set and population, of some months' packages that always come
together, with one label of each kind. Families of kinds that no table crosses are pieces of their
own, held together by the number of records in the same months.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import inf

from watchward.disclosure.contents import Contents, Unit, units
from watchward.disclosure.sheets import NOWHEN, Sheet, Told

LISTED = ("place",)  # kinds of which a table lists some labels only: they need not add up to all
Label = tuple[str, ...]
Group = tuple[str, str]  # data set, population
Terms = tuple[int, ...]  # numbers of the pieces that a count is the sum of


@dataclass(frozen=True)
class Release:
    """What one release told, and which packages it was made from."""

    sheets: tuple[Sheet, ...]
    contents: Contents
    version: str = ""
    fresh: bool = False  # the one that is about to go
    seen: dict[tuple[str, int, int, str], frozenset[Unit]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def units(self, dataset: str, sheet: Sheet, told: Told) -> frozenset[Unit]:
        """What the months of one number are made of; worked out once for each window."""
        window = sheet.window if told.first == NOWHEN else ""
        key = (dataset, told.first, told.last, window)
        if key not in self.seen:
            other = f"{self.version}|{window}"
            self.seen[key] = units(self.contents, dataset, told.first, told.last, other=other)
        return self.seen[key]


@dataclass
class Number:
    """One sum of pieces with what is told of it; several releases may tell the same."""

    terms: Terms
    low: float = 0.0
    high: float = inf
    must: int = 0
    floor: int = 0
    fresh: bool = False
    low_by: tuple[int, ...] = ()  # the fresh counts that were the first to say so
    high_by: tuple[int, ...] = ()
    row: tuple[object, ...] = ()  # of several data sets together: which, and what its row is about
    months: tuple[int, int] = (NOWHEN, NOWHEN)

    def tell(self, low: float, high: float, *, fresh: bool, count: int) -> None:
        """Take another telling in; who said the same earlier has said it."""
        mine = (count,) if fresh else ()
        if low > self.low:
            self.low, self.low_by = low, mine
        elif low == self.low and self.low_by:
            self.low_by += mine
        if high < self.high:
            self.high, self.high_by = high, mine
        elif high == self.high and self.high_by:
            self.high_by += mine
        self.fresh = self.fresh or fresh


@dataclass
class Paper:
    """Pieces (each 0 or more), sums that hold between them, and every number told."""

    pieces: int = 0
    sums: list[tuple[Terms, Terms]] = field(default_factory=list)  # equal
    within: list[tuple[Terms, Terms]] = field(default_factory=list)  # the first at most the second
    numbers: dict[Terms, Number] = field(default_factory=dict)
    groups: dict[Group, list["Family"]] = field(default_factory=dict)
    floors: dict[str, int] = field(default_factory=dict)
    loose: set[Group] = field(default_factory=set)  # counted by areas that cover different ground

    def piece(self) -> int:
        """A new unknown."""
        self.pieces += 1
        return self.pieces - 1


@dataclass
class Family:
    """Kinds that are crossed with each other, and the pieces of each label and class of months."""

    kinds: tuple[str, ...]
    classes: Mapping[Unit, int]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at: dict[tuple[Label, int], int] = field(default_factory=dict)
    made: dict[frozenset[Unit], frozenset[int]] = field(default_factory=dict)

    def of(self, months: frozenset[Unit]) -> frozenset[int]:
        """The classes that these months are made of; what is of no class is left out."""
        if months not in self.made:
            known = self.classes
            self.made[months] = frozenset(known[unit] for unit in months if unit in known)
        return self.made[months]

    def terms(self, about: Mapping[str, Sequence[str]], months: frozenset[int]) -> Terms:
        """Pieces with these labels; a kind that is not named is summed over."""
        axes = [about.get(kind, self.labels[kind]) for kind in self.kinds]
        return tuple(
            self.at[label, one]
            for label in product(*axes)
            for one in months
            if (label, one) in self.at
        )


def classes_of(windows: Iterable[frozenset[Unit]]) -> dict[Unit, int]:
    """Months that every window holds together or not at all, numbered."""
    marks: dict[Unit, list[int]] = {}
    for number, window in enumerate(sorted(set(windows), key=lambda w: (len(w), sorted(w)))):
        for unit in window:
            marks.setdefault(unit, []).append(number)
    numbered: dict[tuple[int, ...], int] = {}
    return {
        unit: numbered.setdefault(tuple(found), len(numbered))
        for unit, found in sorted(marks.items())
    }


def families_of(kinds: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The largest crossings; a table of fewer kinds is a margin of one of them."""
    every = {one for one in kinds if one}
    return sorted((one for one in every if not any(one < other for other in every)), key=sorted)


def related(fresh: Release, earlier: Iterable[Release]) -> list[Release]:
    """Of what went before, the sheets that count records of the same months' packages.

    Twice over: what touches the fresh release, and what touches that. Further away, the rounding of
    everything in between blurs whatever could be learned.
    """
    before = list(earlier)
    near = _near([fresh], before)
    return _near([fresh, *near], before)


def _near(those: Sequence[Release], earlier: Sequence[Release]) -> list[Release]:
    mine: dict[str, set[Unit]] = {}
    for release in those:
        for sheet in release.sheets:
            for dataset in sheet.datasets:
                for told in sheet.told:
                    mine.setdefault(dataset, set()).update(release.units(dataset, sheet, told))
    kept = []
    for release in earlier:
        sheets = []
        for sheet in release.sheets:
            some = tuple(one for one in sheet.told if _touches(release, sheet, one, mine))
            if some:
                sheets.append(sheet if len(some) == len(sheet.told) else replace(sheet, told=some))
        if sheets:
            kept.append(replace(release, sheets=tuple(sheets)))
    return kept


def _touches(release: Release, sheet: Sheet, told: Told, mine: Mapping[str, set[Unit]]) -> bool:
    for dataset in sheet.datasets:
        if dataset in mine and mine[dataset] & release.units(dataset, sheet, told):
            return True
    return False
