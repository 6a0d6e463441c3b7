"""Location text at the provider: a place leaves, moved to its square; the text never does."""

import tempfile
from itertools import count
from pathlib import Path

import pytest

from tests.provider_extracts import ED, column, ed_csv, make, opened
from watchward.contract.dataset import dataset
from watchward.geography.gazetteer.book import save
from watchward.geography.gazetteer.build import Source, build
from watchward.provider.located import BOOK

HERE = Path(__file__).parent / "location_text"
HEADER = f"{ED},location description"
TEXTS = {
    "A1": "Black Lion pub on Commercial Road",
    "A2": "patients home Commercial Road",
    "A3": "nowhere anybody knows",
    "A4": "",
    "A5": "tesco",
}


@pytest.fixture
def gazetteer(tmp_path):
    sources = [
        Source("premises", HERE / "places.csv", "synthetic", "invented"),
        Source("postcodes", HERE / "postcodes.csv", "synthetic", "invented"),
    ]
    save(build(sources, hospital=(400_000, 300_000)), tmp_path / "g" / BOOK)
    return tmp_path / "g"


def _row(number, text, *, metres=",", sex="M"):
    return f"{number},2025-03-01,23:10,fist,pub,{metres},24,{sex},{text}"


def _extract(**said):
    return ed_csv(*[_row(number, text, **said) for number, text in TEXTS.items()], header=HEADER)


def test_a_place_found_is_moved_to_its_square_and_the_rest_has_none(tmp_path, gazetteer):
    made = make(tmp_path, _extract(), gazetteer=gazetteer)
    assert column(made, "easting") == [401_050, None, None, None, None]
    assert column(made, "northing") == [301_050, None, None, None, None]
    assert column(made, "place_precision") == ["snapped", *["none"] * 4]
    assert column(made, "cell") == [3010 * 10_000 + 4010, *[None] * 4]


def test_metres_that_the_extract_has_are_kept_but_never_a_homes(tmp_path, gazetteer):
    made = make(tmp_path, _extract(metres="402010,302010"), gazetteer=gazetteer)
    assert column(made, "easting") == [402_050, None, 402_050, 402_050, 402_050]
    assert column(made, "place_precision")[1] == "none"


def test_without_a_gazetteer_all_is_as_before(tmp_path):
    made = make(tmp_path, _extract(metres="402010,302010"), gazetteer=tmp_path / "none")
    assert column(made, "easting") == [402_050] * 5
    assert made.manifest.placed == {}


def test_the_share_placed_is_told_by_group_and_small_numbers_are_not(tmp_path, gazetteer):
    pub, lost = TEXTS["A1"], TEXTS["A3"]
    rows = [_row(f"M{n}", pub) for n in range(20)]
    rows += [_row(f"F{n}", pub if n < 10 else lost, sex="F") for n in range(20)]
    rows += [_row(f"U{n}", lost, sex="") for n in range(3)]
    placed = make(tmp_path, ed_csv(*rows, header=HEADER), gazetteer=gazetteer).manifest.placed
    assert placed["levels"] == {
        "high": 30,
        "medium": 0,
        "low": 0,
        "home": 0,
        "unplaced": 13,
        "no_text": 0,
    }
    # Three whose sex is not stated: by themselves they could be told from the rest.
    assert placed["sex"] == {
        "M": {"texts": 20, "placed": 20},
        "F or others and not stated": {"texts": 23, "placed": 10},
    }
    assert placed["month"] == {"2025-03": {"texts": 43, "placed": 30}}


def test_a_few_without_text_do_not_tell_how_many_texts_there_are(tmp_path, gazetteer):
    rows = [_row(f"M{n}", TEXTS["A1"]) for n in range(20)]
    rows += [_row(f"N{n}", "") for n in range(3)]
    placed = make(tmp_path, ed_csv(*rows, header=HEADER), gazetteer=gazetteer).manifest.placed
    assert placed == {"levels": {}}


@pytest.mark.parametrize("name", ["ed_assault", "ecds_assault", "wales_ed_assault"])
def test_the_text_is_a_field_that_is_dropped(name):
    declared = dataset(name)
    assert declared.field(declared.place.text).treatment == "drop"


def _kept_temporary(folder, monkeypatch):
    """Temporary files stay in `folder`, to be looked into."""
    folder.mkdir()
    number = count()
    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, lambda **_: (folder / str(next(number))).open("w+b"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


def test_no_text_is_in_anything_written(tmp_path, gazetteer, caplog, capfd, monkeypatch):
    _kept_temporary(tmp_path / "out", monkeypatch)
    phrases = [
        phrase.strip()
        for name in ("phrases.txt", "manchester_held_out.txt")
        for line in (HERE / name).read_text("utf-8").splitlines()
        if not line.startswith("#")
        for phrase in line.partition(":")[2].split(" | ")
    ]
    phrases = [one for one in phrases if len(one) > 8 and '"' not in one]
    rows = [_row(f"A{n}", f'"{phrase}"') for n, phrase in enumerate(phrases)]
    made = make(tmp_path, ed_csv(*rows, header=HEADER), gazetteer=gazetteer)
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert len(files) > 1  # the package, and the temporary file that it was made from
    said = capfd.readouterr()
    written = b"".join(file.read_bytes() for file in files).lower()
    written += "".join((caplog.text, said.out, said.err, repr(made))).lower().encode()
    written += opened(made).write_csv().lower().encode()  # as it is once unpacked
    assert b"snapped" in written
    assert [one for one in phrases if one.lower().encode() in written] == []
