"""Ground for made-up places: open water in Cardigan Bay, where no street can be real."""

import polars as pl

CENTRE = (205_000, 300_000)  # EPSG:27700 metres
HALF = 6_000


def on_invented_ground(easting: pl.Expr, northing: pl.Expr) -> pl.Expr:
    """True inside the square; null where a coordinate is null."""
    inside_east = easting.is_between(CENTRE[0] - HALF, CENTRE[0] + HALF)
    return inside_east & northing.is_between(CENTRE[1] - HALF, CENTRE[1] + HALF)
