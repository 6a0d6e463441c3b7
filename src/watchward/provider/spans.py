"""Which months an extract is of, and whether it is the one that was meant."""

from collections import Counter
from datetime import datetime

import polars as pl

from watchward.contract.dataset import Dataset
from watchward.contract.period import Period
from watchward.errors import InputRefusal, PrivacyRefusal

BIRTHS = 20  # dates long past, in as many years as half of that: nobody mistypes so evenly


class Months:
    """How many rows each month has."""

    def __init__(self) -> None:
        self._rows: Counter[int] = Counter()

    def add(self, batch: pl.DataFrame) -> None:
        """Count one batch of what would leave."""
        counts = batch["month"].drop_nulls().value_counts()
        self._rows.update(dict(zip(counts["month"], counts["count"], strict=True)))

    def period(
        self, declared: Period | None, *, dataset: Dataset, made_at: datetime, file: str
    ) -> Period:
        """The declared period if the file is of it, else the one that its rows span.

        A month that cannot be (before the data set's earliest, or to come) stretches nothing.
        """
        dated = self._rows.total()
        first = dataset.earliest.year * 12 + dataset.earliest.month - 1
        self._refuse_births(first, file)
        if declared is not None:
            inside = sum(self._rows[month] for month in declared.months)
            if dated and inside * 2 < dated:
                raise InputRefusal(
                    f"Of {dated:,} rows with a readable date {inside:,} are of {declared}: "
                    "this is a file for another month.",
                    where=file,
                    do="Give the file for that month, or declare the month that this one holds.",
                )
            if dated:
                return declared
        last = made_at.year * 12 + made_at.month
        possible = [month for month in self._rows if first <= month <= last]
        if not possible:
            raise InputRefusal(
                "No row has a date that can be read and can be.",
                where=file,
                do="Check how dates are exported: YYYY-MM-DD, or DD/MM/YYYY.",
            )
        return Period(min(possible), max(possible))

    def _refuse_births(self, first: int, file: str) -> None:
        """Refuse a column in which dates of birth stand where the event's date should."""
        past = {month: rows for month, rows in self._rows.items() if 1900 * 12 <= month < first}
        years = {month // 12 for month in past}
        rows = sum(past.values())
        if rows >= BIRTHS and rows * 10 >= self._rows.total() and len(years) * 2 >= BIRTHS:
            raise PrivacyRefusal(
                f"{rows:,} dates lie in {len(years)} years long past, as dates of birth do.",
                where=file,
                do="Nothing was written. Check which column is exported as the event's date.",
            )
