"""Not on the land of England and Wales: coordinates the wrong way round, or of another grid."""

import polars as pl

from watchward.geography.invented import on_invented_ground
from watchward.geography.land import on_land
from watchward.hub.case import Case, Flag


def flags(case: Case) -> list[Flag]:
    """A record without a point passes; a synthetic one may also be on ground kept for invention."""
    if not case.whence or not case.dataset.place.on_land:
        return []
    point = pl.col("easting"), pl.col("northing")
    off = ~on_land(*point)
    if case.synthetic:
        off &= ~on_invented_ground(*point)
    return [Flag("place_off_land", case.whence, off)]
