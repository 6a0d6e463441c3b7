"""Areas and named places: two squares and a bow-tie, worked by hand."""

import dataclasses
import datetime as dt
import gzip
import json
from pathlib import Path

import pytest
import shapely

from watchward.errors import InputRefusal, Refusal, UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.geography.boundaries import (
    boundary_names,
    load_boundaries,
    read_boundaries,
    save_boundaries,
)
from watchward.geography.places import nearest_place, read_places
from watchward.reference import Citation

CITED = Citation(
    title="Invented squares",
    publisher="Watchward's tests",
    url="https://example.org/squares",
    licence="CC0-1.0",
    retrieved=dt.date(2026, 11, 22),
    status="local default",
)
WEST = [[400_000, 300_000], [401_000, 300_000], [401_000, 301_000], [400_000, 301_000]]
EAST = [[401_000, 300_000], [402_000, 300_000], [402_000, 301_000], [401_000, 301_000]]
POINT = b"""{"type": "FeatureCollection", "features": [{"properties": {"id": "A"}, "geometry":
    {"type": "Point", "coordinates": [1, 2]}}]}"""
NO_CODE = b"""{"type": "FeatureCollection", "features": [{"properties": {}, "geometry":
    {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}"""
BOW_TIE = [[403_000, 300_000], [404_000, 301_000], [404_000, 300_000], [403_000, 301_000]]


def squares(path: Path, *rings: list[list[float]]) -> Path:
    """A GeoJSON file of one area a ring, coded A, B, …; only A states its residents."""
    features = [
        {
            "type": "Feature",
            "properties": {"id": chr(65 + place), "people": 1_500 if place == 0 else None},
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        }
        for place, ring in enumerate(rings)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def read(path: Path) -> Boundaries:
    """The areas of a file, under one name."""
    return read_boundaries(
        path,
        code="id",
        name="squares_2026",
        vintage="squares 2026",
        citation=CITED,
        population="people",
    )


@pytest.fixture
def areas(tmp_path: Path) -> Boundaries:
    return read(squares(tmp_path / "squares.geojson", WEST, EAST, BOW_TIE))


def test_points_fall_where_they_should(areas: Boundaries) -> None:
    table = [
        (400_500, 300_500, 0),
        (401_500, 300_500, 1),
        (401_000, 300_500, 0),  # on the shared edge: the first of the two
        (403_250, 300_500, 2),  # in the west wing of the mended bow-tie
        (403_500, 300_750, -1),  # above its knot
        (402_500, 300_500, -1),
        (float("nan"), 300_500, -1),
        (400_500, 300_500, 0),
    ]
    eastings, northings, expected = zip(*table, strict=True)
    assert areas.locate(eastings, northings).tolist() == list(expected)
    assert areas.locate([], []).tolist() == []


def test_a_broken_polygon_is_mended(areas: Boundaries) -> None:
    assert shapely.is_valid(areas.polygons).all()
    assert shapely.area(areas.polygons).tolist() == [1e6, 1e6, 5e5]
    assert areas.bounds == (400_000, 300_000, 404_000, 301_000)
    assert areas.populations == {"A": 1_500}
    assert areas.locate(*areas.centroids.T).tolist() == [0, 1, 2]


def test_degrees_become_metres(tmp_path: Path) -> None:
    # The corner of Leeds that the grid test places at 433030, 433860.
    ring = [[-1.5, 53.8], [-1.49, 53.8], [-1.49, 53.81], [-1.5, 53.81]]
    west, south, _, _ = read(squares(tmp_path / "degrees.geojson", ring)).bounds
    assert (west, south) == pytest.approx((433_030, 433_860), abs=70)  # a degree square is turned


def test_simpler_neighbours_still_share_their_edge(tmp_path: Path) -> None:
    bent = [401_020, 300_500]
    west, east = [*WEST[:2], bent, *WEST[2:]], [*EAST, bent]
    simpler = read(squares(tmp_path / "bent.geojson", west, east)).simplify(200)
    assert shapely.get_num_coordinates(simpler.polygons).tolist() == [5, 5]
    assert shapely.area(shapely.intersection(*simpler.polygons)) == 0
    assert shapely.area(simpler.polygons).sum() == 2e6


def test_what_is_kept_is_what_comes_back(areas: Boundaries, tmp_path: Path) -> None:
    store = tmp_path / "areas"
    path = save_boundaries(areas, store)
    first = path.read_bytes()
    back = load_boundaries(store, "squares_2026")
    for field in ("name", "vintage", "codes", "names", "citation", "populations"):
        assert getattr(back, field) == getattr(areas, field)
    assert shapely.equals(back.polygons, areas.polygons).all()
    assert save_boundaries(back, store).read_bytes() == first
    assert boundary_names(store) == ("squares_2026",)
    assert "." not in json.dumps(json.loads(gzip.decompress(first))["features"])  # whole metres


@pytest.mark.parametrize(
    "ring",
    [
        [[-200_000, 7_100_000], [-199_000, 7_100_000], [-199_000, 7_101_000]],  # web Mercator
        [[53.8, -1.5], [53.8, -1.49], [53.81, -1.49]],  # latitude first
        [[400_000, 300_000]],
    ],
    ids=["mercator", "swapped", "one corner"],
)
def test_outlines_off_the_british_grid_are_refused(tmp_path: Path, ring: list[list[float]]) -> None:
    with pytest.raises(InputRefusal, match=r"odd\.geojson"):
        read(squares(tmp_path / "odd.geojson", ring))


def test_an_area_that_encloses_nothing_is_refused(tmp_path: Path) -> None:
    line = [[400_000, 300_000], [401_000, 300_000], [402_000, 300_000]]
    with pytest.raises(InputRefusal, match=r"odd\.geojson, feature 2: .* encloses nothing"):
        read(squares(tmp_path / "odd.geojson", WEST, line))


def test_residents_must_be_numbers(tmp_path: Path) -> None:
    path = squares(tmp_path / "squares.geojson", WEST)
    path.write_text(path.read_text("utf-8").replace("1500", '"1,500"'), "utf-8")
    with pytest.raises(InputRefusal, match="people"):
        read(path)


@pytest.mark.parametrize("name", ["../elsewhere", "", "Squares", "a/b"])
def test_a_name_cannot_leave_its_folder(areas: Boundaries, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageRefusal):
        save_boundaries(dataclasses.replace(areas, name=name), tmp_path)
    with pytest.raises(UsageRefusal):
        load_boundaries(tmp_path, name)


def test_unknown_areas_are_refused_and_the_known_named(areas: Boundaries, tmp_path: Path) -> None:
    save_boundaries(areas, tmp_path)
    with pytest.raises(UsageRefusal, match=r"There are: squares_2026\."):
        load_boundaries(tmp_path, "lsoa_2021")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\x1f\x8b\x08\x00",
        b"[]",
        b'{"type": "FeatureCollection", "features": []}',
        POINT,
        NO_CODE,
    ],
    ids=["empty", "text", "truncated", "list", "no areas", "point", "no code"],
)
def test_a_file_that_holds_no_areas_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.geojson"
    path.write_bytes(content)
    with pytest.raises(InputRefusal, match=r"broken\.geojson"):
        read(path)


