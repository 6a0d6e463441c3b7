"""A gazetteer from files of open data that the user has: each layout is read by one function."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from watchward.errors import InputRefusal
from watchward.geography import grid
from watchward.geography.gazetteer.book import COLUMNS, POSTCODE, Book
from watchward.geography.gazetteer.words import KINDS, key_of, kind_of, plain

SOURCES = ("names", "greenspace", "premises", "licensed", "postcodes")
SAME = 150  # metres within which two of one name, one of them on the register, are one
NAMED_ROADS = ("named road", "section of named road")
TOWNS = ("city", "town", "village", "suburban area", "hamlet", "other settlement")
# Columns of OS Open Names, whose files have no header (layout from memory: unverified).
NAMES = {"place_id": 0, "name": 2, "kind": 7, "easting": 8, "northing": 9, "town": 18}
IRISH = "^bt"  # postcodes whose metres are of the Irish grid
NUMBER = r"^[A-Za-z0-9_-]{1,60}$"
WHOLE = r"^[a-z]{1,2}[0-9][0-9a-z]?[0-9][a-z]{2}$"
HEADERS = {
    "place_id": ("place_id", "id", "uprn", "fhrsid"),
    "name": ("name", "name1", "distname1", "business name", "businessname"),
    "kind": ("kind", "type", "function", "local_type"),
    "street": ("street", "address", "address line 1", "addressline1"),
    "town": ("town", "populated_place", "post town"),
    "postcode": ("postcode", "pcds", "pcd", "pcd7"),
    "easting": ("easting", "oseast1m", "east1m", "geometry_x", "x"),
    "northing": ("northing", "osnrth1m", "north1m", "geometry_y", "y"),
    "longitude": ("longitude", "long", "lon"),
    "latitude": ("latitude", "lat"),
}


@dataclass(frozen=True)
class Source:
    """A file, which of SOURCES it is, and who publishes it as of when."""

    kind: str
    path: Path
    citation: str
    vintage: str


def build(sources: Sequence[Source], *, hospital: tuple[int, int] | None) -> Book:
    """All the files as one table: named places with metres, each once."""
    tables, posts, said = [], [], []
    for source in sources:
        if source.kind == "postcodes":
            posts.append(read := _posts(_headed(source.path, "postcodes")))
        else:
            read = _names(source.path) if source.kind == "names" else _named(source)
            tables.append(read.filter(pl.col("kind") != POSTCODE))
            posts.append(_posts(read.filter(pl.col("kind") == POSTCODE)))
        said.append(_about(source, read.height))
    if not said:
        raise InputRefusal("No file was given.", where="gazetteer", do="Give at least one source.")
    known = pl.concat(posts).unique("postcode", keep="first").sort("postcode")
    named = pl.concat(tables) if tables else pl.DataFrame(schema=COLUMNS)
    named = _with_postcodes_metres(named, known).drop_nulls(["easting", "northing"])
    named = named.filter(pl.col("name").map_elements(key_of, pl.String).str.len_chars() > 1)
    named = _once(named.unique("place_id", keep="first", maintain_order=True))
    return Book(named.select(*COLUMNS), tuple(said), hospital, known)


def read_posts(path: Path) -> pl.DataFrame:
    """Postcodes of a file, in small letters without spaces, with their metres; each once."""
    return _posts(_headed(path, "postcodes")).unique("postcode", keep="first")


def _once(named: pl.DataFrame) -> pl.DataFrame:
    """Premises of the licensing register stand for the same ones in other files."""
    keyed = named.with_columns(pl.col("name").map_elements(key_of, pl.String).alias("key"))
    venues = ~pl.col("kind").is_in(["street", "town"]) & (pl.col("register") == "")
    listed = keyed.filter(pl.col("register") != "").select("key", "easting", "northing")
    pairs = keyed.filter(venues).join(listed, on="key", suffix="_listed")
    east, north = (pl.col(name) - pl.col(f"{name}_listed") for name in ("easting", "northing"))
    again = pairs.filter(east**2 + north**2 <= SAME**2)
    return named.join(again.select("place_id"), on="place_id", how="anti", maintain_order="left")


def _posts(table: pl.DataFrame) -> pl.DataFrame:
    """Whole postcodes that have metres of the British grid."""
    code = pl.col("postcode").str.replace_all(" ", "").str.to_lowercase()
    metres = pl.col("easting", "northing").cast(pl.Float64, strict=False).round().cast(pl.Int32)
    read = table.select(code, metres).drop_nulls()
    whole = pl.col("postcode").str.contains(WHOLE) & ~pl.col("postcode").str.contains(IRISH)
    return read.filter(whole & (pl.col("easting") > 0) & (pl.col("northing") > 0))


def _about(source: Source, rows: int) -> Mapping[str, str]:
    digest = hashlib.sha256(source.path.read_bytes()).hexdigest()
    return {
        "kind": source.kind,
        "citation": source.citation,
        "vintage": source.vintage,
        "sha256": digest,
        "rows": str(rows),
    }


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as cause:
        raise InputRefusal(
            "It cannot be read as CSV.", where=path.name, do="Save it again as CSV (UTF-8)."
        ) from cause


def _scan(path: Path, *, header: bool) -> pl.LazyFrame:
    """Text as it stands."""
    nothing = ["", "\\N"]
    return pl.scan_csv(path, has_header=header, infer_schema=False, null_values=nothing)


def _names(path: Path) -> pl.DataFrame:
    with _readable(path):
        raw = _scan(path, header=False).collect()
    if raw.width <= max(NAMES.values()):
        raise InputRefusal("It is not OS Open Names.", where=path.name, do="Give its CSV files.")
    table = raw.select(pl.col(raw.columns[at]).alias(name) for name, at in NAMES.items())
    local = pl.col("kind").str.to_lowercase()
    kind = (
        pl.when(local.is_in(NAMED_ROADS))
        .then(pl.lit("street"))
        .when(local.is_in(TOWNS))
        .then(pl.lit("town"))
        .when(local == "postcode")
        .then(pl.lit("postcode"))
        .otherwise(local.map_elements(_venue_kind, pl.String))
    )
    postcode = pl.when(kind == "postcode").then("name")
    return _tidy(table.with_columns(kind.alias("kind"), postcode.alias("postcode")), path, "names")


def _headed(path: Path, source: str) -> pl.DataFrame:
    """The columns that are known by their headers; the rest is not read."""
    with _readable(path):
        every = _scan(path, header=True)
        folded = {name.strip().lower(): name for name in every.collect_schema().names()}
    taken = {
        column: folded[header]
        for column, headers in HEADERS.items()
        for header in reversed(headers)
        if header in folded
    }
    wanted = "postcode" if source == "postcodes" else "name"
    if wanted not in taken:
        do = f"Head one `{wanted}`."
        raise InputRefusal(f"It has no column of {wanted}s.", where=path.name, do=do)
    with _readable(path):
        chosen = every.select(pl.col(header).alias(column) for column, header in taken.items())
        table = chosen.collect(engine="streaming")
    if "easting" not in table.columns and {"longitude", "latitude"} <= set(table.columns):
        degrees = pl.col("longitude", "latitude").cast(pl.Float64, strict=False)
        table = grid.to_grid(table.with_columns(degrees), "longitude", "latitude")
    if source == "postcodes" and "easting" not in table.columns:
        raise InputRefusal(
            "It has no metres.", where=path.name, do="Head them `easting`, `northing`."
        )
    return table


def _named(source: Source) -> pl.DataFrame:
    """A file with headers that names a place on each line."""
    table = _headed(source.path, source.kind)
    if "kind" in table.columns:
        kind = pl.col("kind").fill_null("").map_elements(_venue_kind, pl.String)
    else:
        kind = pl.lit("park" if source.kind == "greenspace" else "venue")
    return _tidy(table.with_columns(kind=kind), source.path, source.kind)


def _register(place_id: pl.Expr, source: str) -> pl.Expr:
    """Only what can leave as a place's number: one word with a digit in it."""
    if source != "licensed":
        return pl.lit("")
    shaped = place_id.str.contains(NUMBER) & place_id.str.contains(r"\d")
    return pl.when(shaped).then(place_id).otherwise(pl.lit(""))


