"""Loops of our own against GEOS: the same area for every point, on edges and corners as well."""

import datetime as dt

import numpy as np
import pytest
import shapely

from watchward.geography import areas as module
from watchward.geography.areas import Boundaries
from watchward.reference import Citation

CITE = Citation("made up", "Watchward", "", "none needed", dt.date(2026, 1, 1), "made up")


def ground(polygons) -> Boundaries:
    codes = tuple(f"A{at}" for at in range(len(polygons)))
    return Boundaries("made up", "2026", codes, codes, np.array(polygons, dtype=object), CITE)


def voronoi(seed: int, many: int) -> list:
    rng = np.random.default_rng(seed)
    seeds = shapely.multipoints(rng.uniform(300_000, 310_000, (many, 2)))
    return list(shapely.get_parts(shapely.voronoi_polygons(seeds)))


def odd_ones() -> list:
    """A hole, two parts, areas on top of each other, one that is empty, a comb, half metres."""
    square = shapely.box(0, 0, 100, 100)
    comb = [
        (0, 200),
        *((x, 200 + 50 * (x // 5 % 2)) for x in range(0, 100, 5)),
        (100, 300),
        (0, 300),
    ]
    return [
        square.difference(shapely.box(20, 20, 80, 80)),
        shapely.union_all([shapely.box(30, 30, 40, 40), shapely.box(60.5, 60.5, 70, 70)]),
        shapely.Polygon(),
        shapely.box(50, 50, 150, 150),
        shapely.Polygon(comb),
        shapely.Polygon([(200, 0), (300.3, 100.7), (200.1, 200.9)]),
    ]


def grid_of_boxes() -> list:
    return [shapely.box(x, y, x + 10, y + 10) for x in range(0, 100, 10) for y in range(0, 100, 10)]


@pytest.mark.parametrize(
    "polygons", [voronoi(1, 400), odd_ones(), grid_of_boxes()], ids=["cells", "odd", "boxes"]
)
def test_every_point_is_where_geos_has_it(polygons, monkeypatch):
    held = ground(polygons)
    corners = shapely.get_coordinates(polygons)
    low, high = corners.min(axis=0), corners.max(axis=0)
    rng = np.random.default_rng(2)
    anywhere = rng.uniform(low - 5, high + 5, (4_000, 2))
    middles = (corners[1:] + corners[:-1]) / 2  # most of them on an edge
    share = rng.uniform(size=(len(corners) - 1, 1))
    along = corners[1:] * share + corners[:-1] * (1 - share)
    level = np.column_stack([anywhere[:500, 0], rng.choice(corners[:, 1], 500)])
    whole = np.round(anywhere[:1_000])
    x, y = np.vstack([anywhere, corners, middles, along, level, whole, [[np.nan, 1.0]]]).T
    by_tree = held.locate(x, y)
    monkeypatch.setattr(module, "MANY", 0)
    by_loops = held.locate(x, y)
    np.testing.assert_array_equal(by_loops, by_tree)
    assert (by_loops >= 0).sum() > 500
    assert by_loops[-1] == -1


def test_only_points_at_an_edge_are_left_to_geos(monkeypatch):
    held = ground(voronoi(3, 300))
    monkeypatch.setattr(module, "MANY", 0)
    asked: list[int] = []
    ours = Boundaries._by_tree
    monkeypatch.setattr(
        Boundaries, "_by_tree", lambda self, x, y: (asked.append(len(x)), ours(self, x, y))[1]
    )
    x, y = np.random.default_rng(4).uniform(300_000, 310_000, (2, 20_000))
    held.locate(x, y)
    assert sum(asked) < 20
