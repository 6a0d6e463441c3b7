"""What linking leaves behind: counts in the archive, and nothing of a record or of a pair."""

import datetime as dt
import logging
import tempfile

import pytest

from tests.web.conftest import NOW
from watchward.contract.about import Options
from watchward.disclosure.flow import ask
from watchward.engine.api import open_tables
from watchward.hub.linking import Paper, record_assessment, record_consent
from watchward.settings import Settings

RECORDS = """
select record_id, easting, northing
from incident
where record_id is not null and easting is not null
order by record_id
"""


@pytest.fixture
def permitted(copied):
    paper = Paper("made up", "a post", NOW.date(), NOW.date() + dt.timedelta(days=30))
    for body in ("synthetic-hospital", "synthetic-police", "synthetic-ambulance"):
        record_consent(copied, body, paper, by="test", now=NOW)
    record_assessment(copied, paper, by="test", now=NOW)
    return copied


@pytest.mark.parametrize("name", ["overlap", "overlap_three", "reporting_gap"])
def test_no_file_no_log_and_no_answer_holds_a_record(
    permitted, tmp_path, monkeypatch, caplog, name
):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    caplog.set_level(logging.DEBUG)
    tables = open_tables(permitted)
    rows = tables.rows(RECORDS)
    tables.close()
    assert len(rows) > 1_000
    before = {path: path.stat().st_mtime_ns for path in permitted.path.rglob("*") if path.is_file()}
    settings = Settings("development", tmp_path, "Invented partnership")
    asked = {"store": permitted, "settings": settings, "audience": "analyst", "now": NOW}
    found = ask(name, options=Options(), by="test", **asked)
    assert found.outcome == "released"
    written = [
        path
        for path in (*permitted.path.rglob("*"), *scratch.rglob("*"))
        if path.is_file() and path.stat().st_mtime_ns != before.get(path)
    ]
    assert written, "the archive and the ledger are written"
    told = b"\n".join(path.read_bytes() for path in written) + caplog.text.encode()
    for number, east, north in rows:
        assert str(number).encode() not in told
        assert f"{east}.{north}".encode() not in told
        assert f"{east},{north}".encode() not in told.replace(b" ", b"")