def _venue_kind(written: str) -> str:
    words = plain(written)
    if words in ("street", "st"):
        return "street"
    if words in ("town", *KINDS):
        return words
    return kind_of(words.split()).replace("unknown", "venue")


def _tidy(table: pl.DataFrame, path: Path, source: str) -> pl.DataFrame:
    lacking = [pl.lit(None, pl.String).alias(one) for one in COLUMNS if one not in table.columns]
    table = table.with_columns(lacking)
    digest = hashlib.sha256(path.name.encode()).hexdigest()[:6]
    number = pl.format("{}-{}-{}", pl.lit(source), pl.lit(digest), pl.int_range(pl.len()))
    metres = pl.col("easting", "northing").cast(pl.Float64, strict=False).round().cast(pl.Int32)
    return table.select(
        pl.coalesce(pl.col("place_id"), number).alias("place_id"),
        pl.col("name").fill_null(""),
        pl.col("kind").fill_null("venue"),
        pl.col("street").fill_null(""),
        pl.col("town").fill_null(""),
        pl.col("postcode").fill_null("").str.replace_all(" ", "").str.to_lowercase(),
        metres,
        _register(pl.col("place_id"), source).alias("register"),
    )


def _with_postcodes_metres(table: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Premises registers often have a postcode and no metres: the postcode's are theirs."""
    known = known.rename({"easting": "east", "northing": "north"})
    table = table.join(known, on="postcode", how="left", maintain_order="left")
    return table.with_columns(
        pl.coalesce("easting", "east").alias("easting"),
        pl.coalesce("northing", "north").alias("northing"),
    )
