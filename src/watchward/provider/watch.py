"""Watches every column for people: one that would leave stops the run, a dropped one is counted."""

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from watchward.contract.dataset import Field
from watchward.errors import PrivacyRefusal
from watchward.provider.identifiers import headed_kind, hits, looks_like_names
from watchward.provider.layout import Layout
from watchward.reference import code_list

SHOWN = 5


class Watch:
    """Sees each batch before anything is done to it; never keeps or quotes a value."""

    def __init__(
        self,
        *,
        header: Sequence[str],
        layout: Layout,
        file: str,
    ) -> None:
        matched: Mapping[int, Field] = layout.matched
        fields = {f"c{place}": field for place, field in matched.items()}
        self._file = file
        self._reviewed = layout.reviewed  # column → words that a person has looked at
        self._leaving = {
            column: field
            for column, field in fields.items()
            if field.treatment != "drop" and field.type in ("id", "text")
        }
        self._coded = {
            column: field
            for column, field in fields.items()
            if field.treatment != "drop" and field.type in ("code", "integer")
        }
        self._dropped = {
            f"c{place}": headed_kind(name)
            for place, name in enumerate(header)
            if f"c{place}" not in fields or fields[f"c{place}"].treatment == "drop"
        }
        self.counted: Counter[str] = Counter()

    def look(self, batch: pl.DataFrame) -> None:
        """Refuse the batch, or count what its dropped columns hold."""
        for column, field in self._leaving.items():
            self._leave(batch["row"], batch[column], field)
        for column, field in self._coded.items():
            self._astray(batch["row"], batch[column], field)
        for column, headed in self._dropped.items():
            self._count(batch[column], headed)

    def _leave(self, rows: pl.Series, values: pl.Series, field: Field) -> None:
        for kind, guilty in hits(values, ids=field.type == "id").items():
            raise self._refusal(field, kind, rows.filter(values.is_in(guilty)))
        if looks_like_names(values):
            raise self._refusal(field, "name", rows.filter(values.is_not_null()))

    def _astray(self, rows: pl.Series, values: pl.Series, field: Field) -> None:
        """Such a value would not leave, but where it stands says that the columns have slipped."""
        distinct = values.unique().drop_nulls()
        known = code_list(field.codes).aliases if field.codes else {}
        spared = [*known, *self._reviewed.get(values.name, ())]
        strange = distinct.filter(~distinct.str.to_lowercase().is_in(spared))
        for kind, guilty in hits(strange, ids=False).items():
            raise self._refusal(field, kind, rows.filter(values.is_in(guilty)))

    def _count(self, values: pl.Series, headed: str) -> None:
        for kind, guilty in hits(values, ids=False).items():
            if kind != headed:
                self.counted[kind] += int(values.is_in(guilty).sum())
        kind = headed or ("name" if looks_like_names(values) else "")
        if kind:
            self.counted[kind] += values.len() - values.null_count()

    def _refusal(self, field: Field, kind: str, rows: pl.Series) -> PrivacyRefusal:
        shown = ", ".join(f"{row:,}" for row in rows.head(SHOWN))
        more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
        return PrivacyRefusal(
            f"What looks like a person's {kind} is in a column that leaves: rows {shown}{more}.",
            where=f"{self._file}, column “{field.title}”",
            do="Nothing was written. Take it out at the source"
            + (", or give the record's own number there." if field.type == "id" else "."),
        )
