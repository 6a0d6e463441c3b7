"""One gazetteer's file: places in one Parquet table, with where they came from and near whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from watchward.errors import InputRefusal
from watchward.geography.kept import keep, kept

COLUMNS = {
    "place_id": pl.String,
    "name": pl.String,
    "kind": pl.String,  # street, town, postcode; any other is a venue
    "street": pl.String,
    "town": pl.String,
    "postcode": pl.String,
    "easting": pl.Int32,
    "northing": pl.Int32,
}
ABOUT = "watchward_gazetteer"


@dataclass(frozen=True, eq=False)
class Book:
    """Places, what is said of their sources, and the attending hospital's metres, if known."""

    table: pl.DataFrame
    sources: tuple[Mapping[str, str], ...]
    hospital: tuple[int, int] | None

    def __len__(self) -> int:
        return self.table.height


def save(book: Book, path: Path) -> str:
    """Write it whole or not at all; the SHA-256 of the file."""
    said = {"sources": [dict(one) for one in book.sources], "hospital": book.hospital}
    return keep(book.table, path, key=ABOUT, about=said)


def read_book(path: Path) -> Book:
    """A gazetteer made by `watchward gazetteer build`."""
    try:
        table, said = kept(path, key=ABOUT, columns=COLUMNS)
        hospital = (said["hospital"][0], said["hospital"][1]) if said["hospital"] else None
        return Book(table, tuple(said["sources"]), hospital)
    except (OSError, pl.exceptions.PolarsError, KeyError, ValueError, TypeError) as cause:
        raise InputRefusal(
            "It is not a gazetteer.",
            where=path.name,
            do="Make it with `watchward gazetteer build`.",
        ) from cause
