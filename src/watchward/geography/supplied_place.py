"""Metres for rows that have degrees or a postcode in their stead, as registers often do."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from watchward.errors import InputRefusal
from watchward.geography import grid
from watchward.geography.gazetteer.build import read_posts
from watchward.reference import Citation

METRES, DEGREES, POSTCODE = ("easting", "northing"), ("longitude", "latitude"), "postcode"
NUMBERED = "row"


def has_place(columns: list[str]) -> bool:
    """Whether a file says where in any way that is read."""
    known = set(columns)
    return any(known >= set(way) for way in (METRES, DEGREES, (POSTCODE,)))


def placed(
    written: pl.DataFrame, cited: Citation, *, postcodes: Path | None, file: str
) -> tuple[pl.DataFrame, Citation]:
    """The rows with metres: their own, else of their degrees, else of their postcode.

    A postcode stands for a dozen or so addresses, so the citation then says how many rows have
    their place from it. Refuses a row whose postcode is not in the list, by its number.
    """
    lacking = [pl.lit("").alias(name) for name in METRES if name not in written.columns]
    table = written.with_columns(lacking)
    if set(DEGREES) <= set(table.columns):
        degrees = table.with_columns(pl.col(DEGREES).cast(pl.Float64, strict=False))
        found = grid.to_grid(degrees, *DEGREES, easting="east", northing="north")
        table = _filled(table.hstack(found.select("east", "north")))
    open_ = pl.col("easting") == ""
    if POSTCODE not in table.columns or not table.select(open_.any()).item():
        return table, cited
    if postcodes is None:
        raise InputRefusal(
            "Rows have a postcode and no metres, and there is no list of postcodes.",
            where=file,
            do="Give one: --postcodes FILE, such as the ONS Postcode Directory's CSV.",
        )
    known = read_posts(postcodes).rename({"easting": "east", "northing": "north"})
    spelt = pl.col(POSTCODE).str.replace_all(" ", "").str.to_lowercase()
    joined = table.with_columns(spelt).join(known, on=POSTCODE, how="left", maintain_order="left")
    lost = joined.with_row_index(NUMBERED, offset=2).filter(open_ & pl.col("east").is_null())
    if lost.height:
        raise InputRefusal(
            "Its postcode is not in the list, and it has no metres and no degrees.",
            where=f"{file}, row {lost[NUMBERED][0]}",
            do="Give its easting and northing.",
        )
    many = table.filter(open_).height
    title = f"{cited.title}; {many:,} of {table.height:,} placed by postcode"
    return _filled(joined), replace(cited, title=title)


def _filled(table: pl.DataFrame) -> pl.DataFrame:
    """Metres found, where a row has none of its own."""
    own = pl.col("easting") != ""
    parts = (
        pl.when(own).then(name).otherwise(pl.col(found).cast(pl.String)).fill_null("").alias(name)
        for name, found in zip(METRES, ("east", "north"), strict=True)
    )
    return table.with_columns(*parts).drop("east", "north")
