"""How far what would leave singles people out: k and l are said, and never claimed as anonymity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from watchward.contract.dataset import Dataset

AROUND, PERSON, EVERYTHING = "when and where", "age and sex too", "everything"
WHEN_AND_WHERE = ("month", "day", "hour", "utc_start", "cell", "area")
AT_ONCE = 1_500_000
VALUES = 256  # a class keeps 56 bits of its hash, and a sensitive value has the other 8
SIZES = {"2-4": (2, 4), "5-9": (5, 9), "10+": (10, 2**31)}


@dataclass(frozen=True)
class Assessment:
    """Rows alike in everything that somebody might know; `smallest` is k."""

    over: tuple[str, ...]
    rows: int
    groups: int
    smallest: int
    alone: int
    spread: Mapping[str, int]  # size of class → rows in classes of that size

    @property
    def percent_alone(self) -> float:
        """Share of rows that nobody else's resembles."""
        return round(100 * self.alone / self.rows, 1) if self.rows else 0.0

    def to_json(self) -> dict[str, object]:
        """For the manifest."""
        return {
            "over": list(self.over),
            "rows": self.rows,
            "groups": self.groups,
            "smallest_group": self.smallest,
            "rows_alone": self.alone,
            "percent_alone": self.percent_alone,
            "rows_by_size": {"1": self.alone, **self.spread},
        }


@dataclass(frozen=True)
class Diversity:
    """What finding a row's class would tell; `smallest` is l, its distinct values at fewest."""

    field: str
    rows: int
    smallest: int
    told: int  # rows of classes that hold one value only: to find the class is to learn it

    def to_json(self) -> dict[str, object]:
        """For the manifest."""
        return {"l": self.smallest, "rows": self.rows, "rows_told": self.told}


@dataclass(frozen=True)
class Risk:
    """All measures of one extract: by what an attacker knows, and by what they would learn."""

    alike: Mapping[str, Assessment]
    learned: tuple[Diversity, ...]

    def to_json(self) -> dict[str, object]:
        """For the manifest."""
        alike = {name: one.to_json() for name, one in self.alike.items()}
        return {**alike, "sensitive": {one.field: one.to_json() for one in self.learned}}


class Assessor:
    """Keeps 64 bits a row and measure: ten million rows take 80 MB a measure, however wide."""

    def __init__(self, dataset: Dataset, columns: Sequence[str]) -> None:
        around = tuple(name for name in WHEN_AND_WHERE if name in columns)
        known = tuple(name for name in dataset.risk.known if name in columns)
        kept = tuple(field.name for field in dataset.kept if field.name in columns)
        rest = tuple(name for name in kept if name not in (*around, *known))
        self._added = {AROUND: around, PERSON: known, EVERYTHING: rest}
        self._over = {AROUND: around}
        if known:
            self._over[PERSON] = (*around, *known)
        self._over[EVERYTHING] = (*around, *(name for name in kept if name not in around))
        sensitive = (name for name in dataset.risk.sensitive if name in columns)
        self._codes: dict[str, dict[str | None, int]] = {name: {} for name in sensitive}
        self._hashes: dict[str, list[pl.Series]] = {
            name: [] for name in (*self._over, *self._codes)
        }

    def add(self, batch: pl.DataFrame) -> None:
        """Count one batch of what would leave; each measure's hash is made from the one before."""
        if batch.is_empty():
            return
        before: list[pl.Series] = []
        known = pl.Series(dtype=pl.UInt64)
        for name in self._over:
            added = batch.select(self._added[name]).get_columns()
            hashed = pl.DataFrame([*before, *added]).hash_rows(seed=0).alias("so far")
            before = [hashed]
            self._hashes[name].append(hashed)
            if name != EVERYTHING:
                known = hashed
        for field in self._codes:
            self._hashes[field].append(known // VALUES * VALUES + self._coded(batch[field], field))

    def _coded(self, values: pl.Series, field: str) -> pl.Series:
        """A number for each value; beyond 256 they share the last, so that l is never overstated.

        No value is a value too: that nothing was recorded can be learned.
        """
        codes = self._codes[field]
        text = values.cast(pl.String)
        for value in text.unique().sort():
            codes.setdefault(value, min(len(codes), VALUES - 1))
        return text.replace_strict(list(codes), list(codes.values()), return_dtype=pl.UInt64)

    def result(self) -> Risk:
        """The measures. What was kept for them is given up."""
        alike = {name: self._alike(name) for name in self._over}
        return Risk(alike, tuple(self._learned(field) for field in self._codes))

    def _alike(self, name: str) -> Assessment:
        """A share of the hashes at a time: sorting all of them at once would double the memory."""
        hashes = self._hashes.pop(name)
        rows = sum(map(len, hashes))
        sizes = _Sizes()
        for mine in _shares(hashes, rows, per=1):
            sizes.add(mine.rle().struct.field("len"))
        return Assessment(
            over=self._over[name],
            rows=rows,
            groups=sizes.groups,
            smallest=sizes.smallest,
            alone=sizes.alone,
            spread=sizes.spread,
        )

    def _learned(self, field: str) -> Diversity:
        """Sorted, a class's values stand side by side: runs within runs are what it holds."""
        hashes = self._hashes.pop(field)
        rows = sum(map(len, hashes))
        told, smallest = 0, rows
        for mine in _shares(hashes, rows, per=VALUES):
            runs = mine.rle().struct.unnest()
            classes = (runs["value"] // VALUES).rle().struct.field("len")
            last = classes.cum_sum() - 1
            told += int(runs["len"].gather(last.filter(classes == 1)).sum())
            smallest = min([smallest, *classes.sort().head(1)])
        return Diversity(field=field, rows=rows, smallest=smallest, told=told)


class _Sizes:
    """Adds up the sizes of classes."""

    def __init__(self) -> None:
        self.groups = self.alone = self.smallest = 0
        self.spread = dict.fromkeys(SIZES, 0)

    def add(self, sizes: pl.Series) -> None:
        if not len(sizes):
            return
        self.groups += len(sizes)
        self.alone += int((sizes == 1).sum())
        least = int(sizes.sort()[0])
        self.smallest = min(self.smallest or least, least)
        larger = sizes.filter(sizes > 1)
        for name, (least, most) in SIZES.items():
            self.spread[name] += int(larger.filter(larger.is_between(least, most)).sum())


def _shares(hashes: Sequence[pl.Series], rows: int, *, per: int) -> Iterator[pl.Series]:
    """The hashes, sorted, a share at a time; a class, `per` numbers wide, is in one share only."""
    shares = 1 + rows // AT_ONCE
    if shares == 1:
        yield pl.concat(hashes).sort() if hashes else pl.Series(dtype=pl.UInt64)
        return
    for share in range(shares):
        yield pl.concat(one.filter(one // per % shares == share) for one in hashes).sort()
