"""A premises' number leaves with a record whose words name one on the register, and matches it."""

import datetime as dt

import polars as pl
import pytest

from tests.faults.packages import NOW, SETTINGS
from tests.provider_extracts import ED, column, ed_csv, make
from watchward.analysis import premises
from watchward.contract.about import Options
from watchward.contract.coarser import as_asked
from watchward.contract.dataset import dataset
from watchward.engine.api import open_tables
from watchward.geography.gazetteer.book import read_book, save
from watchward.geography.gazetteer.build import Source, build
from watchward.geography.supplied import save_supplied
from watchward.geography.supplied_file import read_supplied
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.located import BOOK
from watchward.reference import Citation

# Two next door to each other, as in a dense centre; a third far off has a number of no register.
REGISTER = """\
place_id,name,address,kind,easting,northing,capacity,footfall,closes,authority,licence,since,measures
L-001,The Gilded Newt,1 Tanner Row,pub,401000,301000,200,,23:00,Council (synthetic),,,
L-002,The Leaden Toad,2 Tanner Row,pub,401012,301000,300,,23:00,Council (synthetic),,,
"""
OTHERS = """\
place_id,name,kind,street,town,postcode,easting,northing
f77,Gilded Newt,pub,1 Tanner Row,Ambleford,,401040,301000
f78,The Copper Swan,pub,9 Tanner Row,Ambleford,,401400,301000
"""
HEADER = f"{ED},location description"
# text, the number that leaves
ROWS = (
    ("the Gilded Newt", "L-001"),
    ("outside the Leaden Toad pub", "L-002"),
    ("Copper Swan pub", None),
    ("Tanner Row", None),
    ("patients home near the Gilded Newt", None),
    ("", None),
)


@pytest.fixture
def gazetteer(tmp_path):
    sources = []
    for kind, text in (("licensed", REGISTER), ("premises", OTHERS)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, "utf-8")
        sources.append(Source(kind, file, "synthetic", "invented"))
    save(build(sources, hospital=(400_000, 300_000)), tmp_path / "g" / BOOK)
    return tmp_path / "g"


def _extract():
    rows = (
        f"A{at},2025-03-{at + 1:02d},23:10,fist,pub,,,24,M,{text}"
        for at, (text, _) in enumerate(ROWS)
    )
    return ed_csv(*rows, header=HEADER)


def test_premises_on_the_register_stand_for_the_same_ones_of_other_files(gazetteer):
    table = read_book(gazetteer / BOOK).table
    held = dict(table.select("place_id", "register").iter_rows())
    assert held == {"L-001": "L-001", "L-002": "L-002", "f78": ""}


def test_a_gazetteer_of_before_still_opens(gazetteer):
    path = gazetteer / BOOK
    said = pl.read_parquet_metadata(path)
    pl.read_parquet(path).drop("register").write_parquet(path, metadata=said)
    assert set(read_book(path).table["register"]) == {""}


def test_the_number_leaves_where_the_words_name_them_surely_and_by_its_own_gateway(
    tmp_path, gazetteer
):
    made = make(tmp_path, _extract(), gazetteer=gazetteer)
    assert column(made, "premises") == [number for _, number in ROWS]
    assert made.manifest.gateways["premises"] == "recorded"


@pytest.mark.parametrize("place", ["1km", "none"])
def test_it_does_not_leave_where_places_are_made_coarser(tmp_path, gazetteer, place):
    declared = as_asked(dataset("ed_assault"), f"place={place}")
    made = make(tmp_path, _extract(), gazetteer=gazetteer, dataset=declared)
    assert set(column(made, "premises")) == {None}


def test_patients_are_matched_by_number_where_places_cannot_tell(tmp_path, gazetteer):
    store = open_store(tmp_path / "store", create=True)
    made = make(tmp_path, _extract(), gazetteer=gazetteer)
    assert receive(made.package, store=store, by="ana", now=NOW, settings=SETTINGS).accepted == 6
    cited = Citation(
        "Register", "Council (synthetic)", "", "OGL", dt.date(2026, 1, 2), "unverified"
    )
    listed = read_supplied(tmp_path / "licensed.csv", "licensed-premises", citation=cited)
    save_supplied(listed, store.geography)
    result = premises.run(open_tables(store), Options(months=1))
    (found,) = (one for one in result.tables if one.name == "matching")
    assert {row[0]: row[2] for row in found.rows if row[2]} == {"by number": 2}


def test_the_police_may_send_it_as_a_column_and_a_name_is_never_taken_for_it(tmp_path):
    header = "crime ref,incident date,incident time,category,easting,northing,premises id"
    row = "C1,2025-03-01,23:10,violence with injury,401000,301000"
    text = f"{header}\n{row},L-001\n{row.replace('C1', 'C2')},The Gilded Newt\n"
    made = make(tmp_path, text, name="police_incident")
    assert column(made, "premises") == ["L-001", None]
