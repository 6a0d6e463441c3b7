"""Is a grid point on the land of England and Wales? A 1 km mask, so "no" is sure and "yes" is near.

A square counts as land if any 2011 census area touches it or one of the eight round it, so the
coast is never refused; a point more than about 2 km out, in Scotland or off the grid is refused.
"""

import gzip
from functools import cache
from pathlib import Path

import polars as pl

KM = 1_000
COLUMNS = 700
ROWS = 700
FILE = Path(__file__).parent / "land_1km.bin.gz"


@cache
def _mask() -> pl.Series:
    """One Boolean a square, eastwards from the south-west; the last stands for everywhere else."""
    written = gzip.decompress(FILE.read_bytes())
    return pl.Series("land", [*written, ord("0")], dtype=pl.UInt8) == ord("1")


def on_land(easting: pl.Expr, northing: pl.Expr) -> pl.Expr:
    """True or False; null where either coordinate is null."""
    column, row = easting // KM, northing // KM
    inside = column.is_between(0, COLUMNS - 1) & row.is_between(0, ROWS - 1)
    square = (row * COLUMNS + column).cast(pl.Int32)
    known = easting.is_not_null() & northing.is_not_null()
    index = pl.when(inside).then(square).when(known).then(pl.lit(ROWS * COLUMNS, pl.Int32))
    return index.map_batches(_look_up, return_dtype=pl.Boolean, is_elementwise=True)


def _look_up(index: pl.Series) -> pl.Series:
    return _mask().gather(index).rename(index.name)
