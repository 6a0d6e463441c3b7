"""An export has every row or does not leave: random sizes and audiences, and writers that fail."""

import hashlib
import random
import sqlite3
import zipfile

import polars as pl
import pytest
from pyogrio.raw import read as read_layer
from python_calamine import CalamineWorkbook

from tests.unit.export_answers import (
    AREA,
    HEALTH,
    MONTH,
    SHARE,
    any_answer,
    areas,
    released,
    table,
)
from watchward.contract.safe_result import SafeCell
from watchward.errors import DisclosureRefusal, UsageRefusal
from watchward.export.facts import rows_of
from watchward.export.flow import export, offered
from watchward.export.kinds import kinds

QUICK, NIGHTLY = 40, 1000


def found_in(path, kind, counted):
    """Rows and totals, by readers that had no part in the writing."""
    if kind == "csv":
        return path.read_bytes().count(b"\r\n") - 2
    if kind == "parquet":
        return pl.read_parquet(path).height
    if kind == "xlsx":
        sheets = CalamineWorkbook.from_path(str(path))
        return len(sheets.get_sheet_by_name("1_counts").to_python(skip_empty_area=False)) - 3
    layers = ["counts", "counts_totals"] if counted.total_rows else ["counts"]
    return sum(len(read_layer(path, layer=name, return_fids=True)[1]) for name in layers)


def whole(times, folder, *, most):
    chance = random.Random(20261122)
    wrong, done = [], 0
    while done < times:
        result = any_answer(chance, most=most)
        counted = result.tables[0]
        kind = chance.choice(offered(counted, result))
        made = export(result, path=folder / f"any.{kind}")
        found = found_in(made.path, kind, counted)
        if not found == made.rows == rows_of(counted):
            wrong.append((done, kind, found, rows_of(counted)))
        done += 1
    assert not wrong
    return done


def test_exports_of_random_size_and_audience_are_whole(tmp_path):
    assert whole(QUICK, tmp_path, most=400) == QUICK


@pytest.mark.nightly
def test_a_thousand_exports_of_random_size_and_audience_are_whole(tmp_path):
    assert whole(NIGHTLY, tmp_path, most=3000) == NIGHTLY


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_writer_that_loses_a_row_publishes_nothing(kind, tmp_path, monkeypatch):
    chance = random.Random(7)
    rows = [[SafeCell(f"SYN{i:03d}"), SafeCell(chance.randrange(9, 99))] for i in range(20)]
    result = released(table([AREA, HEALTH], rows), areas=areas([row[0].value for row in rows]))
    short = released(table([AREA, HEALTH], rows[:-1]), areas=result.areas)
    writer, path = kinds()[kind], tmp_path / f"lost.{kind}"
    write = writer.write
    monkeypatch.setattr(writer, "write", lambda at, _, *rest: write(at, short.tables, *rest))
    path.write_bytes(b"the file of last month")
    with pytest.raises(DisclosureRefusal, match="has 19 rows and should have 20"):
        export(result, path=path)
    assert path.read_bytes() == b"the file of last month"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_equal_answers_give_equal_bytes(kind, tmp_path):
    hashes = set()
    for at in range(2):
        rows = [[SafeCell(f"SYN{i:03d}"), SafeCell(5 * i)] for i in range(200)]
        outlines = areas([row[0].value for row in rows])
        result = released(table([AREA, HEALTH], rows, rows[:1]), areas=outlines)
        path = export(result, path=tmp_path / f"{at}.{kind}").path
        hashes.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_more_rows_than_a_sheet_holds_are_refused_and_csv_is_offered(tmp_path):
    row = [SafeCell("SYN001"), SafeCell(10)]
    result = released(table([AREA, HEALTH], [row] * 1_048_574))
    with pytest.raises(UsageRefusal, match="Take it as CSV"):
        export(result, path=tmp_path / "long.xlsx")
    assert not list(tmp_path.iterdir())


def test_hidden_is_null_with_its_status_and_never_nought(tmp_path):
    rows = [
        [SafeCell("SYN001"), SafeCell(None, "c"), SafeCell(None, "x")],
        [SafeCell("SYN002"), SafeCell(0), SafeCell(-1.5)],
        [SafeCell("SYN003"), SafeCell(15, about=True), SafeCell(2.0)],
    ]
    result = released(table([AREA, HEALTH, SHARE], rows), areas=areas(["SYN001", "SYN002"]))
    frame = pl.read_parquet(export(result, path=tmp_path / "a.parquet").path)
    assert frame["health"].to_list() == [None, 0, 15]
    assert frame["health_status"].to_list() == ["c", "shown", "rounded"]
    assert frame["health_share"].to_list() == [None, -1.5, 2.0]
    path = export(result, path=tmp_path / "a.gpkg").path
    with sqlite3.connect(path) as base:
        told = base.execute("select health, health_status, geom is null from counts").fetchall()
        # QGIS colours nothing where GDAL does not list this table beside the layers.
        listed = base.execute(
            "select data_type, styleQML from gpkg_contents join layer_styles on table_name ="
            " 'layer_styles' where f_table_name = 'counts' and useAsDefault"
        ).fetchall()
    base.close()
    assert told == [(None, "c", 0), (0, "shown", 0), (15, "rounded", 1)]
    assert [kind for kind, _ in listed] == ["attributes"]
    assert '<renderer-v2 type="RuleRenderer"' in listed[0][1]


def test_months_are_dates_and_weekdays_have_names(tmp_path):
    result = released(table([MONTH, HEALTH], [[SafeCell(2026 * 12 + 9), SafeCell(10)]]))
    frame = pl.read_parquet(export(result, path=tmp_path / "a.parquet").path)
    assert str(frame["month"][0]) == "2026-10-01"
    book = CalamineWorkbook.from_path(str(export(result, path=tmp_path / "a.xlsx").path))
    assert str(book.get_sheet_by_name("1_counts").to_python()[-1][0]) == "2026-10-01"


def test_the_cover_says_what_it_is_for_whom_and_how_much(tmp_path):
    result = released(table([AREA, HEALTH], [[SafeCell("SYN001"), SafeCell(None, "c")]]))
    made = export(result, path=tmp_path / "a.xlsx")
    book = CalamineWorkbook.from_path(str(made.path))
    cover = {row[0]: row[1] for row in book.get_sheet_by_name("Cover").to_python()}
    assert cover["Rows"] == "1"
    assert cover["SHA-256 of the data"] == made.sha256
    assert cover["For whom"].startswith("Partners")
    assert cover["Records"] == "Synthetic: every record is made up."
    assert {"[c]", "[x]", "[z]"} <= set(cover)
    assert book.sheet_names == ["Cover", "Contents", "Notes", "1_counts", "data"]
    xml = zipfile.ZipFile(made.path).read("xl/worksheets/sheet4.xml")
    assert b'state="frozen"' in xml
    assert b"mergeCell" not in xml
