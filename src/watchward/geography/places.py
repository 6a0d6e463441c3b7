"""A gazetteer: named places with a radius, and the nearest of them that reaches a point.

Each place has its own radius (a square is wider than a doorway), so the nearest place is not always
the answer: it is the nearest among those whose circle holds the point. Needs the analysis install.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from watchward.errors import InputRefusal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

TIES = 8  # places of one radius equally near a point, at most
COLUMNS = {
    "place_id": pl.String,
    "name": pl.String,
    "kind": pl.String,
    "easting": pl.Int32,
    "northing": pl.Int32,
    "radius_m": pl.Int32,
}


@dataclass(frozen=True, eq=False)
class Places:
    """Named places; `table` has the columns above, none of them null, in the file's order."""

    table: pl.DataFrame

    def __len__(self) -> int:
        return self.table.height


def read_places(path: Path) -> Places:
    """A gazetteer from a CSV with the columns place_id, name, kind, easting, northing, radius_m."""
    try:
        written = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as cause:
        raise InputRefusal(
            "It cannot be read as CSV.", where=path.name, do="Save it again as CSV (UTF-8)."
        ) from cause
    missing = [column for column in COLUMNS if column not in written.columns]
    if missing:
        raise InputRefusal(
            f"It lacks the column {', '.join(missing)}.", where=path.name, do="Add it."
        )
    table = written.select(
        pl.col(column).str.strip_chars().cast(kind, strict=False)
        for column, kind in COLUMNS.items()
    )
    faulty = table.with_row_index("row", 2).filter(
        pl.any_horizontal(pl.all().is_null()) | (pl.col("radius_m") <= 0)
    )
    if faulty.height:
        raise InputRefusal(
            "A place lacks a value, or its metres are not whole and positive.",
            where=f"{path.name}, row {faulty['row'][0]}",
            do="Fill every column; radius_m is 1 or more.",
        )
    if table["place_id"].is_duplicated().any():
        raise InputRefusal("A place_id repeats.", where=path.name, do="Give each place its own.")
    return Places(table)


def nearest_place(
    eastings: "ArrayLike", northings: "ArrayLike", places: Places
) -> "NDArray[np.int64]":
    """The row in `places.table` of the nearest place whose radius reaches each point, or -1.

    Of two equally near, the earlier row. A null (NaN) coordinate is near nothing.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    given = np.asarray(eastings, dtype=float) + 1j * np.asarray(northings, dtype=float)
    distinct, where = np.unique(given, return_inverse=True)
    points = np.column_stack([distinct.real, distinct.imag])
    real = np.flatnonzero(np.isfinite(distinct))
    best = np.full(len(points), -1, dtype=np.int64)
    least = np.full(len(points), np.inf)
    centres = places.table.select("easting", "northing").cast(pl.Float64).to_numpy()
    radii = places.table["radius_m"].to_numpy()
    for radius in np.unique(radii):
        rows = np.flatnonzero(radii == radius)
        reach = np.nextafter(float(radius), np.inf)
        near = list(range(1, min(TIES, len(rows)) + 1))
        distance, hit = cKDTree(centres[rows]).query(points[real], near, distance_upper_bound=reach)
        tied = np.where(distance == distance[:, :1], hit, len(rows))
        row = np.append(rows, len(places))[tied].min(axis=1)
        closest = distance[:, 0]
        nearer = (closest < least[real]) | ((closest == least[real]) & (row < best[real]))
        nearer &= np.isfinite(closest)
        best[real[nearer]] = row[nearer]
        least[real[nearer]] = closest[nearer]
    return best[where]
