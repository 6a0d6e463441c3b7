"""What each column of an extract seems to hold. Values stay in memory, and are never printed whole.

Every row is read once: a code that stands in the last row alone is as much a code as any other.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from watchward.contract.dataset import Dataset
from watchward.errors import InputRefusal
from watchward.provider.headers import folded, known_headers
from watchward.provider.identifiers import hits, looks_like_names
from watchward.provider.mapping.formats import has_clock, ways_of_dates, ways_of_times
from watchward.provider.mapping.words import EMPTY, tokens
from watchward.provider.read import open_extract

LOOKED_AT = 4_000  # cells of a column whose shape is judged
MOST_WORDS = 400  # more different words than this are no codes
LONGEST_WORD = 60
DATA_LIKE = r"^[\d\s./:+-]+$"


@dataclass(frozen=True, eq=False)
class Column:
    """One column: counts of what fits, and (never shown by `repr`) some of its values."""

    place: int
    header: str = field(repr=False)
    cells: int  # with something in them
    distinct: int  # among the cells looked at
    looked_at: int
    dates: dict[str, int]  # way of writing → cells
    times: dict[str, int]
    clocked: int  # dates with a time of day
    numbers: tuple[int, float, float] | None = field(repr=False)  # how many, smallest, largest
    record_like: int
    identifiers: dict[str, int]  # kind → cells
    empties: frozenset[str]  # words found that mean nothing at all
    words: Counter[str] | None = field(repr=False)  # every different cell; None: too many
    sample: pl.Series = field(repr=False)

    def share(self, fitting: int) -> float:
        """Of the cells looked at."""
        return fitting / self.looked_at if self.looked_at else 0.0


@dataclass(frozen=True)
class Profile:
    """An extract's columns, in their order."""

    name: str
    rows: int
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Row 1."""
        return tuple(column.header for column in self.columns)


def profile(file: Path, dataset: Dataset, *, sheet: str = "") -> Profile:
    """Read all of `file` once; one without a row of headers is refused."""
    with open_extract(file, dataset, sheet=sheet) as extract:
        header = extract.records.header
        _refuse_data(header, dataset, file.name)
        looks = [_Look() for _ in header]
        for batch in extract.records.batches():
            for place, look in enumerate(looks):
                look.take(batch[f"c{place}"])
        rows = extract.records.read
    columns = (look.seen(place, header[place]) for place, look in enumerate(looks))
    return Profile(file.name, rows, tuple(columns))


def _refuse_data(header: tuple[str, ...], dataset: Dataset, name: str) -> None:
    """A first row of data would end in the mapping as headers."""
    known, filled = known_headers(dataset), [title for title in header if title]
    values = pl.Series(filled, dtype=pl.String)
    like_data = int(values.str.contains(DATA_LIKE).sum()) + bool(hits(values, ids=False))
    understood = any(folded(title) in known for title in filled)
    if not filled or (like_data and not understood) or len(tokens(" ".join(filled))) < 2:
        raise InputRefusal(
            "The first row does not hold headers.",
            where=f"{name}, row 1",
            do="Export with a row of column names; in a workbook choose the sheet with --sheet.",
        )


class _Look:
    """One column, as its batches come."""

    def __init__(self) -> None:
        self.cells = 0
        self.sampled: list[pl.Series] = []
        self.words: Counter[str] | None = Counter()
        self.empties: Counter[str] = Counter()

    def take(self, cells: pl.Series) -> None:
        filled = cells.drop_nulls()
        nothing = filled.str.to_lowercase().is_in(list(EMPTY))
        self.empties.update(filled.filter(nothing).unique().to_list())
        filled = filled.filter(~nothing)
        self.cells += len(filled)
        if (wanted := LOOKED_AT - sum(map(len, self.sampled))) > 0:
            self.sampled.append(filled.head(wanted))
        if self.words is None:
            return
        counts = filled.value_counts(name="n")
        if counts.height > MOST_WORDS or (filled.str.len_chars().max() or 0) > LONGEST_WORD:  # type: ignore[operator]
            self.words = None
            return
        for word, count in counts.iter_rows():
            self.words[word.strip().casefold()] += count
        if len(self.words) > MOST_WORDS:
            self.words = None

    def seen(self, place: int, header: str) -> Column:
        sample = pl.concat(self.sampled) if self.sampled else pl.Series([], dtype=pl.String)
        sample = sample.alias("v").str.strip_chars()
        number = sample.cast(pl.Float64, strict=False).drop_nulls()
        number = number.filter(number.is_finite())
        least, most = number.min(), number.max()
        shaped = sample.str.contains(r"^\S+(?: \S+){0,2}$") & sample.str.contains(r"\d")
        found = {
            kind: int(sample.is_in(bad.to_list()).sum())
            for kind, bad in hits(sample, ids=False).items()
        }
        if looks_like_names(sample):
            found["name"] = len(sample)
        return Column(
            place=place,
            header=header,
            cells=self.cells,
            distinct=sample.n_unique(),
            looked_at=len(sample),
            dates=ways_of_dates(sample),
            times=ways_of_times(sample),
            clocked=int(sample.to_frame().select(has_clock(pl.col("v"))).to_series().sum()),
            numbers=(len(number), float(least), float(most)) if len(number) else None,  # type: ignore[arg-type]
            record_like=int(shaped.sum()),
            identifiers=found,
            empties=frozenset(self.empties),
            words=self.words,
            sample=sample,
        )
