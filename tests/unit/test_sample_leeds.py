"""The Leeds sample holds what its provenance file says it does."""

import gzip

import polars as pl
import pytest

from watchward.geography.boundaries import load_boundaries
from watchward.geography.grid import to_grid
from watchward.geography.land import on_land
from watchward.samples import leeds

MONTHS = ("2016-07", "2017-07", "2018-07")
HEADER = (
    b"Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    b"Crime type,Last outcome category,Context\r\n"
)
# The 2011 Census printed 751,485 usual residents for Leeds.
RESIDENTS = 751_485


def month(text: str) -> bytes:
    """One month's file, unpacked."""
    return gzip.decompress((leeds.FOLDER / f"{text}-west-yorkshire-street.csv.gz").read_bytes())


@pytest.mark.parametrize("text", MONTHS)
def test_each_july_is_as_the_provenance_states(text: str) -> None:
    stated = leeds.provenance()["counts"][text]
    raw = month(text)
    rows = pl.read_csv(raw, infer_schema=False)
    kinds = rows["Crime type"]
    assert raw.startswith(HEADER)
    assert rows.height == stated["rows"]
    assert (kinds == "Violence and sexual offences").sum() == stated["violence_and_sexual_offences"]
    assert (kinds == "Anti-social behaviour").sum() == stated["anti_social_behaviour"]
    assert rows["Month"].unique().to_list() == [text]
    assert rows["Crime ID"].drop_nulls().str.contains(r"^[0-9a-f]{16}$").all()


def test_every_row_has_a_place_on_land_and_a_known_area() -> None:
    rows = pl.concat([pl.read_csv(month(text), infer_schema=False) for text in MONTHS])
    degrees = rows.with_columns(pl.col("Longitude", "Latitude").cast(pl.Float64))
    placed = to_grid(degrees, "Longitude", "Latitude")
    areas = load_boundaries(leeds.FOLDER, "lsoa_2011")
    located = areas.locate(placed["easting"].to_numpy(), placed["northing"].to_numpy())
    assert placed.select(on_land(pl.col("easting"), pl.col("northing")).all()).item()
    assert set(placed["LSOA code"]) == set(areas.codes)
    assert len(areas) == 482
    assert (located >= 0).mean() > 0.999  # the publisher's 200 m generalisation loses twelve rows
    assert sum(areas.populations.values()) == RESIDENTS


def test_the_sample_stays_small() -> None:
    shipped = [*leeds.STREET_FILES, *leeds.BOUNDARY_FILES]
    assert len(shipped) == 4
    assert sum(one.stat().st_size for one in shipped) < 700_000
