"""Europe/London wall-clock time as integers, for millions of rows, on the base install.

Each day is one of four kinds (winter, summer, the day of either change): a table of them, made once
from the time-zone database, is looked up by day number and the rest is arithmetic, several times
faster than giving every row a time zone. A time that March skips has no UTC second; one that
October repeats has two, an hour apart, and says so.
"""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONDON = ZoneInfo("Europe/London")
EPOCH = dt.date(1970, 1, 1)
FIRST_DAY = (dt.date(1990, 1, 1) - EPOCH).days
LAST_DAY = (dt.date(2060, 12, 31) - EPOCH).days
DAY, HOUR = 86_400, 3_600
NIGHT_ENDS = 6 * HOUR
CHANGE, UNTIL = HOUR, 2 * HOUR  # the local seconds that either change skips or repeats
WINTER, SUMMER, SPRING, AUTUMN = range(4)


def day_number(date: pl.Expr) -> pl.Expr:
    """Days since 1970-01-01, local."""
    return date.cast(pl.Date).to_physical()


def second_of_day(time: pl.Expr) -> pl.Expr:
    """Seconds since local midnight on the clock's face, from a Time."""
    return (time.cast(pl.Time).to_physical() // 1_000_000_000).cast(pl.Int32)


def month_of(date: pl.Expr) -> pl.Expr:
    """The number of the month: year * 12 + month - 1."""
    day = date.cast(pl.Date)
    return day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1


def weekday(day: pl.Expr) -> pl.Expr:
    """1 Monday to 7 Sunday; day 0 was a Thursday."""
    return ((day + 3) % 7 + 1).cast(pl.Int8)


def hour(second: pl.Expr) -> pl.Expr:
    """Local hour, 0 to 23."""
    return (second // HOUR).cast(pl.Int8)


def night_of(day: pl.Expr, second: pl.Expr) -> pl.Expr:
    """The day whose night it belongs to: before 06:00 is the night before; null without a time."""
    return (day - (second < NIGHT_ENDS).cast(pl.Int32)).cast(pl.Int32)


def utc_second(
    day: pl.Expr, second: pl.Expr, *, last: bool = False, state: pl.Expr | None = None
) -> pl.Expr:
    """Seconds since 1970 UTC: the first such moment, or the last where October repeats it.

    Null where March skips the time, and outside 1990 to 2060.
    """
    state = kind_of_day(day) if state is None else state
    summer = (
        (state == SUMMER)
        | ((state == SPRING) & (second >= UNTIL))
        | ((state == AUTUMN) & (second < (CHANGE if last else UNTIL)))
    )
    exists = state.is_not_null() & ~((state == SPRING) & _changing(second))
    moment = day.cast(pl.Int64) * DAY + second - summer.cast(pl.Int32) * HOUR
    return pl.when(exists).then(moment)


def repeated(day: pl.Expr, second: pl.Expr, *, state: pl.Expr | None = None) -> pl.Expr:
    """True in the hour that October's change runs through twice."""
    return ((kind_of_day(day) if state is None else state) == AUTUMN) & _changing(second)


def skipped(day: pl.Expr, second: pl.Expr, *, state: pl.Expr | None = None) -> pl.Expr:
    """True for a time that March's change jumps over: no clock ever showed it."""
    return ((kind_of_day(day) if state is None else state) == SPRING) & _changing(second)


def nights_and_hours(utc_hours: "Sequence[int] | NDArray[np.int64]") -> list[tuple[int, int]]:
    """For hours since 1970 UTC: the weekday whose night it is (1 Monday), and the local hour."""
    moments = pl.Series("at", utc_hours, dtype=pl.Int64) * HOUR
    local = pl.from_epoch(moments).dt.replace_time_zone("UTC").dt.convert_time_zone(LONDON.key)
    at = pl.col("local")
    second = at.dt.hour().cast(pl.Int32) * HOUR
    night = night_of(day_number(at.dt.date()), second)
    found = pl.DataFrame({"local": local}).select(weekday(night), hour(second).alias("hour"))
    return [(int(one), int(other)) for one, other in found.iter_rows()]


def clock_columns(date: str, time: str) -> list[pl.Expr]:
    """Every column of time for a Date and a nullable Time column, named as the spine names them."""
    day, second = day_number(pl.col(date)), second_of_day(pl.col(time))
    return [
        month_of(pl.col(date)).alias("month"),
        day.alias("day"),
        weekday(day).alias("weekday"),
        hour(second).alias("hour"),
        night_of(day, second).alias("night_of"),
        utc_second(day, second).alias("utc_start"),
        utc_second(day, second, last=True).alias("utc_end"),
        repeated(day, second).alias("clock_repeated"),
        skipped(day, second).alias("clock_missing"),
    ]


def _changing(second: pl.Expr) -> pl.Expr:
    return (second >= CHANGE) & (second < UNTIL)


def kind_of_day(day: pl.Expr) -> pl.Expr:
    """Which of the four kinds of day it is; null for a day outside the table.

    Worth a column of its own where several of these functions are asked, as their `state`.
    """
    index = pl.when(day.is_between(FIRST_DAY, LAST_DAY)).then(day - FIRST_DAY).cast(pl.Int32)
    return index.map_batches(
        lambda place: _states().gather(place).rename(place.name),
        return_dtype=pl.Int8,
        is_elementwise=True,
    )


@cache
def _states() -> pl.Series:
    """One state a day, from the time-zone database."""
    summer = [_offset(day * DAY) for day in range(FIRST_DAY, LAST_DAY + 2)]
    kinds = {(0, 0): WINTER, (HOUR, HOUR): SUMMER, (0, HOUR): SPRING, (HOUR, 0): AUTUMN}
    pairs = list(pairwise(summer))
    for day, (before, after) in enumerate(pairs, FIRST_DAY):
        at = day * DAY + CHANGE
        if before != after and (_offset(at - 1), _offset(at)) != (before, after):
            raise RuntimeError("London's clocks no longer change at 01:00 UTC: revise clock.py")
    return pl.Series("state", [kinds[pair] for pair in pairs], dtype=pl.Int8)


def _offset(moment: int) -> int:
    """London's seconds ahead of UTC at a UTC moment."""
    local = dt.datetime.fromtimestamp(moment, LONDON)
    return int((local.utcoffset() or dt.timedelta()).total_seconds())
