"""The points of one side, asked in strips from west to east: a country's fit in memory so."""

from itertools import pairwise

from watchward.analysis.hot_spots.beside import span
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.points import Points

STRIP = 5_000_000  # records of a strip, if they lay evenly


def gather(tables: Tables, asked: Asked, side: str, *, sql: dict[str, str]) -> Points:
    """Every distinct point with its records, ordered by easting, then northing."""
    import numpy as np

    values = span(asked, side)
    ((records, west, east),) = tables.rows(sql["extent"], **values)
    if not records:
        return Points.of(tables.arrays(sql["points"], **values, west=0, east=0))
    strip_count = -(-int(records) // STRIP)
    edges = np.linspace(int(west or 0), int(east or 0) + 1, strip_count + 1).astype(int)
    strips = [
        tables.arrays(sql["points"], **values, west=int(low), east=int(high))
        for low, high in pairwise(edges)
    ]
    names = strips[0]
    return Points.of({name: np.concatenate([strip[name] for strip in strips]) for name in names})
