"""Generated and mutated workbooks: refused, or every row of the sheet comes out.

What the reading process does is done here in this one, without its bounds: two thousand processes
would take minutes. Whatever it raises ends that process, and its end is a refusal (see `xlsx.py`).
"""

import contextlib
import csv
import io
import os
import random
from datetime import date, time

import pytest
import xlsxwriter

from tests.reader_cases import mutated
from watchward.errors import InputRefusal
from watchward.provider.readers import _sheet
from watchward.provider.readers._unpacked import check_workbook

FILES, BASES = 2_000, 40
NIGHTLY = int(os.environ.get("WATCHWARD_FUZZ_FILES", "10000"))


def workbook(chance):
    """A sheet of typed cells, and how many rows it has."""
    held, rows = io.BytesIO(), chance.randint(1, 6)
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet, dated = book.add_worksheet("S"), book.add_format({"num_format": "dd/mm/yyyy"})
        for at in range(rows):
            sheet.write_row(
                at, 0, [f"SYN{at}", chance.randrange(100), chance.random() < 0.5, "a,b"]
            )
            sheet.write_datetime(at, 4, date(2025, 3, 1), dated)
            sheet.write_datetime(at, 5, time(23, 10), dated)
    return held.getvalue(), rows


def rows_of(path):
    """Rows that come out; nothing where the workbook is refused."""
    out = io.StringIO()
    try:
        check_workbook(path)
        with contextlib.redirect_stdout(out):
            code = _sheet.main(str(path))
    except InputRefusal:
        return None
    except BaseException as ended:
        if isinstance(ended, KeyboardInterrupt | AssertionError):
            raise
        return None
    return None if code else len(list(csv.reader(io.StringIO(out.getvalue()))))


def fuzz(folder, monkeypatch, *, files, seed):
    """Returns how many were refused."""
    monkeypatch.setattr(_sheet, "limit", lambda: None)
    chance, path, refused = random.Random(seed), folder / "x.xlsx", 0
    bases = [workbook(chance) for _ in range(BASES)]
    for number in range(files):
        content, rows = bases[number % BASES]
        path.write_bytes(mutated(content, chance) if number >= BASES else content)
        found = rows_of(path)
        assert found in ((rows, None) if number >= BASES else (rows,))
        refused += found is None
    return refused


def test_every_row_of_a_mutated_workbook_comes_out_or_it_is_refused(tmp_path, monkeypatch):
    assert fuzz(tmp_path, monkeypatch, files=FILES, seed=5) < FILES


@pytest.mark.nightly
def test_nightly_every_row_of_a_mutated_workbook_comes_out(tmp_path, monkeypatch):
    seed = random.SystemRandom().randrange(1 << 30)
    assert fuzz(tmp_path, monkeypatch, files=NIGHTLY, seed=seed), f"seed {seed}"
