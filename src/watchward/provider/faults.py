"""Counts, before anything is sent, the cells that the hub would reject: by field, never a value."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from watchward.contract.dataset import Dataset


@dataclass(frozen=True)
class FieldFaults:
    """Cells of one field that held something which cannot be carried across."""

    field: str
    title: str
    unreadable: int
    unlisted: int


class Faults:
    """Adds up the fault bits of what would leave."""

    def __init__(self, dataset: Dataset) -> None:
        self._fields = dataset.fields
        self._cells: Counter[tuple[str, int]] = Counter()
        self.rows = 0

    def add(self, batch: pl.DataFrame) -> None:
        """Count one batch."""
        bits = batch.select("unreadable", "unlisted")
        faulty = bits.filter((pl.col("unreadable") != 0) | (pl.col("unlisted") != 0))
        self.rows += faulty.height
        for kind in ("unreadable", "unlisted"):
            for combined, rows in faulty[kind].value_counts().iter_rows():
                for place in range(len(self._fields)):
                    if combined >> place & 1:
                        self._cells[kind, place] += rows

    def result(self) -> tuple[FieldFaults, ...]:
        """Fields with faults, in the data set's order."""
        return tuple(
            FieldFaults(
                field.name,
                field.title,
                self._cells["unreadable", place],
                self._cells["unlisted", place],
            )
            for place, field in enumerate(self._fields)
            if self._cells["unreadable", place] or self._cells["unlisted", place]
        )
