"""Harrowmere: an invented town, drawn in the open sea so that no street of it is real."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from watchward.geography.invented import CENTRE

RADIUS = 4_200
AREAS = 48
GOLDEN = 2.399963  # radians; turned by it, no two neighbours crowd each other

# fmt: off
AREA_NAMES = (
    "Old Town", "Quayside", "Market Ward", "St Brannoc", "Tannery", "Cutler's Green", "Larkfield",
    "Ropewalk", "Highmoor", "Saltmarsh", "Beacon Hill", "Millrace", "Foundry", "Priory",
    "Willowbank", "Castle Mound", "Kiln Lane", "Eastfold", "Westfold", "Northgate", "Southgate",
    "Tollhouse", "Fernside", "Orchard", "Brickfields", "Wharf Road", "Lantern", "Meadowside",
    "Coldharbour", "Greywell", "Harebell", "Sorrel", "Bramble Down", "Thistle", "Stonebow",
    "Rookery", "Whinfield", "Marlpit", "Swan Lane", "Gorsehill", "Netmaker's Row", "Pound Green",
    "Alderholt", "Chandlery", "Cockle Bank", "Sexton's Field", "Withybed", "Upper Harrow",
)
# fmt: on


@dataclass(frozen=True)
class NamedPlace:
    """A place that the gazetteer knows; every one is invented."""

    place_id: str
    name: str
    kind: str
    easting: int
    northing: int
    radius_m: int


@dataclass(frozen=True)
class Town:
    """Areas as a GeoJSON feature collection (EPSG:27700) and the gazetteer of named places."""

    areas: Mapping[str, Any]
    places: tuple[NamedPlace, ...]
    population: Mapping[str, int]


# Named places by kind, and how far from the centre they lie, in metres.
PLACES: tuple[tuple[str, str, int], ...] = (
    ("Fishmarket Square", "street", 120),
    ("Lantern Street", "street", 260),
    ("Copper Row", "street", 420),
    ("Bridge Foot", "street", 610),
    ("Tollgate Road", "street", 1300),
    ("Millrace Parade", "street", 1900),
    ("Kiln Lane shops", "shop", 2400),
    ("Harrowmere Bus Station", "bus_stop_or_station", 380),
    ("Quay Rank", "taxi_rank", 300),
    ("Northgate Rank", "taxi_rank", 800),
    ("The Gilded Otter (invented)", "pub_bar_club", 200),
    ("Club Perigee (invented)", "pub_bar_club", 330),
    ("The Tin Whistle (invented)", "pub_bar_club", 520),
    ("The Ferryman's Rest (invented)", "pub_bar_club", 900),
    ("Saltmarsh Social Club (invented)", "pub_bar_club", 2600),
    ("Hot Plaice Takeaway (invented)", "fast_food", 280),
    ("Kebab Corner (invented)", "fast_food", 460),
    ("Priory Park", "park", 1100),
    ("Brickfields Recreation Ground", "park", 2900),
    ("Highmoor Academy (invented)", "school", 2200),
    ("Larkfield School (invented)", "school", 3000),
    ("Stonebow Shopping Centre", "shop", 350),
    ("Beacon Hill Parade", "street", 3300),
    ("Coldharbour Estate", "street", 2700),
    ("Foundry Lane", "street", 1500),
    ("Eastfold Road", "street", 3100),
)


def _areas(rng: np.random.Generator) -> dict[str, Any]:
    """A town outline cut into areas, smaller towards the centre."""
    import shapely

    angle = np.arange(AREAS) * GOLDEN + rng.uniform(-0.5, 0.5, AREAS)
    distance = RADIUS * 0.96 * np.sqrt(np.linspace(0.004, 1, AREAS))
    seeds = np.c_[np.cos(angle) * distance, np.sin(angle) * distance] + CENTRE
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    edge = RADIUS * (1 + 0.07 * np.sin(3 * turn + 1) + 0.04 * np.sin(7 * turn))
    outline = shapely.Polygon(np.c_[np.cos(turn) * edge, np.sin(turn) * edge] + CENTRE)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=outline)
    pieces = [shapely.intersection(cell, outline) for cell in cells.geoms]
    pieces.sort(key=lambda piece: piece.distance(shapely.Point(CENTRE)))
    features = []
    for index, piece in enumerate(pieces):
        ring = [[round(x), round(y)] for x, y in shapely.get_coordinates(piece)]
        features.append(
            {
                "type": "Feature",
                "properties": {"code": f"SYN{index + 1:03d}", "name": AREA_NAMES[index]},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    return {"type": "FeatureCollection", "name": "synthetic", "crs": crs, "features": features}


def _places(rng: np.random.Generator) -> tuple[NamedPlace, ...]:
    """The gazetteer: places by how far out they lie."""
    found = []
    for index, (name, kind, distance) in enumerate(PLACES):
        angle = index * GOLDEN + rng.uniform(-0.15, 0.15)
        easting = CENTRE[0] + distance * np.cos(angle)
        northing = CENTRE[1] + distance * np.sin(angle)
        found.append(
            NamedPlace(f"SYN-P{index + 1:03d}", name, kind, round(easting), round(northing), 125)
        )
    return tuple(found)


def make_town(seed: int = 1) -> Town:
    """The same town for the same seed."""
    rng = np.random.default_rng(seed)
    areas = _areas(rng)
    codes = [feature["properties"]["code"] for feature in areas["features"]]
    residents = rng.integers(1_350, 3_900, len(codes))
    population = dict(zip(codes, (int(n) for n in residents), strict=True))
    return Town(areas, _places(rng), population)


def place_index(town: Town) -> dict[str, npt.NDArray[np.float64]]:
    """Coordinates of the named places, by name."""
    return {p.name: np.array([p.easting, p.northing], dtype=float) for p in town.places}
