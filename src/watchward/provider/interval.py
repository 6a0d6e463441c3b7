"""Times that are known only between two moments: a record whose end is another hour than its start.

Such a record keeps its first and last second and has no hour of its own: questions of hours spread
it over all of them. An end before the start, or more than a week later, is not believed.
"""

import polars as pl

from watchward.contract.columns import LONGEST_INTERVAL
from watchward.contract.dataset import TimeRule
from watchward.geography import clock

DAY, STEP = 86_400, {"minute": 60, "hour": 3600}


def spread_out(fields: pl.DataFrame, rule: TimeRule) -> pl.DataFrame:
    """The columns of time once more, for a rule that names an end; others are as they were."""
    if not rule.end_date or rule.keep not in STEP:
        return fields
    step, day = STEP[rule.keep], clock.day_number(pl.col(rule.end_date).cast(pl.Date))
    second = clock.second_of_day(pl.col(rule.end_time)) if rule.end_time else pl.lit(None, pl.Int32)
    last = second.fill_null(DAY - 1) // step * step + step - 1
    end = clock.utc_second(day, last, last=True)
    length = end - pl.col("utc_start") + 1
    spans = (length > step) & (length <= LONGEST_INTERVAL) & pl.col("utc_start").is_not_null()
    return fields.with_columns(spans.fill_null(value=False).alias("_spans")).with_columns(
        *(
            pl.when(~pl.col("_spans")).then(pl.col(name)).alias(name)
            for name in ("hour", "night_of")
        ),
        pl.when(pl.col("_spans")).then(end).otherwise(pl.col("utc_end")).alias("utc_end"),
        pl.when(pl.col("_spans"))
        .then(pl.lit("interval"))
        .otherwise(pl.col("time_precision"))
        .alias("time_precision"),
        (pl.col("clock_repeated") & ~pl.col("_spans")).alias("clock_repeated"),
    )
