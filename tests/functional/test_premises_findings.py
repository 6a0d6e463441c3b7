"""`watchward premises`: what is found goes into the ledger, changes the score, and is kept."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from watchward.cli import app
from watchward.contract.premises_finding import newest
from watchward.disclosure.standing import standing
from watchward.errors import UsageRefusal
from watchward.geography.supplied import save_supplied
from watchward.geography.supplied_file import read_supplied
from watchward.hub.premises import About, record_left_out, record_measure, take_back
from watchward.lake.premises import every_finding
from watchward.lake.store import open_store
from watchward.reference import Citation

NOW = dt.datetime(2026, 11, 5, 9, tzinfo=dt.UTC)
ABOUT = About("A", "condition 1", "looked at")
REGISTER = (
    "place_id,name,address,kind,easting,northing,capacity,footfall,closes,authority,licence,"
    "since,measures\nA,The Otter (invented),1 Quay,pub,205000,300000,100,,23:00,Council,L1,,\n"
)


@pytest.fixture
def store(tmp_path):
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, "utf-8")
    cited = Citation("Register", "Council", "", "OGL", NOW.date(), "unverified")
    made = open_store(tmp_path / "store", create=True)
    save_supplied(read_supplied(file, "licensed-premises", citation=cited), made.geography)
    return made


def test_the_newest_of_each_reference_stands_and_an_answer_rests_on_it(store):
    before = standing(store, on=NOW.date())
    record_measure(store, ABOUT, "cctv", kept=True, by="test", now=NOW)
    last = record_measure(store, ABOUT, "cctv", kept=False, by="test", now=NOW)
    assert standing(store, on=NOW.date()) != before
    (one,) = newest(every_finding(store))
    assert (one.id, one.holds, one.found_on) == (last, False, NOW.date())
    take_back(store, last, reason="the wrong premises", by="test", now=NOW)
    assert newest(every_finding(store)) == ()
    assert len(every_finding(store)) == 3  # nothing is lost
    with pytest.raises(UsageRefusal, match="No finding of that number stands"):
        take_back(store, last, reason="again", by="test", now=NOW)


@pytest.mark.parametrize(
    ("about", "severity", "month", "records"),
    [
        (About("Z", "challenge 1", "r"), "injury", 2026 * 12, 1),
        (About("A", "challenge 1", "r"), "scratch", 2026 * 12, 1),
        (About("A", "challenge 1", "r"), "injury", 2026 * 12 + 11, 1),
        (About("A", "challenge 1", "r"), "injury", 2026 * 12, 0),
        (About("A", "challenge 1", ""), "injury", 2026 * 12, 1),
        (About("A", "", "r"), "injury", 2026 * 12, 1),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(store, about, severity, month, records):
    with pytest.raises(UsageRefusal):
        record_left_out(store, about, severity, month=month, records=records, by="test", now=NOW)
    assert every_finding(store) == ()


def test_the_commands(store):
    run = CliRunner().invoke
    rest = ["--store", str(store.path), "--by", "A. Officer", "--reason", "seen at a visit"]
    said = run(app, ["premises", "measure", "A", "cctv", "--reference", "condition 4", *rest])
    assert (said.exit_code, said.stdout) == (0, "1: cctv seen working at A.\n")
    told = ["--month", "2026-01", "--incidents", "2", "--reference", "challenge 3"]
    said = run(app, ["premises", "left-out", "A", "injury", *told, *rest])
    assert said.exit_code == 0
    listed = run(app, ["premises", "list", "--store", str(store.path)]).stdout
    assert "2 of 2026-01" in listed
    assert "cctv" in listed
    assert run(app, ["premises", "take-back", "1", *rest]).exit_code == 0
    listed = run(app, ["premises", "list", "--store", str(store.path), "--json"]).stdout
    assert "cctv" not in listed
    assert run(app, ["premises", "measure", "A", "magic", "--reference", "c", *rest]).exit_code != 0
