"""What the hub would reject is said before sending; worksheets; times that say their zone."""

import io
import json

import pytest
import xlsxwriter
from typer.testing import CliRunner

from tests.provider_extracts import ED, ED_ROW, column, ed_csv, make, opened
from watchward.cli import app
from watchward.errors import InputRefusal

FAULTY = (
    ED_ROW.replace("fist", "the moon"),
    ED_ROW.replace("fist", "the moon").replace(",M", ",zz"),
    ED_ROW.replace("2025-03-01", "last week"),
    ED_ROW,
)


def prepared(tmp_path, *more):
    (tmp_path / "x.csv").write_text(ed_csv(*FAULTY))
    said = ["prepare", str(tmp_path / "x.csv"), "--dataset", "ed_assault", "--provider", "a-b"]
    said += ["--out", str(tmp_path / "out"), "--synthetic", "--dry-run", *more]
    return CliRunner(env={"WATCHWARD_HOME": str(tmp_path / "home")}).invoke(app, said)


def test_faults_are_counted_by_field_before_anything_is_sent(tmp_path):
    said = prepared(tmp_path)
    assert said.exit_code == 0
    assert "The hub would reject 3 rows" in said.output
    assert "Assault method: 2 are not in its code list" in said.output
    assert "Assault date: 1 cannot be read" in said.output
    assert "the moon" not in said.output
    assert "last week" not in said.output


def test_scripts_get_the_same_counts(tmp_path):
    told = json.loads(prepared(tmp_path, "--json").output)[0]
    assert told["rows_with_faults"] == 3
    assert told["faults"] == {
        "assault_date": {"unreadable": 1, "unlisted": 0},
        "assault_method": {"unreadable": 0, "unlisted": 2},
        "victim_sex": {"unreadable": 0, "unlisted": 1},
    }


def book(**sheets):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name.replace("_", " "))
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return held.getvalue()


ROWS = [ED.split(","), ED_ROW.split(",")]
BOOK = {"About": [["made for the tests"]], "March_2025": ROWS, "2": [["a"], ["b"]]}


@pytest.mark.parametrize("sheet", ["March 2025", " march 2025 "])
def test_a_worksheet_is_chosen_by_name(tmp_path, sheet):
    made = make(tmp_path, book(**BOOK), file="x.xlsx", sheet=sheet)
    assert opened(made).height == 1


def test_a_worksheet_is_chosen_by_place_but_a_name_goes_first(tmp_path):
    first_two = {name: BOOK[name] for name in ("About", "March_2025")}
    assert opened(make(tmp_path, book(**first_two), file="x.xlsx", sheet="2")).height == 1
    with pytest.raises(InputRefusal, match="Missing"):
        make(tmp_path, book(**BOOK), file="x.xlsx", sheet="2")


@pytest.mark.parametrize("sheet", ["April", "9", "0", "²"])
def test_a_worksheet_that_is_not_there(tmp_path, sheet):
    with pytest.raises(InputRefusal, match="no such worksheet"):
        make(tmp_path, book(**BOOK), file="x.xlsx", sheet=sheet)


def test_a_text_file_has_no_worksheets(tmp_path):
    with pytest.raises(InputRefusal, match="no workbook"):
        make(tmp_path, ed_csv(), sheet="1")


CALLS = "call id,call at,category,easting,northing\n"
ZONED = {
    "2025-01-05T23:30:00Z": (20093, 23),
    "2025-07-01T23:30:00Z": (20271, 0),  # half past midnight in London, on the second
    "2025-07-01T23:30Z": (20271, 0),
    "2025-07-01 23:30:00+01:00": (20270, 23),
    "2025-07-01T23:30:00.250+0000": (20271, 0),
}


def test_times_that_say_their_zone_become_londons(tmp_path):
    rows = "".join(f"C{n},{at},assault,290412,250388\n" for n, at in enumerate(ZONED))
    data = opened(make(tmp_path, CALLS + rows, name="ambulance_call"))
    assert data.select("day", "hour").rows() == [*ZONED.values()]


def test_a_time_with_a_zone_and_no_day_is_not_guessed(tmp_path):
    made = make(tmp_path, ed_csv(ED_ROW.replace("23:10", "23:10Z"), ED_ROW))
    assert column(made, "hour") == [None, 23]
    assert [(one.field, one.unreadable) for one in made.faults] == [("assault_time", 1)]


@pytest.mark.parametrize(
    "blank", [" , , , , , , , , ", "\xa0,\u2003, , , , , , , ", '" "' + "," * 8]
)
@pytest.mark.parametrize("careful", [False, True], ids=["fast", "careful"])
def test_a_row_of_spaces_is_counted_alike_by_both_readers(tmp_path, blank, careful):
    rows = [ED_ROW, blank, ED_ROW, *(["A1,too few"] if careful else [])]
    manifest = make(tmp_path, ed_csv(*rows)).manifest
    assert manifest.unreadable_reasons["no value in any cell"] == 1
    assert manifest.rows_packaged == 2
