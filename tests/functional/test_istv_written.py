"""The minimum data set as it is handed on: nothing but its elements, and read again as it was."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from tests import extract_formats as formats
from tests.awkward_extracts import SECRETS, records
from tests.provider_extracts import MADE, make, opened
from watchward.cli import app
from watchward.contract.dataset import dataset
from watchward.contract.period import Period
from watchward.errors import InputRefusal, PrivacyRefusal, UsageRefusal
from watchward.provider.approvals import Approval, record
from watchward.provider.minimum import write_minimum

ROWS = records(60)
KEPT = ("day", "hour", "time_precision", "assault_method", "location_type")


def write(folder, content, **said):
    path = folder / "x.csv"
    path.write_bytes(content)
    settings = {
        "dataset": dataset("ed_assault"),
        "provider": "city-hospital",
        "site": "SYN01",
        "period": Period.parse("2025-03"),
        "out": folder / "istv.xml",
        "keys": folder / "keys",
        "now": MADE,
        "synthetic": True,
    }
    return write_minimum(path, **{**settings, **said})


def test_what_is_written_is_read_again_as_the_extract_was(tmp_path):
    content = formats.csv_file(ROWS)
    made = write(tmp_path, content)
    assert (made.assaults, made.not_written) == (60, {})
    again = opened(make(tmp_path, made.path.read_bytes(), file="again.xml"))
    plain = opened(make(tmp_path, content, file="plain.csv"))
    assert again.select(KEPT).rows() == plain.select(KEPT).rows()
    assert again["record_id"].n_unique() == 60


def test_only_the_standards_elements_are_written(tmp_path):
    text = write(tmp_path, formats.csv_file(ROWS[:1])).path.read_text("utf-8")
    day, time = ROWS[0]["date"], ROWS[0]["time"]
    when = f"{day}T{time:%H:%M}" if time else f"{day}"
    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ISTV layout="watchward-local-1" synthetic="true">\n'
        "<SUBMISSION_HEADER><REPORTING_PERIOD_START_DATE>2025-03-01</REPORTING_PERIOD_START_DATE>"
        "<REPORTING_PERIOD_END_DATE>2025-03-31</REPORTING_PERIOD_END_DATE>"
        "<SITE_CODE_OF_TREATMENT>SYN01</SITE_CODE_OF_TREATMENT></SUBMISSION_HEADER>\n"
        f"<ASSAULT><ASSAULT_DATE_AND_TIME>{when}</ASSAULT_DATE_AND_TIME>"
        f"<ASSAULT_METHOD>{ROWS[0]['method']}</ASSAULT_METHOD>"
        f"<ASSAULT_LOCATION_TYPE>{ROWS[0]['place']}</ASSAULT_LOCATION_TYPE></ASSAULT>\n"
        "</ISTV>\n"
    )
    assert not [secret for secret in SECRETS if secret in text]


def test_what_is_not_written_is_counted_by_reason(tmp_path):
    rows = [dict(row) for row in records(5)]
    rows[0]["method"], rows[1]["date"] = "teaspoon", dt.date(2025, 2, 1)
    made = write(tmp_path, formats.csv_file(rows) + b"short,row\n")
    assert made.assaults == 3
    assert made.not_written == {
        "without a readable “Assault method”": 1,
        "outside the reporting period": 1,
        "with fewer cells than the header": 1,
    }


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"site": "a/b"}, UsageRefusal),
        ({"dataset": dataset("police_street")}, UsageRefusal),
        ({"synthetic": False}, PrivacyRefusal),
        ({"period": Period.parse("2024-03")}, InputRefusal),
    ],
)
def test_a_refusal_leaves_no_file(tmp_path, said, kind):
    with pytest.raises(kind):
        write(tmp_path, formats.csv_file(ROWS), **said)
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_it_leaves_by_the_same_gateways_as_a_package(tmp_path):
    """What a Welsh agreement lists waits for that agreement, in whatever form it leaves."""
    wales = dataset("wales_ed_assault")
    said = {"dataset": wales, "synthetic": False}

    def decide(kind):
        one = Approval(kind=kind, who="Head of IG", on="2025-01-01", reference="minute 1")
        record(tmp_path / "keys", "city-hospital", one)

    for kind in wales.approvals:
        decide(kind)
    with pytest.raises(PrivacyRefusal, match="No recorded basis covers"):
        write(tmp_path, formats.csv_file(ROWS), **said)
    assert not (tmp_path / "istv.xml").exists()
    decide("basis")
    assert write(tmp_path, formats.csv_file(ROWS), **said).assaults == 60


def test_the_command_says_what_it_wrote(tmp_path):
    (tmp_path / "x.csv").write_bytes(formats.csv_file(ROWS))
    words = ["istv", f"{tmp_path}/x.csv", "--dataset", "ed_assault", "--provider", "city-hospital"]
    words += ["--site", "SYN01", "--period", "2025-03", "--out", f"{tmp_path}/o.xml", "--synthetic"]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    assert "60 assaults written" in told.output
    assert (tmp_path / "o.xml").read_bytes().count(b"<ASSAULT>") == 60
