"""On which days a series meets."""

import calendar
import datetime as dt
from collections.abc import Iterator

LAST = 5  # the last such day of a month, whether it is the fourth or the fifth


def day_in(month: int, *, week: int, weekday: int) -> dt.date:
    """The first, second … or last Monday (or other day) of a month number."""
    year, at = divmod(month, 12)
    first, length = calendar.monthrange(year, at + 1)
    days = range(1 + (weekday - first) % 7, length + 1, 7)
    return dt.date(year, at + 1, days[-1] if week == LAST else days[week - 1])


def days_of(
    *, week: int, weekday: int, every: int, first_month: int, since: dt.date
) -> Iterator[dt.date]:
    """From `since` on, without end."""
    month = max(first_month, month_of(since))
    month += (first_month - month) % every
    while True:
        day = day_in(month, week=week, weekday=weekday)
        if day >= since:
            yield day
        month += every


def month_of(day: dt.date) -> int:
    """The number of a day's month, as the library counts them."""
    return day.year * 12 + day.month - 1
