"""Workbooks: typed cells arrive as a CSV file has them; what is no table is refused early."""

import datetime as dt
import io
import subprocess
import sys
import zipfile

import pytest
import xlsxwriter

from tests.provider_extracts import ED, make, opened
from watchward.errors import InputRefusal
from watchward.provider.readers import reader_for, readers

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows, *, hidden_first=False) -> bytes:
    """A workbook as a person would make it: dates and times are typed and formatted."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        formats = {
            dt.datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            dt.date: book.add_format({"num_format": "dd/mm/yyyy"}),
            dt.time: book.add_format({"num_format": "hh:mm"}),
        }
        if hidden_first:
            book.add_worksheet("hidden").hide()
        sheet = book.add_worksheet("records")
        sheet.activate()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if type(cell) in formats:
                    sheet.write_datetime(at, column, cell, formats[type(cell)])
                elif cell is not None:
                    sheet.write(at, column, cell)
    return held.getvalue()


HEADER = ED.split(",")
ROW = ["A1", dt.date(2025, 3, 1), dt.time(23, 10), "fist", "pub", 290412, 250388, 24, "M"]


@pytest.mark.parametrize("hidden_first", [False, True])
def test_typed_cells_are_read_as_they_look(tmp_path, hidden_first):
    content = workbook([HEADER, ROW, [], ["A2", *ROW[1:]]], hidden_first=hidden_first)
    made = make(tmp_path, content, file="x.xlsx")
    data = opened(made)
    assert data.select("row", "day", "hour", "easting", "victim_age").rows() == [
        (2, 20148, 23, 290450, "18-24"),
        (4, 20148, 23, 290450, "18-24"),
    ]
    assert (made.manifest.rows_read, made.manifest.rows_unreadable) == (2, 0)


def test_a_moment_rounds_to_its_minute(tmp_path):
    header = ["Call number", "Call time", "Category", "Easting", "Northing"]
    row = ["C1", dt.datetime(2025, 3, 1, 23, 59, 59, 999_000), "assault", 290412, 250388]
    data = opened(make(tmp_path, workbook([header, row]), name="ambulance_call", file="x.xlsx"))
    assert data.select("day", "hour").row(0) == (20149, 0)


def test_the_name_of_a_file_is_not_believed(tmp_path):
    made = make(tmp_path, workbook([HEADER, ROW]), file="really.csv")
    assert made.manifest.rows_packaged == 1


def test_a_formula_is_its_value_and_text_that_looks_like_one_is_text(tmp_path):
    header, row = [*HEADER, "note"], [*ROW, "=1+1"]
    row[0] = "=A1"
    assert make(tmp_path, workbook([header, row]), file="x.xlsx").manifest.rows_packaged == 1


def rezipped(content: bytes, **added: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", 8) as new:
        kept = {entry.filename: old.read(entry) for entry in old.infolist()}
        for name, data in {**kept, **added}.items():
            new.writestr(name, data)
    return held.getvalue()


def bomb(cells: bytes) -> bytes:
    head = b'<worksheet xmlns="x"><sheetData>'
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([HEADER]))) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, head + cells if entry.filename == SHEET else data)
    return held.getvalue()


def lying(content: bytes) -> bytes:
    """The directory says that the worksheet unpacks to one kilobyte."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        size = book.getinfo(SHEET).file_size
    return content.replace(size.to_bytes(4, "little"), (1024).to_bytes(4, "little"))


FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'
MANY = b'<row r="1">' + b'<c r="A1"><v>1</v></c>' * 9_000_000
HIDDEN = {
    "cells": (MANY, "far larger inside"),
    "a lying directory": (MANY, "damaged"),
    "a far corner": (FAR, "far larger inside"),
    "one endless tag": (b"<c r=" + b"x" * 12_000_000, "far larger inside|damaged"),
}
REFUSE = """
import resource, sys, time
from pathlib import Path
from watchward.errors import InputRefusal
from watchward.provider.readers import reader_for
path = Path(sys.argv[1])
reader = reader_for(path.read_bytes()[:16])
before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    reader.stream(path)
except InputRefusal as refusal:
    print(refusal.what)
took = time.process_time() - begun
print(took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize("name", HIDDEN)
def test_a_bomb_is_refused_within_a_second_and_64_megabytes(tmp_path, name):
    cells, said = HIDDEN[name]
    content = bomb(cells)
    path = tmp_path / "x.xlsx"
    path.write_bytes(lying(content) if "lying" in name else content)
    told = subprocess.run(
        [sys.executable, "-c", REFUSE, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert any(part in told[0] for part in said.split("|"))
    seconds, megabytes = map(float, told[1].split())
    assert seconds <= 1
    assert megabytes <= 64
    assert told[2] == "0"  # no other process was needed to find out


REFUSED = {
    "macros": (rezipped(workbook([HEADER, ROW]), **{"xl/vbaProject.bin": b"x"}), "macros"),
    "old kind": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .xls kind"),
    "not a workbook": (rezipped(b"PK\x05\x06" + bytes(18), **{"a.txt": b"x"}), "not one"),
    "cut short": (workbook([HEADER, ROW])[:2_000], "damaged"),
    "many parts": (
        rezipped(workbook([HEADER]), **{f"x/{n}": b"" for n in range(2_100)}),
        "far larger inside",
    ),
    "a string beyond any cell": (
        rezipped(workbook([HEADER]), **{"xl/sharedStrings.xml": b"<t>" + b"a" * 70_000}),
        "far larger inside",
    ),
    "empty": (workbook([[]]), "empty"),
}


@pytest.mark.parametrize("content, said", REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_refused(tmp_path, content, said):
    with pytest.raises(InputRefusal) as refusal:
        make(tmp_path, content, file="x.xlsx")
    assert said in str(refusal.value)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_a_reader_is_found_by_its_folder_and_the_first_bytes():
    assert len(readers()) == 8
    names = [reader_for(head).__name__ for head in (b"a,b\n", b"\x1f\x8b", b"PK\x03\x04", b"")]
    assert [name.rpartition(".")[2] for name in names] == ["csv", "gzip", "xlsx", "csv"]
