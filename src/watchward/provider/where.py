"""The spine's columns of place, moved as the data set's rule says; a row without a place stays."""

import polars as pl

from watchward.contract.dataset import Dataset, PlaceRule
from watchward.geography import grid

NOWHERE = pl.lit(None, pl.Int32)
NO_NAME = "no location"


def place_columns(fields: pl.DataFrame, rule: PlaceRule) -> pl.DataFrame:
    """Adds easting, northing, cell, area, place_name and place_precision."""
    fields = _metres(fields, rule)
    east, north = pl.col("_east"), pl.col("_north")
    if rule.snap_metres:
        east, north = grid.snap(east, north, rule.snap_metres)
    whole = pl.col("_east").is_not_null() & pl.col("_north").is_not_null()
    fields = fields.with_columns(
        pl.when(whole).then(east).cast(pl.Int32).alias("easting"),
        pl.when(whole).then(north).cast(pl.Int32).alias("northing"),
        _text(rule.area).alias("area"),
        _place_name(rule.name).alias("place_name"),
    )
    return fields.with_columns(
        grid.cell(pl.col("easting"), pl.col("northing")).alias("cell"),
        pl.when(pl.col("easting").is_not_null())
        .then(pl.lit(rule.precision))
        .when(pl.col("area").is_not_null())
        .then(pl.lit("area"))
        .otherwise(pl.lit("none"))
        .alias("place_precision"),
    )


def in_squares(leaving: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """Where the package is coarser in place: the name of a square, or nothing, for each point."""
    metres = dataset.square
    if metres is None:
        return leaving
    point = pl.col("easting").is_not_null() & pl.lit(value=metres > 0)
    corners = [pl.col(one) // max(metres, 1) * max(metres, 1) for one in ("northing", "easting")]
    name = pl.format("CRS27700RES{}mN{}E{}", pl.lit(metres), *corners)
    gone = [pl.lit(None, leaving.schema[one]).alias(one) for one in ("easting", "northing", "cell")]
    return leaving.with_columns(
        *gone,
        pl.lit(None, pl.String).alias("place_name"),
        pl.when(point).then(name).otherwise(None).alias("area"),
        pl.when(point).then(pl.lit("area")).otherwise(pl.lit("none")).alias("place_precision"),
    )


def _metres(fields: pl.DataFrame, rule: PlaceRule) -> pl.DataFrame:
    if rule.longitude:
        return grid.to_grid(
            fields, rule.longitude, rule.latitude, easting="_east", northing="_north"
        )
    if rule.easting:
        return fields.with_columns(
            pl.col(rule.easting).floor().cast(pl.Int32).alias("_east"),
            pl.col(rule.northing).floor().cast(pl.Int32).alias("_north"),
        )
    return fields.with_columns(NOWHERE.alias("_east"), NOWHERE.alias("_north"))


def _place_name(field: str) -> pl.Expr:
    """“No Location” is what data.police.uk prints where there is none: it is no place's name."""
    name = _text(field)
    return pl.when(name.str.to_lowercase() != NO_NAME).then(name)


def _text(field: str) -> pl.Expr:
    return pl.col(field) if field else pl.lit(None, pl.String)
