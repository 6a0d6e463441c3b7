"""Grid, cells and land, against answers worked by hand or by other tools."""

import subprocess
import sys
import threading

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchward.geography.grid import cell, cell_corner, snap, to_grid, to_lonlat
from watchward.geography.land import on_land

# Longitude, latitude, easting, northing by OSTN15 (the osgb package 1.2, which carries its grid).
EXACT = [
    (-1.5, 53.8, 433030.321, 433858.197),
    (-3.18, 51.48, 318153.237, 176331.923),
    (-2.98, 53.41, 334952.926, 390799.819),
    (-0.12, 51.5, 530589.427, 179570.880),
    (-2.0, 55.77, 400099.023, 652962.753),
    (-5.54, 50.12, 147051.791, 30439.247),
]


def test_grid_is_within_five_metres_of_the_exact_conversion() -> None:
    frame = pl.DataFrame(EXACT, schema=["lon", "lat", "e", "n"], orient="row")
    found = to_grid(frame, "lon", "lat")
    off = found.select(
        ((pl.col("easting") - pl.col("e")) ** 2 + (pl.col("northing") - pl.col("n")) ** 2).sqrt()
    ).to_series()
    assert found.schema["easting"] == found.schema["northing"] == pl.Int32
    assert off.max() < 5
    assert off.max() > 1  # no grid file: an exact answer would mean machines differ


def test_what_is_no_place_stays_null_and_rows_keep_their_order() -> None:
    frame = pl.DataFrame(
        {
            "lon": [-1.5, None, -1.5, float("nan"), -1.5, 53.8, 200.0, -1.5],
            "lat": [53.8, 53.8, None, 53.8, float("inf"), -1.5, 99.0, 53.8],
        }
    )
    found = to_grid(frame, "lon", "lat")
    assert found["easting"].to_list() == [433030, *[None] * 6, 433030]
    assert found["northing"].null_count() == 6
    nowhere = to_grid(frame.head(0), "lon", "lat")
    assert nowhere.height == 0
    assert nowhere.columns == ["lon", "lat", "easting", "northing"]


@given(st.floats(-6, 1.9), st.floats(49.9, 55.8))
def test_there_and_back_is_the_same_place(longitude: float, latitude: float) -> None:
    there = to_grid(pl.DataFrame({"lon": [longitude], "lat": [latitude]}), "lon", "lat")
    back = to_lonlat(there, "easting", "northing")
    assert back["longitude"][0] == pytest.approx(longitude, abs=2e-5)  # half a metre and rounding
    assert back["latitude"][0] == pytest.approx(latitude, abs=2e-5)


@pytest.mark.parametrize(
    ("easting", "northing", "cell_id", "corner", "snapped"),
    [
        (0, 0, 0, (0, 0), (125, 125)),
        (99, 100, 10_000, (0, 100), (125, 125)),
        (433_030, 433_858, 43_384_330, (433_000, 433_800), (433_125, 433_875)),
        (655_999, 657_599, 65_756_559, (655_900, 657_500), (655_875, 657_625)),
    ],
)
def test_cells_and_snapping(
    easting: int,
    northing: int,
    cell_id: int,
    corner: tuple[int, int],
    snapped: tuple[int, int],
) -> None:
    point = pl.DataFrame({"e": [easting], "n": [northing]})
    found = point.select(id=cell(pl.col("e"), pl.col("n"))).with_columns(
        **dict(zip(("e", "n"), cell_corner(pl.col("id")), strict=True))
    )
    assert found.row(0) == (cell_id, *corner)
    assert point.select(*snap(pl.col("e"), pl.col("n"), 250)).row(0) == snapped


@pytest.mark.parametrize(
    ("easting", "northing", "expected"),
    [
        (433_030, 433_858, True),  # Leeds
        (318_153, 176_332, True),  # Cardiff
        (91_457, 11_068, True),  # St Mary's, Isles of Scilly
        (400_099, 652_963, True),  # Berwick-upon-Tweed
        (294_216, 412_683, False),  # Irish Sea, off Blackpool
        (542_535, 46_362, False),  # English Channel
        (238_131, 475_529, False),  # Isle of Man
        (-1, 433_858, False),  # west of the grid: not the far end of the row below
        (700_000, 433_858, False),
        (433_030, 700_000, False),
        (433_030, -1, False),
        (None, 433_858, None),
        (433_030, None, None),
    ],
)
def test_land(easting: int | None, northing: int | None, expected: bool | None) -> None:
    schema = {"e": pl.Int32, "n": pl.Int32}
    point = pl.DataFrame([(easting, northing)], schema=schema, orient="row")
    assert point.select(on_land(pl.col("e"), pl.col("n"))).item() is expected


def test_a_hospital_machine_without_numpy_can_do_all_of_this() -> None:
    program = """
import sys
sys.modules["numpy"] = sys.modules["shapely"] = sys.modules["scipy"] = None
import datetime as dt
import polars as pl
from watchward.geography import clock, grid, land
frame = pl.DataFrame({"lon": [-1.5], "lat": [53.8], "d": [dt.date(2024, 7, 1)], "t": [dt.time(1)]})
placed = grid.to_grid(frame, "lon", "lat").with_columns(*clock.clock_columns("d", "t"))
print(placed.select(land.on_land(pl.col("easting"), pl.col("northing")), "utc_start").row(0))
"""
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.stdout.split() == ["(True,", "1719792000)"], ran.stderr


def test_a_thread_after_another_has_ended_converts_as_the_first_did():
    frame = pl.DataFrame({"lon": [-3.18], "lat": [51.48]})
    found = []
    for _ in range(3):
        worker = threading.Thread(target=lambda: found.append(to_grid(frame, "lon", "lat").row(0)))
        worker.start()
        worker.join()
    assert len(found) == 3
    assert len(set(found)) == 1
