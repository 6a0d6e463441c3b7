"""Files in Welsh: heads and notes are said again; names, values, marks and hashes stay true."""

import csv
import hashlib
import io
import json
import re
import sqlite3

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from tests.unit.export_answers import AREA, HEALTH, areas, released, table
from watchward.contract.safe_result import SafeCell, SafeResult
from watchward.export.facts import FOR_WHOM
from watchward.export.flow import export
from watchward.export.tidy import STATUSES, tidy
from watchward.export.worded import worded
from watchward.reference import welsh
from watchward.reference.welsh import NOTE, Welsh

TITLE = "Weapons used"


def answer(audience: str = "partner") -> SafeResult:
    rows = [[SafeCell("SYN001"), SafeCell(10)], [SafeCell("SYN002"), SafeCell(None, "c")]]
    made = released(
        table([AREA, HEALTH], rows, rows[:1], title=TITLE),
        audience=audience,
        areas=areas(["SYN001", "SYN002"]),
    )
    return replace_about(made)


def replace_about(result: SafeResult) -> SafeResult:
    return result.said(lambda words: TITLE if words == "Made up" else words)


def test_a_csv_has_welsh_heads_and_a_last_line_for_programs(tmp_path):
    body = export(answer(), path=tmp_path / "a.csv", language="cy").path.read_bytes()
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert lines[0] == ["Ardal", Welsh().said("Attendances")]
    assert lines[1:4] == [["SYN001", "10"], ["SYN002", "[c]"], ["SYN001", "10"]]
    told, sealed = re.match(r"Rows: (\d+); SHA-256 of all above: (\w+)", lines[4][0]).groups()
    assert told == "3"
    above = body[: body.rstrip(b"\r\n").rindex(b"\r\n") + 2]
    assert sealed == hashlib.sha256(above).hexdigest()
    assert lines[4][0].endswith(NOTE)


def test_a_workbook_has_a_welsh_cover_and_sheets_whose_names_stay(tmp_path):
    made = export(answer(), path=tmp_path / "a.xlsx", language="cy")
    book = CalamineWorkbook.from_path(str(made.path))
    assert book.sheet_names == ["Cover", "Contents", "Notes", "1_counts", "data"]
    cover = {row[0]: row[1] for row in book.get_sheet_by_name("Cover").to_python()}
    assert cover["I bwy"] == "Partneriaid y bartneriaeth. Ffigurau wedi’u diogelu."
    assert cover["SHA-256 y data"] == made.sha256
    assert cover["Cyfieithiad (Translation)"] == NOTE
    assert cover["[c]"] == "wedi’i guddio, fel na ellir adnabod neb"
    sheet = book.get_sheet_by_name("1_counts").to_python()
    assert sheet[0][0] == "Arfau a ddefnyddiwyd"
    assert sheet[2][0] == "Ardal"


def test_programs_find_the_names_that_they_know(tmp_path):
    english = tidy(answer().tables[0], answer())
    for kind in ("parquet", "gpkg"):
        path = export(answer(), path=tmp_path / f"a.{kind}", language="cy").path
        if kind == "parquet":
            assert pl.read_parquet(path).columns == [field.name for field in english.fields]
            about = json.loads(pl.read_parquet_metadata(path)["about"])
            assert about["Rhesi"] == "3"
            continue
        with sqlite3.connect(path) as base:
            titles = dict(base.execute("select column_name, title from gpkg_data_columns"))
            (notes,) = base.execute("select count(*) from about_this_file").fetchone()
        base.close()
        assert titles["area"] == "Ardal"
        assert titles["row_kind"] == "Rhes neu gyfanswm"
        assert notes > 5


def test_a_file_for_anybody_is_english_until_the_welsh_is_reviewed(tmp_path, monkeypatch):
    same, _ = worded(answer("open"), "cy")
    assert same == answer("open")
    monkeypatch.setattr(welsh, "all_reviewed", lambda: True)
    said, _ = worded(answer("open"), "cy")
    assert said.tables[0].title == "Arfau a ddefnyddiwyd"


def test_nothing_but_words_changes():
    english, said = answer(), answer().said(Welsh().said)
    assert said.tables[0].rows == english.tables[0].rows
    assert (said.id, said.audience, said.options) == (english.id, "partner", english.options)
    assert [one.name for one in said.tables[0].columns] == ["area", "health"]
    assert replace_about(said).sources[0].citation == english.sources[0].citation


@pytest.mark.parametrize("words", [*FOR_WHOM.values(), *STATUSES.values(), "Row or total", "Value"])
def test_a_files_own_words_have_welsh(words):
    voice = Welsh()
    assert voice.said(words) != words
    assert not voice.missing
    assert welsh.table()[words]


def test_a_share_stays_a_per_cent():
    """The unit of a column is read from its title."""
    for english, forms in welsh.table().items():
        ends = {form.rstrip().endswith("%") for form in forms}
        assert ends == {english.rstrip().endswith("%")}, english
