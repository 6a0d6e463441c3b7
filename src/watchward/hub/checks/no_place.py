"""A note, not a fault: the record is counted, and left out of maps."""

import polars as pl

from watchward.hub.case import Case, Flag


def flags(case: Case) -> list[Flag]:
    """For data sets that carry points or areas."""
    field = case.whence or case.dataset.place.area
    if not field:
        return []
    return [Flag("no_place", field, pl.col("easting").is_null() & pl.col("area").is_null())]
