"""Finds the coarsening of time, place and person that loses least and still meets the set's rule.

Every level of a dimension joins whole classes of the level before. Coarser rows are therefore never
less alike: if one coarsening meets the rule so do all coarser ones, and if one fails so do all
finer ones. Only that saves measuring, so the answer is the one that trying all of them gives.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import polars as pl

from watchward.contract.risk import RiskRule

Levels = tuple[int, ...]


@dataclass(frozen=True)
class Dimension:
    """One thing said of a row, at ever coarser levels; the last level says nothing."""

    name: str
    labels: tuple[str, ...]
    codes: tuple[pl.Series, ...]  # by level: a whole number for each row, from 0, without gaps

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """How many numbers each level uses."""
        return tuple(int(codes.max() or 0) + 1 for codes in self.codes)  # type: ignore[arg-type]

    @cached_property
    def bits(self) -> tuple[float, ...]:
        """Detail that each level still says of a row (Shannon's entropy, in bits)."""
        return tuple(_entropy(codes) for codes in self.codes)


@dataclass(frozen=True)
class Choice:
    """The coarsening that loses least, or none that would do; and how it was come by."""

    levels: Levels | None
    kept: float  # share of the bits that remain
    candidates: int
    measured: int


class Search:
    """Measures coarsenings of one extract against one rule, and remembers what follows from it."""

    def __init__(
        self, dimensions: Sequence[Dimension], sensitive: Sequence[pl.Series], rule: RiskRule
    ) -> None:
        self._dimensions = dimensions
        self._sensitive = sensitive
        self._rule = rule
        self._failed: list[Levels] = []
        self._met: list[Levels] = []
        self.measured = 0

    def least(self) -> Choice:
        """The first that meets the rule, of all in order of what they lose."""
        every = list(product(*(range(len(one.codes)) for one in self._dimensions)))
        every.sort(key=lambda levels: (-self._bits(levels), levels))
        for levels in self._telling():
            self.meets(levels)
        found = next((levels for levels in every if self.meets(levels)), None)
        whole = self._bits((0,) * len(self._dimensions))
        kept = self._bits(found) / whole if found and whole else float(found is not None)
        return Choice(found, kept=kept, candidates=len(every), measured=self.measured)

    def meets(self, levels: Levels) -> bool:
        """Known from what was measured before, or measured now."""
        if any(_as_fine(levels, failed) for failed in self._failed):
            return False
        if any(_as_fine(met, levels) for met in self._met):
            return True
        good = self._measure(levels)
        (self._met if good else self._failed).append(levels)
        return good

    def _telling(self) -> Iterator[Levels]:
        """One dimension at each level with nothing said of the rest: one failure fails a slab."""
        last = [len(one.codes) - 1 for one in self._dimensions]
        yield tuple(last)
        for at, top in enumerate(last):
            for level in reversed(range(top)):
                yield (*last[:at], level, *last[at + 1 :])

    def _bits(self, levels: Levels) -> float:
        parts = zip(self._dimensions, levels, strict=True)
        return math.fsum(one.bits[level] for one, level in parts)

    def _measure(self, levels: Levels) -> bool:
        self.measured += 1
        key = self._key(levels)
        sizes = key.sort().rle().struct.field("len")
        alone = 100 * int((sizes == 1).sum()) / max(1, len(key))
        if len(sizes) and int(sizes.sort()[0]) < self._rule.k:
            return False
        if alone > self._rule.alone_at_most:
            return False
        return self._rule.l <= 1 or all(
            _values(key, one) >= self._rule.l for one in self._sensitive
        )

    def _key(self, levels: Levels) -> pl.Series:
        """One whole number a row: made dense again before it could outgrow 64 bits."""
        key, width = self._dimensions[0].codes[levels[0]], self._dimensions[0].widths[levels[0]]
        for one, level in zip(self._dimensions[1:], levels[1:], strict=True):
            if width * one.widths[level] >= 2**62:
                key = dense(key)
                width = len(key) + 1
            key = key * one.widths[level] + one.codes[level]
            width *= one.widths[level]
        return key


def dense(values: pl.Series) -> pl.Series:
    """Each distinct value as a whole number from 0; no value is a value too."""
    ranked = values.rank("dense").cast(pl.Int64).fill_null(0)
    least = int(ranked.min() or 0)  # type: ignore[arg-type]
    return pl.Series(ranked - least)


def _as_fine(one: Levels, other: Levels) -> bool:
    return all(mine <= yours for mine, yours in zip(one, other, strict=True))


def _entropy(codes: pl.Series) -> float:
    rows = len(codes)
    sizes = codes.sort().rle().struct.field("len").to_list()
    return math.fsum(size / rows * math.log2(rows / size) for size in sizes)


def _values(key: pl.Series, sensitive: pl.Series) -> int:
    """l: the fewest distinct values that a class holds."""
    pairs = pl.DataFrame([key.alias("key"), sensitive.alias("value")]).unique()
    held = pairs["key"].sort().rle().struct.field("len").sort()
    return int(held[0]) if len(held) else 0
