"""Is a date day first or month first? Read the wrong way round, many would pass unnoticed."""

import polars as pl

from watchward.errors import InputRefusal
from watchward.provider.plan import Plan
from watchward.provider.values import month_first

MANY = 10  # one in ten: more than typing errors make


class DayOrder:
    """Counts dates that can be read in only one order."""

    def __init__(self, plan: Plan, *, file: str) -> None:
        rule = plan.dataset.time
        self._column = plan.columns.get(rule.moment or rule.date, "")
        self._file = file
        self._slashed = self._month_first = self._day_first = 0

    def look(self, batch: pl.DataFrame) -> None:
        """Count one batch of the extract."""
        if not self._column:
            return
        cells = batch[self._column]
        slashed = cells.filter(cells.str.contains(r"^\s*\d{1,2}[/.-]"))
        if len(slashed):
            orders = slashed.to_frame().select(month_first(pl.col(slashed.name))).to_series()
            self._slashed += len(slashed)
            self._month_first += int(orders.sum() or 0)
            self._day_first += int((~orders).sum() or 0)

    def conclude(self) -> None:
        """Refuse the file where its dates are written month first."""
        more = self._month_first > self._day_first
        if more and self._month_first * MANY >= self._slashed:
            raise InputRefusal(
                f"{self._month_first:,} dates can only be read month first (MM/DD/YYYY), "
                f"{self._day_first:,} only day first.",
                where=self._file,
                do="Export dates as YYYY-MM-DD: the others would be read as the wrong day.",
            )
