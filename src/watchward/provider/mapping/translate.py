"""Puts a provider's own dates, times and words into the data set's, batch by batch, and counts.

What does not fit the mapping is never guessed at: a date written otherwise becomes unreadable, a
word that nobody reviewed stays unlisted, and at the end the run is refused where there is too much
of the one or any of the other.
"""

from collections import Counter
from collections.abc import Mapping

import polars as pl

from watchward.contract.dataset import Field
from watchward.errors import InputRefusal
from watchward.provider.mapping.codes import codes_of
from watchward.provider.mapping.formats import (
    clock_time,
    has_clock,
    iso_date,
    ways_of_dates,
    ways_of_times,
)
from watchward.provider.mapping.saved import ExtractMapping
from watchward.provider.mapping.shape import REVIEW

MANY = 10  # one in ten: more than typing errors make
FEW = 2
UNREADABLE = "?"  # no date, time or number: the reader counts it


class Translator:
    """Gives each mapped field a column of its own, `m_<field>`."""

    def __init__(
        self, mapping: ExtractMapping, places: Mapping[str, int], *, file: str, keep_unlisted: bool
    ) -> None:
        self._mapping = mapping
        self._fields = {field.name: field for field in mapping.declared.fields}
        self._from = {name: f"c{place}" for name, place in places.items()}
        self._file = file
        self._keep_unlisted = keep_unlisted
        self._cells: Counter[str] = Counter()
        self._misfits: Counter[str] = Counter()
        self._other_ways: Counter[tuple[str, str]] = Counter()
        self._new_words: dict[str, Counter[str]] = {}

    @property
    def columns(self) -> dict[str, str]:
        """Field → the translated column."""
        return {name: f"m_{name}" for name in self._from}

    @property
    def reviewed(self) -> Mapping[str, frozenset[str]]:
        """Column of the extract → words that a person has looked at."""
        return {self._from[name]: frozenset(words) for name, words in self._mapping.codes.items()}

    def translate(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The batch with the translated columns beside its own."""
        return batch.with_columns(
            self._one(name, batch[column]).alias(f"m_{name}") for name, column in self._from.items()
        )

    def _one(self, name: str, cells: pl.Series) -> pl.Series:
        if self._mapping.empty:
            nothing = cells.str.to_lowercase().is_in(list(self._mapping.empty))
            cells = cells.set(nothing.fill_null(value=False), None)
        field = self._fields[name]
        if field.type in ("code", "yes_no"):
            return self._coded(field, cells)
        way = self._mapping.written.get(name)
        return self._written(name, cells, way) if way else cells

    def _written(self, name: str, cells: pl.Series, way: str) -> pl.Series:
        field, cell = self._fields[name], pl.col(cells.name)
        if field.type == "time":
            read = clock_time(cell, way)
        elif field.type == "moment":
            clock = pl.coalesce(clock_time(cell, one) for one in ("HH:MM", "HH:MM AM/PM", "HHMM"))
            day = iso_date(cell, way)
            read = pl.coalesce(day + "T" + clock, day)
        else:
            read = iso_date(cell, way)
        if field.type == "time" and (day_way := self._day_of(name)):
            alone = iso_date(cell, day_way).is_not_null() & ~has_clock(cell)
            cells = cells.to_frame().select(pl.when(~alone).then(cell)).to_series()
        found = cells.to_frame().select(read).to_series()
        misfits = cells.filter(found.is_null() & cells.is_not_null())
        self._cells[name] += len(cells) - cells.null_count()
        if len(misfits):
            self._misfits[name] += len(misfits)
            ways = ways_of_times(misfits) if field.type == "time" else ways_of_dates(misfits)
            self._other_ways.update({(name, other): n for other, n in ways.items()})
        return found.set(found.is_null() & cells.is_not_null(), UNREADABLE)

    def _day_of(self, name: str) -> str:
        """How the date beside a time is written, where one column holds both."""
        date = self._mapping.declared.time.date
        both = self._mapping.columns.get(date) == self._mapping.columns[name]
        return self._mapping.written.get(date, "") if both else ""

    def _coded(self, field: Field, cells: pl.Series) -> pl.Series:
        words = self._mapping.codes.get(field.name, {})
        listed = codes_of(field)
        known = {**listed.aliases, **{code.casefold(): code for code in listed.labels}, **words}
        said = cells.str.strip_chars().str.to_lowercase()
        counts = said.drop_nulls().value_counts(name="n")
        for word, cells_of_it in counts.filter(~counts[:, 0].is_in(list(known))).iter_rows():
            self._new_words.setdefault(field.name, Counter())[word] += cells_of_it
        mapped = {word: code or UNREADABLE for word, code in words.items()}
        return said.replace(mapped) if mapped else said

    def conclude(self) -> None:
        """Refuse the extract where its dates are written otherwise, or it says new words."""
        changed = [name for name in self._misfits if self._too_many(name)]
        if changed:
            raise InputRefusal(
                " ".join(map(self._other_way, changed)), where=self._file, do=self._review()
            )
        if self._new_words and not self._keep_unlisted:
            raise InputRefusal(
                f"New words since the mapping was reviewed: {self._new()}.",
                where=self._file,
                do=f"{self._review()} Or add --keep-unlisted: the hub puts those rows aside.",
            )

    def _too_many(self, name: str) -> bool:
        misfits, cells = self._misfits[name], self._cells[name]
        return misfits == cells or (misfits > FEW and misfits * MANY > cells)

    def _other_way(self, name: str) -> str:
        ways = [(n, way) for (of, way), n in self._other_ways.items() if of == name]
        seems = f"; {max(ways)[0]:,} of them look like {max(ways)[1]}" if ways else ""
        return (
            f"“{self._fields[name].title}” is not written as reviewed "
            f"({self._mapping.written[name]}) in {self._misfits[name]:,} of "
            f"{self._cells[name]:,} cells{seems}."
        )

    def _new(self) -> str:
        return "; ".join(
            f"“{self._fields[name].title}”: {len(words):,} in {words.total():,} cells"
            for name, words in self._new_words.items()
        )

    def _review(self) -> str:
        return REVIEW.format(file=self._file, dataset=self._mapping.dataset)
