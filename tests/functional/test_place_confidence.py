"""Kind and confidence of a place found in words, from extract to question; old packages open."""

from pathlib import Path

import pytest

from tests.faults.packages import NOW, SETTINGS
from tests.provider_extracts import ED, column, ed_csv, make
from watchward.contract.dataset import dataset
from watchward.engine.api import open_tables
from watchward.geography.gazetteer.book import save
from watchward.geography.gazetteer.build import Source, build
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.located import BOOK

HERE = Path(__file__).parents[1] / "unit" / "location_text"
HEADER = f"{ED},location description"
# Row → text, metres of its own, kind and confidence that a person would expect.
ROWS = (
    ("Black Lion pub on Commercial Road", ",", "pub", "high"),
    ("Black Lion pub on Commercial Road", "402010,302010", "pub", None),
    ("14 Commercial Road", ",", "street", "medium"),
    ("tesco", ",", "shop", "low"),
    ("patients home Commercial Road", "402010,302010", "home", "unplaced"),
    ("nowhere anybody knows", ",", "unknown", "unplaced"),
    ("", "402010,302010", None, None),
)


@pytest.fixture
def gazetteer(tmp_path):
    files = (("premises", "places.csv"), ("postcodes", "postcodes.csv"))
    sources = [Source(kind, HERE / file, "synthetic", "invented") for kind, file in files]
    save(build(sources, hospital=(400_000, 300_000)), tmp_path / "g" / BOOK)
    return tmp_path / "g"


def _extract(month):
    rows = (
        f"{month}{n},2025-{month}-01,23:10,fist,pub,{metres},24,M,{text}"
        for n, (text, metres, *_) in enumerate(ROWS)
    )
    return ed_csv(*rows, header=HEADER)


def test_each_row_says_kind_and_confidence(tmp_path, gazetteer):
    made = make(tmp_path, _extract("03"), gazetteer=gazetteer)
    assert column(made, "place_kind") == [row[2] for row in ROWS]
    assert column(made, "place_confidence") == [row[3] for row in ROWS]
    assert made.manifest.gateways["place_confidence"] == "recorded"


def test_without_a_gazetteer_both_are_empty_and_name_no_gateway(tmp_path):
    made = make(tmp_path, _extract("03"), gazetteer=tmp_path / "none")
    assert set(column(made, "place_kind")) == {None}
    assert "place_kind" not in made.manifest.gateways


def test_a_column_of_that_name_is_not_taken_for_it(tmp_path, gazetteer):
    made = make(
        tmp_path, ed_csv("A1,2025-03-01,23:10,fist,pub,,,24,M,pub", header=f"{ED},place_kind")
    )
    assert column(made, "place_kind") == [None]


@pytest.mark.parametrize("versions", [("1", "2"), ("2", "1"), ("2", "3"), ("3", "1")])
def test_the_hub_takes_packages_of_both_versions_in_either_order(tmp_path, gazetteer, versions):
    store = open_store(tmp_path / "store", create=True)
    for month, version in zip(("02", "03"), versions, strict=True):
        declared = dataset("ed_assault").as_of(version)
        file = f"{month}.csv"
        made = make(tmp_path, _extract(month), file=file, dataset=declared, gazetteer=gazetteer)
        assert ("place_kind" in made.manifest.columns) is (version != "1")
        assert ("premises" in made.manifest.columns) is (version == "3")
        receipt = receive(made.package, store=store, by="ana", now=NOW, settings=SETTINGS)
        assert (receipt.accepted, receipt.rejected) == (len(ROWS), 0), receipt.reasons
    found = open_tables(store).rows(
        "select text_place_confidence, count(*) from incident"
        " where text_place_confidence is not null group by 1 order by 1"
    )
    said = sum(version != "1" for version in versions)
    assert found == [("high", said), ("low", said), ("medium", said), ("unplaced", 2 * said)]


def test_an_old_mapping_still_reads():
    declared = dataset("ed_assault")
    assert declared.versions == ("3", "2", "1")
    fields = {
        version: {one.name for one in declared.as_of(version).fields}
        for version in declared.versions
    }
    assert fields["3"] - fields["2"] == {"premises"}
    assert fields["2"] - fields["1"] == {"place_kind", "place_confidence"}
