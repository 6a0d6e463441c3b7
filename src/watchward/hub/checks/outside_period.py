"""Of another month than the package declares; a date that cannot be at all is another rule's."""

import polars as pl

from watchward.hub.case import Case, Flag, early, late


def flags(case: Case) -> list[Flag]:
    """A record without a month is not of another month."""
    other = ~pl.col("month").is_between(case.period.first, case.period.last)
    return [Flag("outside_period", case.when, other & ~late(case) & ~early(case))]
