"""The spine's columns of time, no finer than the data set's rule: what is not kept is gone."""

import polars as pl

from watchward.contract.dataset import TimeRule
from watchward.geography import clock
from watchward.provider.interval import spread_out
from watchward.provider.values import NO_TIME

STEP = {"minute": 60, "hour": 3600}
DAY = 86_400
MICROSECONDS = 1_000_000
TIME_COLUMNS = (
    *("month", "day", "weekday", "hour", "night_of", "utc_start", "utc_end"),
    *("time_precision", "clock_repeated", "clock_missing"),
)


def time_columns(fields: pl.DataFrame, rule: TimeRule) -> pl.DataFrame:
    """Adds every column of `TIME_COLUMNS`."""
    if rule.month:
        return _month_only(fields.with_columns(pl.col(rule.month).alias("month")))
    fields = fields.with_columns(_date(rule).alias("_date"))
    if rule.keep == "month":
        return _month_only(fields.with_columns(clock.month_of(pl.col("_date")).alias("month")))
    fields = fields.with_columns(clock.day_number(pl.col("_date")).alias("day"), _second(rule))
    day, second, state = pl.col("day"), pl.col("_second"), pl.col("_state")
    fields = fields.with_columns(clock.kind_of_day(day).alias("_state"))
    fields = fields.with_columns(
        (clock.skipped(day, second, state=state) & second.is_not_null())
        .fill_null(value=False)
        .alias("clock_missing")
    )
    known = pl.when(~pl.col("clock_missing") & day.is_not_null()).then(second)
    step = STEP.get(rule.keep, DAY)
    fields = fields.with_columns((known // step * step).alias("_second"))
    first = second.fill_null(0)
    last = first + pl.when(second.is_null()).then(DAY).otherwise(step) - 1
    timed = fields.with_columns(
        clock.month_of(pl.col("_date")).alias("month"),
        clock.weekday(day).alias("weekday"),
        clock.hour(second).alias("hour"),
        clock.night_of(day, second).alias("night_of"),
        clock.utc_second(day, first, state=state).alias("utc_start"),
        clock.utc_second(day, last, last=True, state=state).alias("utc_end"),
        pl.when(day.is_null())
        .then(None)
        .when(second.is_null())
        .then(pl.lit("day"))
        .otherwise(pl.lit(rule.keep))
        .alias("time_precision"),
        clock.repeated(day, second, state=state).fill_null(value=False).alias("clock_repeated"),
    )
    return spread_out(timed, rule)


def _date(rule: TimeRule) -> pl.Expr:
    return pl.col(rule.moment or rule.date).cast(pl.Date)


def _second(rule: TimeRule) -> pl.Expr:
    """Local second of the day, where the source has a time and the rule keeps one."""
    if rule.keep not in STEP or not (rule.moment or rule.time):
        return pl.lit(None, pl.Int32).alias("_second")
    if not rule.moment:
        return clock.second_of_day(pl.col(rule.time)).alias("_second")
    moment = pl.col(rule.moment).to_physical()  # microseconds: arithmetic is quicker than calendars
    timed = moment % MICROSECONDS != NO_TIME.microseconds
    return pl.when(timed).then((moment // MICROSECONDS % DAY).cast(pl.Int32)).alias("_second")


def _month_only(fields: pl.DataFrame) -> pl.DataFrame:
    known = pl.col("month").is_not_null()
    return fields.with_columns(
        *(pl.lit(None, pl.Int32).alias(name) for name in TIME_COLUMNS[1:7]),
        pl.when(known).then(pl.lit("month")).alias("time_precision"),
        pl.lit(value=False).alias("clock_repeated"),
        pl.lit(value=False).alias("clock_missing"),
    )
