"""What `prepare` tells the data officer: what stays, and why rows could not be read."""

import json

import pytest
from typer.testing import CliRunner

from tests.provider_extracts import ED_ROW, ed_csv
from watchward.cli import app

HEADER = "attendance id,assault date,assault time,method,location type,easting,northing,age,sex"
ROWS = (f"{ED_ROW},words,Mary Davies", "A2,2025-03-02")


@pytest.fixture
def prepared(tmp_path):
    """Runs `prepare --dry-run` over two rows, one of them short."""
    file = tmp_path / "x.csv"
    file.write_text(ed_csv(*ROWS, header=f"{HEADER},notes,name"), "utf-8")

    def run(*more):
        words = ["prepare", str(file), "--dataset", "ed_assault", "--provider", "city-hospital"]
        done = CliRunner().invoke(app, [*words, "--out", str(tmp_path), "--dry-run", *more])
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def test_what_stays_and_what_could_not_be_read_is_said(prepared):
    plain = json.loads(prepared("--json"))[0]
    assert plain["columns_that_stay"] == {
        "notes": "not declared by the data set",
        "Name": "declared as dropped (name)",
        "Age of the patient": "no recorded basis covers it: watchward approve basis",
        "Sex of the patient": "no recorded basis covers it: watchward approve basis",
    }
    assert plain["unreadable_reasons"] == {"fewer cells than the header": 1}
    assert plain["identifiers_in_dropped_columns"] == {"name": 1}
