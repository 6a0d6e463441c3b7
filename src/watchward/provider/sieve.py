"""Rows that the data set does not ask for stay at the provider, each of them counted.

An emergency department's extract holds every injury: which intent is no assault, its own mapping
says. What nobody has mapped is not guessed at: it travels as an unlisted code, and is set aside.
"""

from collections import Counter

import polars as pl

from watchward.contract.dataset import Dataset
from watchward.errors import InputRefusal
from watchward.reference import code_list


class Sieve:
    """Takes such rows out of what would leave."""

    def __init__(self, dataset: Dataset) -> None:
        self._fields = [field for field in dataset.kept if field.left_out]
        self.left_out: Counter[str] = Counter()

    def take(self, leaving: pl.DataFrame) -> pl.DataFrame:
        """What is left of a batch."""
        for field in self._fields:
            labels = code_list(field.codes).labels
            for code in field.left_out:
                found = (leaving[field.name] == code).fill_null(value=False)
                if rows := int(found.sum()):
                    self.left_out[labels[code].casefold()] += rows
                    leaving = leaving.filter(~found)
        return leaving

    def conclude(self, *, left: int, file: str) -> None:
        """Refuse a file of which nothing is left to send."""
        if self.left_out and not left:
            raise InputRefusal(
                f"All {self.left_out.total():,} rows are of what this data set does not ask for.",
                where=file,
                do="Check the export's filters, and the codes in the mapping.",
            )
