"""Months as integers (year * 12 + month - 1), so that gaps are subtraction; and spans of them."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from watchward.errors import UsageRefusal

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_number(text: str) -> int:
    """The number of a month written YYYY-MM."""
    match = MONTH.fullmatch(text.strip())
    if not match:
        raise UsageRefusal(
            "A month is written YYYY-MM.", where="period", do="For example: 2024-03."
        )
    return int(match[1]) * 12 + int(match[2]) - 1


def month_text(number: int) -> str:
    """A month number as YYYY-MM."""
    year, month = divmod(number, 12)
    return f"{year:04d}-{month + 1:02d}"


def first_day(month: int) -> dt.date:
    """The first day of a month number."""
    return dt.date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> dt.date:
    """The last day of a month number."""
    year, at = divmod(month, 12)
    return dt.date(year, at + 1, calendar.monthrange(year, at + 1)[1])


@dataclass(frozen=True, order=True)
class Period:
    """A span of whole months, both ends included."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "YYYY-MM" or "YYYY-MM..YYYY-MM"."""
        first, _, last = text.partition("..")
        period = cls(month_number(first), month_number(last or first))
        if period.first > period.last:
            raise UsageRefusal("The period ends before it begins.", where="period")
        return period

    def __str__(self) -> str:
        if self.first == self.last:
            return month_text(self.first)
        return f"{month_text(self.first)}..{month_text(self.last)}"

    @property
    def months(self) -> range:
        """Every month number in the span."""
        return range(self.first, self.last + 1)

    def overlaps(self, other: "Period") -> bool:
        """True where the two share a month."""
        return self.first <= other.last and other.first <= self.last
