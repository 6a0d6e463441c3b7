"""Points in real areas: our index against geopandas, which reads and joins by its own path."""

import datetime as dt
import gzip
import io
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from watchward.geography.boundaries import load_boundaries, read_boundaries, save_boundaries
from watchward.reference import Citation

CITED = Citation(
    title="Lower layer Super Output Areas (December 2011)",
    publisher="Office for National Statistics",
    url="https://geoportal.statistics.gov.uk/",
    licence="OGL-UK-3.0",
    retrieved=dt.date(2026, 11, 22),
    status="unverified",
)
POINTS = 20_000


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore:Best transformation is not available:UserWarning")
@pytest.mark.parametrize(
    ("area", "count"), [("cardiff", 214), ("merseyside", 910), ("south_yorkshire", 853)]
)
def test_points_fall_in_the_area_that_geopandas_finds(
    shared: Path, tmp_path: Path, area: str, count: int
) -> None:
    path = shared / "data" / "geo_lsoa" / f"lsoa11_{area}.geojson.gz"
    ours = read_boundaries(
        path,
        code="LSOA11CD",
        label="LSOA11NM",
        name="lsoa_2011",
        vintage="LSOA 2011",
        citation=CITED,
    )
    theirs = geopandas.read_file(io.BytesIO(gzip.decompress(path.read_bytes())))
    theirs = theirs.to_crs(27700)
    theirs.geometry = theirs.geometry.make_valid()
    assert len(ours) == len(theirs) == count
    assert shapely.is_valid(ours.polygons).all()

    west, south, east, north = theirs.total_bounds
    random = np.random.default_rng(20261122)
    points = geopandas.GeoDataFrame(
        geometry=geopandas.points_from_xy(
            random.uniform(west, east, POINTS), random.uniform(south, north, POINTS)
        ),
        crs=27700,
    )
    joined = points.sjoin(theirs[["LSOA11CD", "geometry"]], predicate="within", how="left")
    expected = joined["LSOA11CD"].groupby(level=0).agg(lambda found: set(found.dropna()))
    inner = ~near_an_edge(points, theirs)
    assert inner.mean() > 0.9

    x, y = points.geometry.x, points.geometry.y
    codes = np.array([*ours.codes, ""])
    found = codes[ours.locate(x, y)]
    assert agreement(found, expected, inner) == 1

    kept = load_boundaries(save_boundaries(ours, tmp_path).parent, "lsoa_2011")
    assert agreement(codes[kept.locate(x, y)], expected, inner) == 1


def near_an_edge(
    points: geopandas.GeoDataFrame, areas: geopandas.GeoDataFrame
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Points within 2 m of a border, where whole metres may decide otherwise."""
    borders = shapely.STRtree(areas.geometry.boundary)
    hit, _ = borders.query(points.geometry.array, predicate="dwithin", distance=2)
    near = np.zeros(len(points), dtype=bool)
    near[hit] = True
    return near


def agreement(found: np.ndarray, expected: "geopandas.pd.Series", inner: np.ndarray) -> float:
    """Share of the points away from borders on which both name the same area, or none."""
    same = [{code} - {""} == codes for code, codes in zip(found, expected, strict=True)]
    return float(np.mean(np.array(same)[inner]))
