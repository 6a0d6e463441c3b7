"""The synthetic partnership: repeatable, on no real ground, true to what it says it planted."""

import csv

import numpy as np
import polars as pl
import pytest

from watchward.contract.dataset import datasets
from watchward.contract.period import month_number
from watchward.geography.land import on_land
from watchward.reference import code_list
from watchward.synthetic.extract import Seen, extract
from watchward.synthetic.flow import first_of, make_partnership, seen_by
from watchward.synthetic.town import make_town
from watchward.synthetic.world import Truth, make_world

LAST = month_number("2025-12")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_partnership(tmp_path_factory.mktemp("town"), seed=5, last=LAST)


@pytest.fixture(scope="module")
def world():
    start = first_of(LAST - 23)
    return make_world(make_town(), Truth(seed=5, months=24), first_day=start, days=730)


def test_the_same_seed_gives_the_same_bytes(made, tmp_path):
    again = make_partnership(tmp_path, seed=5, last=LAST)
    for name, files in made.extracts.items():
        assert [f.read_bytes() for f in files] == [f.read_bytes() for f in again.extracts[name]]


def test_another_seed_gives_other_records(made, tmp_path):
    other = make_partnership(tmp_path, seed=6, last=LAST)
    assert (
        made.extracts["ed_assault"][0].read_bytes() != other.extracts["ed_assault"][0].read_bytes()
    )


def test_no_place_of_the_town_is_on_real_land(made):
    town = make_town()
    corners = np.array(
        [xy for f in town.areas["features"] for xy in f["geometry"]["coordinates"][0]]
    )
    frame = pl.DataFrame({"easting": corners[:, 0], "northing": corners[:, 1]}).cast(pl.Int32)
    land = frame.select(on_land(pl.col("easting"), pl.col("northing")))
    assert land.to_series().sum() == 0


@pytest.mark.parametrize("name", sorted(datasets()))
def test_every_data_set_gets_an_extract_that_its_own_declaration_allows(name, world):
    dataset = datasets()[name]
    seen = Seen(world, np.arange(50), np.random.default_rng(1))
    frame = extract(dataset, seen)
    assert frame.height == 50
    for field in dataset.given:
        values = [v for v in frame[field.headers[0]].to_list() if v not in (None, "")]
        if field.codes and values:
            allowed = code_list(field.codes).aliases
            assert all(str(value).casefold() in allowed for value in values), field.name
        if field.filled:
            assert len(values) == 50, field.name


def test_the_planted_shares_are_in_the_world(world):
    patients = world.at_hospital
    assert patients.sum() / 24 == pytest.approx(410, rel=0.03)
    assert world.known_to_police[patients].mean() == pytest.approx(0.42, abs=0.02)
    answered = world.says[patients] < 2
    assert answered.mean() == pytest.approx(0.82, abs=0.02)
    assert world.says[patients][answered].mean() == pytest.approx(0.47, abs=0.02)


def test_saturday_night_is_the_peak(world):
    night_of = world.minute // 1440 - (world.minute % 1440 < 360)
    weekday = (night_of + 3) % 7 + 1
    assert np.bincount(weekday, minlength=8).argmax() == Truth(seed=5, months=24).peak_weekday


def test_the_ambulance_service_skips_one_month(made):
    names = sorted(path.name for path in made.extracts["ambulance_call"])
    assert [name[20:] for name in names[:2]] == ["2024-01-2024-09.csv", "2024-11-2025-09.csv"]


def test_one_row_in_250_is_spoilt(made):
    with made.extracts["ed_assault"][0].open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    spoilt = [row for row in rows if row["assault method"] == "??"]
    assert len(spoilt) == (len(rows) - 118) // 250 + 1


def test_patients_numbers_are_of_the_range_kept_for_testing(world):
    seen = seen_by("ed_assault", world, np.random.default_rng(2))
    numbers = extract(datasets()["ed_assault"], seen)["nhs number"].to_list()
    assert all(number.startswith("999") for number in numbers)
