"""One gazetteer's file: places in one Parquet table, with where they came from and near whom."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from watchward.errors import InputRefusal

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
    said = json.dumps({"sources": [dict(one) for one in book.sources], "hospital": book.hospital})
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    book.table.write_parquet(part, compression="zstd", metadata={ABOUT: said})
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    part.replace(path)
    return digest


def read_book(path: Path) -> Book:
    """A gazetteer made by `watchward gazetteer build`."""
    try:
        table = pl.read_parquet(path, columns=list(COLUMNS)).cast(COLUMNS)  # type: ignore[arg-type]
        said = json.loads(pl.read_parquet_metadata(path)[ABOUT])
        hospital = (said["hospital"][0], said["hospital"][1]) if said["hospital"] else None
        return Book(table, tuple(said["sources"]), hospital)
    except (OSError, pl.exceptions.PolarsError, KeyError, ValueError, TypeError) as cause:
        raise InputRefusal(
            "It is not a gazetteer.",
            where=path.name,
            do="Make it with `watchward gazetteer build`.",
        ) from cause
