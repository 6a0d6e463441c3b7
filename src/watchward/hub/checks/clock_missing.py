"""A note: the clocks went forward over the time written, so the record is kept to the day."""

import polars as pl

from watchward.hub.case import Case, Flag


def flags(case: Case) -> list[Flag]:
    """Names the field that holds the time."""
    return [Flag("clock_missing", case.dataset.time.time or case.when, pl.col("clock_missing"))]
