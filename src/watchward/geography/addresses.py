"""A list of addresses, of which only the metres are read; what else it holds is never looked at."""

from pathlib import Path

import polars as pl

from watchward.errors import InputRefusal

HEADERS = {
    "easting": ("easting", "x_coordinate", "geometry_x", "x"),
    "northing": ("northing", "y_coordinate", "geometry_y", "y"),
}
MOST = {"easting": 700_000, "northing": 1_300_000}


def read_addresses(path: Path) -> pl.DataFrame:
    """Whole metres, a row for each address; one line without metres refuses the list."""
    try:
        header = pl.read_csv(path, n_rows=0, infer_schema=False).columns
        named = {name.strip().casefold(): name for name in header}
        used = {
            column: next(named[one] for one in ways if one in named)
            for column, ways in HEADERS.items()
        }
        table = pl.read_csv(path, columns=list(used.values()), infer_schema=False)
    except StopIteration:
        raise InputRefusal(
            "It has no columns of easting and northing.",
            where=path.name,
            do="Head the columns `easting` and `northing`, in metres.",
        ) from None
    except (OSError, pl.exceptions.PolarsError):
        raise InputRefusal(
            "It cannot be read as CSV.", where=path.name, do="Save it again as CSV (UTF-8)."
        ) from None
    metres = table.select(
        pl.col(name).str.strip_chars().cast(pl.Float64, strict=False).floor().alias(column)
        for column, name in used.items()
    )
    good = pl.all_horizontal(pl.col(name).is_between(0, most) for name, most in MOST.items())
    bad = metres.filter(~good.fill_null(value=False)).height
    if bad:
        raise InputRefusal(
            f"{bad:,} of its lines have no metres of the British National Grid.",
            where=path.name,
            do="Take them out, or give their eastings and northings.",
        )
    return metres.cast(pl.Int32)