PLACES = """place_id,name,kind,easting,northing,radius_m
p1,Invented Square,square,400000,300000,100
p2,The Invented Arms,pub,400060,300000,20
p3,Invented Arms Annexe,pub,400060,300000,20
p4,The Far Inn,pub,400080,300000,20
"""


@pytest.mark.parametrize(
    ("easting", "northing", "row"),
    [
        (400_000, 300_000, 0),
        (400_039, 300_000, 0),  # the pub is nearer, but 21 m away
        (400_040, 300_000, 1),  # exactly its radius; and the earlier of two at one spot
        (400_070, 300_000, 1),  # half way between the pubs: the earlier
        (400_071, 300_000, 3),
        (400_000, 300_100, 0),
        (400_000, 300_101, -1),
        (float("nan"), 300_000, -1),
    ],
)
def test_the_nearest_place_that_reaches(
    tmp_path: Path, easting: float, northing: float, row: int
) -> None:
    path = tmp_path / "places.csv"
    path.write_text(PLACES, "utf-8")
    assert nearest_place([easting], [northing], read_places(path)).tolist() == [row]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("radius_m", "radius", "radius_m"),
        ("p4,The Far Inn,pub,400080", "p4,The Far Inn,pub,", "row 5"),
        ("p4,The Far Inn,pub,400080", "p4,The Far Inn,pub,40o080", "row 5"),
        ("300000,100", "300000,0", "row 2"),
        ("p4", "p3", "place_id"),
    ],
)
def test_a_faulty_gazetteer_is_refused_without_quoting_it(
    tmp_path: Path, old: str, new: str, where: str
) -> None:
    path = tmp_path / "places.csv"
    path.write_text(PLACES.replace(old, new), "utf-8")
    with pytest.raises(Refusal, match=where) as refused:
        read_places(path)
    assert "Far Inn" not in str(refused.value)
    assert "40o080" not in str(refused.value)
