"""One gazetteer's file: places in one Parquet table, with where they came from and near whom.

Postcodes are millions where names are thousands: they are kept apart as soon as the file is read,
with no more than their metres.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from watchward.errors import InputRefusal
from watchward.geography.kept import keep

COLUMNS = {
    "place_id": pl.String,
    "name": pl.String,
    "kind": pl.String,  # street, town, postcode; any other is a venue
    "street": pl.String,
    "town": pl.String,
    "postcode": pl.String,
    "easting": pl.Int32,
    "northing": pl.Int32,
    "register": pl.String,  # the premises' number on the council's register; else ""
}
POSTS = {"postcode": pl.String, "easting": pl.Int32, "northing": pl.Int32}
POSTCODE = "postcode"  # the kind of place
ABOUT = "watchward_gazetteer"


def _no_posts() -> pl.DataFrame:
    return pl.DataFrame(schema=POSTS)


@dataclass(frozen=True, eq=False)
class Book:
    """Named places, their sources, the attending hospital's metres, and postcodes by themselves."""

    table: pl.DataFrame
    sources: tuple[Mapping[str, str], ...]
    hospital: tuple[int, int] | None
    posts: pl.DataFrame = field(default_factory=_no_posts)  # as POSTS, in order, each once

    def __len__(self) -> int:
        return self.table.height + self.posts.height


def save(book: Book, path: Path) -> str:
    """Write it whole or not at all; the SHA-256 of the file."""
    said = {"sources": [dict(one) for one in book.sources], "hospital": book.hospital}
    empty = {name: pl.lit("") for name in ("place_id", "name", "street", "town", "register")}
    posts = book.posts.with_columns(**empty, kind=pl.lit(POSTCODE)).select(*COLUMNS)
    return keep(pl.concat((book.table, posts)), path, key=ABOUT, about=said)


def read_book(path: Path) -> Book:
    """A gazetteer made by `watchward gazetteer build`."""
    try:
        said = json.loads(pl.read_parquet_metadata(path)[ABOUT])
        every, post = _with_register(pl.scan_parquet(path)), pl.col("kind") == POSTCODE
        table = every.filter(~post).select(*COLUMNS).cast(COLUMNS)  # type: ignore[arg-type]  # Polars types the keys more widely
        posts = every.filter(post).select(*POSTS).cast(POSTS).sort("postcode")  # type: ignore[arg-type]  # likewise
        hospital = (said["hospital"][0], said["hospital"][1]) if said["hospital"] else None
        return Book(table.collect(), tuple(said["sources"]), hospital, posts.collect())
    except (OSError, pl.exceptions.PolarsError, KeyError, ValueError, TypeError) as cause:
        raise InputRefusal(
            "It is not a gazetteer.",
            where=path.name,
            do="Make it with `watchward gazetteer build`.",
        ) from cause


def _with_register(table: pl.LazyFrame) -> pl.LazyFrame:
    """A gazetteer of before names no register."""
    if "register" in table.collect_schema():
        return table
    return table.with_columns(register=pl.lit(""))
