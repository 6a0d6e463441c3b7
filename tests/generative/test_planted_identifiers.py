"""Extracts with planted identifiers: each kind, in every column and in headers, as people write.

Sought in the package's bytes, its data, the manifest, refusals and what was printed or logged; no
other file may lie about afterwards. The oracle is the planted text itself.
"""

import contextlib
import csv
import io
import itertools
import tempfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.provider_extracts import make, opened
from watchward.errors import Refusal

QUICK, CASES = 100, 20_000
HEADER = (
    *("attendance id", "assault date", "assault time", "method", "location type", "easting"),
    *("northing", "age", "sex", "weapon", "assailants", "relationship", "reported", "alcohol"),
    *("arrival", "assault location description", "nhs number", "patient name", "ward"),
)
USUAL = (
    *("A{}", "2025-03-01", "23:10", "fist", "pub", "290412", "250388", "24", "M", "", "1", "", ""),
    *("yes", "", "", "", "", ""),
)
PLANTED = {
    "NHS number": ("9990000018", "999 000 0018", "999-000-0018", "NHS9990000018", "999.000.0018"),
    "National Insurance number": ("AB123456C", "AB 12 34 56 C", "ab123456c"),
    "postcode": ("CF10 1AA", "CF101AA", "cf10 1aa", "at CF10 1AA now"),
    "e-mail address": ("zelda.plant@example.org", "ZELDA+x@EXAMPLE.ORG"),
    "telephone number": ("07700 900123", "07700900123", "+44 7700 900123", "(07700) 900-123"),
    "date of birth": ("12/03/1985", "DOB 12/03/85", "1985-03-12"),
    "name": ("Margaret Plantagenet", "Mrs Plantagenet", "PLANTAGENET, Margaret"),
}
VARIANTS = [spelling for kind in PLANTED.values() for spelling in kind]
AS_HEADER = len(HEADER)
AS_NAME = AS_HEADER + 1
PLACES = (*range(len(HEADER)), AS_HEADER, AS_NAME)
BOOKS = 20  # one case in so many is a workbook: each is read by a process of its own
COMBINATIONS = list(itertools.product(VARIANTS, PLACES))


def extract(case):
    """Two rows; the planted text stands in the second, as a header, or as the file's name."""
    planted, place = COMBINATIONS[case * 7919 % len(COMBINATIONS)]  # prime: all of them in turn
    padded = planted if case // len(COMBINATIONS) % 2 == 0 else f" {planted} "
    header, rows = list(HEADER), [[cell.format(n + case) for cell in USUAL] for n in (1, 2)]
    if place == AS_HEADER:
        header.append(padded)
        rows = [[*row, "x"] for row in rows]
    elif place != AS_NAME:
        rows[1][place] = padded
    ending = "xlsx" if case % BOOKS == 0 else "csv"
    name = planted.replace("/", "-") if place == AS_NAME else "x"
    content = workbook([header, *rows]) if ending == "xlsx" else plain([header, *rows])
    return planted, content, f"{name}.{ending}"


def plain(rows):
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    return held.getvalue().encode()


def workbook(rows):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return held.getvalue()


def lying_about(folder, file):
    """Bytes of everything that is open or lies in the folder, nameless files too; not the input."""
    seen = [path for path in folder.rglob("*") if path.is_file() and path.name != file]
    for path in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # closed meanwhile
            to = str(path.readlink())
            if to.startswith(str(folder)) and not to.endswith(f"/{file}"):
                seen.append(path)
    return b"".join(path.read_bytes() for path in seen)


def said_of(folder, content, file):
    """What a run hands out and what lay about meanwhile, and whether it made a package."""
    during = []
    try:
        made = make(
            *(folder, content),
            file=file,
            progress=lambda *_: during.append(lying_about(folder, file)),
        )
    except Refusal as refusal:
        told = f"{refusal} {refusal.what} {refusal.where} {refusal.do}".encode()
        return told + b"".join(during), False
    told = f"{opened(made).write_csv()}{made.preview}{made.assessment}{dict(made.dropped)}"
    told = f"{told}{made.manifest}".encode()
    return made.package.read_bytes() + told + b"".join(during), True


@pytest.mark.parametrize("cases", [QUICK, pytest.param(CASES, marks=pytest.mark.nightly)])
def test_no_planted_identifier_comes_out(cases, tmp_path, monkeypatch, capfd, caplog):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    packaged = 0
    for case in range(cases):
        planted, content, file = extract(case)
        out, made = said_of(tmp_path, content, file)
        printed = capfd.readouterr()
        out += f"{printed.out}{printed.err}{caplog.text}".encode()
        assert planted.encode().lower() not in out.lower(), f"case {case}"
        left = [path for path in tmp_path.rglob("*") if path.is_file()]
        kinds = {path.suffix for path in left if path.name != file} - {".key"}
        assert kinds <= {".wwp"}, f"case {case}"
        for path in left:
            if path.suffix == ".wwp" or path.name == file:
                path.unlink()
        packaged += made
    assert 0 < packaged < cases, "some are refused and some leave without it"


def test_every_spelling_stands_in_every_place():
    made = {extract(case)[1:] for case in range(len(COMBINATIONS)) if case % BOOKS}
    assert len(made) == len(COMBINATIONS) - len(range(0, len(COMBINATIONS), BOOKS))
