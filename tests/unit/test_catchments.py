"""Catchments: at least eight addresses each, the same from any order, and nothing finer leaves."""

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.provider_extracts import ed_csv, make, opened
from watchward.cli import app
from watchward.errors import InputRefusal
from watchward.geography.addresses import read_addresses
from watchward.geography.catchments import LEAST, SQUARE, build, read_catchments, save
from watchward.provider.catchments import FILE, in_words

ADDRESSES = st.lists(
    st.tuples(st.integers(290_000, 292_500), st.integers(250_000, 251_200)),
    min_size=LEAST,
    max_size=150,
)


def frame(addresses):
    return pl.DataFrame(addresses, schema={"easting": pl.Int32, "northing": pl.Int32}, orient="row")


def made(addresses):
    return build(frame(addresses), about={"vintage": "invented", "citation": "synthetic"})


def street(*, homes, east, north=250_050):
    """Homes five metres apart."""
    return [(east + 5 * at, north) for at in range(homes)]


@settings(max_examples=80, deadline=None)
@given(ADDRESSES, st.randoms(use_true_random=False))
def test_at_least_eight_each_and_the_order_does_not_matter(addresses, chance):
    catchments = made(addresses)
    shuffled = chance.sample(addresses, len(addresses))
    assert made(shuffled).nodes == catchments.nodes
    found = {}
    for one in addresses:
        found.setdefault(catchments.point_of(*one), []).append(one)
    assert None not in found
    assert min(map(len, found.values())) >= LEAST
    assert sorted(map(len, found.values())) == sorted(catchments.counts)


@settings(max_examples=40, deadline=None)
@given(ADDRESSES)
def test_a_whole_square_goes_one_way_and_a_published_point_stays_where_it_is(addresses):
    catchments = made(addresses)
    for east, north in addresses:
        corner = (east // SQUARE * SQUARE, north // SQUARE * SQUARE)
        point = catchments.point_of(east, north)
        assert catchments.point_of(*corner) == point
        assert catchments.point_of(*point) == point


def test_worked_by_hand():
    """Sixteen homes in squares 0, 0, 1 and 3: the cut leaves eight and eight."""
    homes = [*street(homes=8, east=290_000), *street(homes=3, east=290_100)]
    catchments = made([*homes, *street(homes=5, east=290_300)])
    assert catchments.counts == [8, 8]
    assert catchments.point_of(290_099, 250_000) == (290_050, 250_050)
    assert catchments.point_of(290_250, 250_000) == (290_350, 250_050)  # empty, joined to the east
    assert catchments.point_of(290_400, 250_000) is None
    assert catchments.point_of(290_000, 250_100) is None


def test_fewer_than_eight_are_refused_and_a_file_comes_back_the_same(tmp_path):
    with pytest.raises(InputRefusal, match="fewer than 8"):
        made(street(homes=7, east=290_000))
    catchments = made(street(homes=200, east=290_000))
    path = tmp_path / FILE
    sha256 = save(catchments, path)
    again = read_catchments(path)
    assert (again.nodes, again.bounds) == (catchments.nodes, catchments.bounds)
    assert save(again, tmp_path / "again.parquet") == sha256
    path.write_bytes(b"PAR1")
    with pytest.raises(InputRefusal, match="not catchments"):
        read_catchments(path)


def test_a_catchment_that_is_too_small_is_refused(tmp_path):
    catchments = made(street(homes=8, east=290_000))
    node = (*catchments.nodes[0][:5], LEAST - 1)
    save(type(catchments)((node,), catchments.bounds, {}), tmp_path / FILE)
    with pytest.raises(InputRefusal, match="not catchments"):
        read_catchments(tmp_path / FILE)


def test_twenty_repeats_at_one_address_recover_nothing_better_than_the_catchment(tmp_path):
    """The attack: average what leaves of one address."""
    chance = random.Random(7)
    town = [
        (290_000 + int(abs(chance.gauss(0, 400))), 250_000 + int(abs(chance.gauss(0, 300))))
        for _ in range(400)
    ]
    catchments = made(town)
    save(catchments, tmp_path / FILE)
    for home in chance.sample(town, 3):
        rows = [
            f"A{n},2025-03-{n + 1:02},23:10,fist,home,{home[0]},{home[1]},24,M" for n in range(20)
        ]
        prepared = make(tmp_path, ed_csv(*rows), catchments=tmp_path)
        left = opened(prepared)
        averaged = (left["easting"].mean(), left["northing"].mean())
        assert averaged == catchments.point_of(*home)
        possible = [one for one in town if catchments.point_of(*one) == averaged]
        assert len(possible) >= LEAST
        assert home in possible
        assert prepared.manifest.snapped["rows"] == 20
        assert "at least 8 addresses (invented): 20 rows" in in_words(prepared.manifest.snapped)[0]
        prepared.package.unlink()


def test_outside_the_list_and_without_one_the_square_is_used_and_said(tmp_path):
    save(made(street(homes=9, east=400_000)), tmp_path / FILE)
    beside = make(tmp_path, ed_csv(), catchments=tmp_path)
    assert opened(beside)["easting"].to_list() == [290_450]
    assert (beside.manifest.snapped["rows"], beside.manifest.snapped["rows_to_squares"]) == (0, 1)
    beside.package.unlink()
    without = make(tmp_path, ed_csv())
    assert without.manifest.snapped == {"to": "squares", "metres": 100}
    assert "no list of addresses" in in_words(without.manifest.snapped)[0]


def test_a_list_is_read_whole_or_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("UPRN,X_COORDINATE,Y_COORDINATE\n1,290000.4,250000\n2,290001,250001\n")
    assert read_addresses(path).rows() == [(290_000, 250_000), (290_001, 250_001)]
    path.write_text("easting,northing\n290000,250000\n,250001\n51.5,-0.1\n")
    with pytest.raises(InputRefusal, match="2 of its lines"):
        read_addresses(path)
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputRefusal, match="no columns"):
        read_addresses(path)


def test_the_command_makes_this_machines_catchments(tmp_path, monkeypatch):
    monkeypatch.setenv("WATCHWARD_HOME", str(tmp_path / "home"))
    path = tmp_path / "list.csv"
    lines = [f"{east},{north}" for east, north in street(homes=100, east=290_000)]
    path.write_text("\n".join(("easting,northing", *lines)) + "\n")
    said = ("catchments", "build", "--addresses", str(path), "--vintage", "2026-10")
    ran = CliRunner().invoke(app, [*said, "--citation", "synthetic"], catch_exceptions=False)
    assert "100 addresses in 5 catchments: at fewest 20" in ran.output
    kept = read_catchments(tmp_path / "home" / "catchments" / FILE)
    assert kept.about == {"vintage": "2026-10", "citation": "synthetic"}
