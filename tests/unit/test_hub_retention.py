"""What is due goes from every version, provably; what is not due stays; nothing comes back."""

import datetime as dt
import json
import shutil

import polars as pl
import pytest
from typer.testing import CliRunner

from tests.faults.calls import send_calls
from tests.faults.packages import SETTINGS
from watchward.cli import app
from watchward.contract.about import Options
from watchward.contract.period import Period, month_number, month_text
from watchward.disclosure.flow import ask
from watchward.engine.api import open_tables
from watchward.errors import InputRefusal, PackageRefusal, UsageRefusal
from watchward.hub.cells import cells
from watchward.hub.duties import set_duty
from watchward.hub.events import events
from watchward.hub.ledger import accounts, holdings
from watchward.hub.locks import lock
from watchward.hub.removal import certificates
from watchward.hub.retention import due, falls_due, left_of, remove, replay
from watchward.lake.files import held, removed_since
from watchward.lake.removal import every_file
from watchward.lake.store import open_store
from watchward.lake.version import current_version

OLD = ("2021-01", "2021-02")
YOUNG = ("2021-03",)
NOW = dt.datetime(2024, 3, 15, 9, tzinfo=dt.UTC)  # of 36 months: 2021-02 and before are due
WHO = {"reason": "its time is up", "by": "ana"}


def at(day):
    return dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A quarter, then a correction of it; of another provider one young month."""
    folder = tmp_path_factory.mktemp("retention")
    store = open_store(folder / "store", create=True)
    first = send_calls(store, folder, "2021-01..2021-03", on="2021-04-10")
    send_calls(store, folder, "2021-01..2021-03", on="2021-05-10", each=3, replaces=first.id)
    send_calls(store, folder, "2021-03", on="2021-04-11", provider="newford")
    return store


@pytest.fixture
def store(made, tmp_path):
    """A copy of it, to remove from."""
    shutil.copytree(made.path, tmp_path / "store")
    return open_store(tmp_path / "store")


def found_in(store, *words):
    """Which of these words stand in a file of the store: in its bytes, or as a Parquet value."""
    found = set()
    for path in every_file(store):
        body = path.read_bytes()
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
            texts = [c for c, kind in frame.schema.items() if kind == pl.String]
            body += "\n".join(str(v) for c in texts for v in frame[c].unique()).encode()
        found |= {word for word in words if word.encode() in body}
    return found


@pytest.mark.parametrize(
    ("month", "months", "day"),
    [
        ("2021-01", 36, "2024-02-01"),
        ("2020-12", 36, "2024-01-01"),  # over a year end
        ("2021-02", 36, "2024-03-01"),  # the day after a leap day
        ("2020-02", 12, "2021-03-01"),
        ("2021-12", 1, "2022-02-01"),
    ],
)
def test_the_day_on_which_a_month_falls_due_worked_by_hand(month, months, day):
    assert str(falls_due(month, months=months)) == day


def test_only_what_is_due_is_listed_and_to_the_day(store):
    assert due(store, now=at("2024-01-31")) == ()
    (one,) = due(store, now=at("2024-02-01"))
    assert (one.months, one.rows, one.files, str(one.since)) == (("2021-01",), 3, 2, "2024-02-01")
    (one,) = due(store, now=NOW)
    assert (one.provider, one.months, one.rows, one.files) == ("testford", OLD, 6, 4)
    assert one.rule["status"] == "local default"
    assert len(due(store, now=at("2024-04-01"))) == 2


def test_removed_rows_are_in_no_file_of_the_store_and_others_are_as_they_were(store):
    stays = _ids(YOUNG)
    young = {f.path.name: f.path.read_bytes() for f in held(store, "ambulance_call")}
    remove(store, **WHO, now=NOW)
    assert found_in(store, *_ids(OLD)) == set()
    assert found_in(store, *stays) == set(stays)
    for file in held(store, "ambulance_call"):
        assert file.period in YOUNG
        assert file.path.read_bytes() == young[file.path.name]


def _ids(months):
    return [f"call-{month}-10-" for month in months]


def test_the_scan_for_removed_rows_can_fail(store):
    assert found_in(store, *_ids(OLD)) == set(_ids(OLD))


def test_superseded_and_stray_files_go_too(store):
    folder = store.tables / "ambulance_call" / "provider=testford" / "period=2021-01"
    stray = folder / "R-dead-0.parquet"
    shutil.copyfile(next(folder.glob("*.parquet")), stray)
    (body,) = remove(store, **WHO, now=NOW)
    assert not folder.exists()
    assert sorted({file["was"] for file in body["files"]}) == ["held", "superseded or never listed"]
    assert len(body["files"]) == 5


def test_an_older_version_opens_without_what_was_removed_and_says_so(store):
    before = current_version(store)
    first = "ambulance_call@1"
    remove(store, **WHO, now=NOW)
    for version in (first, before):
        assert {file.period for file in held(store, "ambulance_call", version)} == {"2021-03"}
        said = [month for _, _, month in removed_since(store, version)]
        assert said == list(OLD)
        tables = open_tables(store, version=version)
        try:
            counted = tables.rows("select count(*) from incident where month < 24254")  # 2021-03
            spans = [(source.first_month, source.last_month) for source in tables.sources()]
        finally:
            tables.close()
        assert counted == [(0,)]
        assert {month_text(month) for span in spans for month in span} == {"2021-03"}
    assert removed_since(store, current_version(store)) == ()


def test_an_answer_from_an_older_version_says_what_it_lacks(store):
    remove(store, **WHO, now=NOW)
    said = {}
    for version in ("ambulance_call@1", ""):
        answer = ask(
            "weapons",
            store=store,
            options=Options(month=month_number("2021-03"), months=1),
            audience="analyst",
            settings=SETTINGS,
            version=version,
        )
        said[version] = [one for one in answer.caveats if "because its time was up" in one]
    assert said[""] == []
    assert len(said["ambulance_call@1"]) == 1
    assert "2021-01 to 2021-02 has been deleted since" in said["ambulance_call@1"][0]


def test_a_removed_month_that_was_sent_alone_is_not_a_month_without_events(tmp_path):
    store = open_store(tmp_path / "alone", create=True)
    for month in ("2021-01", "2021-02", "2021-03"):
        send_calls(store, tmp_path, month, on="2021-04-10")
    remove(store, **WHO, now=NOW)
    tables = open_tables(store)
    try:
        assert [month_text(month) for month in tables.months("ambulance_call")] == ["2021-03"]
    finally:
        tables.close()


def test_the_certificate_says_what_how_many_which_files_by_whom_and_when(store):
    (body,) = remove(store, **WHO, now=NOW)
    written = json.loads((store.retention / f"{body['id']}.json").read_text("utf-8"))
    assert written == body
    assert (body["rows"], body["by"], body["reason"]) == (
        {"2021-01": 3, "2021-02": 3},
        "ana",
        "its time is up",
    )
    assert body["at"] == "2024-03-15T09:00:00+00:00"
    assert all(len(file["sha256"]) == 64 and file["bytes"] for file in body["files"])
    assert left_of(store, body) == ()
    assert [one.kind for one in events(store)] == ["removed"]
    assert certificates(store) == (body,)


def test_the_proof_finds_a_copy_wherever_it_lies(store):
    file = next(f.path for f in held(store, "ambulance_call") if f.period == "2021-01")
    kept = store.releases / "innocent.txt"
    shutil.copyfile(file, kept)
    (body,) = remove(store, **WHO, now=NOW)
    assert left_of(store, body) == ("releases/innocent.txt",)


def test_the_ledger_still_adds_up_and_says_removed(store):
    for starts, provider in (("2021-01-01", "testford"), ("2021-03-01", "newford")):
        set_duty(
            store,
            provider=provider,
            dataset="ambulance_call",
            starts=dt.date.fromisoformat(starts),
            ends=dt.date(2021, 3, 31),
            now=NOW,
            **WHO,
        )
    remove(store, **WHO, now=at("2024-04-02"))
    assert [(a["accepted"], a["stored"], a["removed"]) for a in accounts(store)] == [
        (2, 0, 2),
        (9, 0, 9),
    ]
    assert all(account["adds_up"] for account in accounts(store))
    assert all(entry["missing_within"] == [] for entry in holdings(store))
    assert [one.state for one in cells(store, now=at("2024-04-02"))] == ["removed", "removed"]
    assert list(store.findings.iterdir()) == []


def test_findings_stay_while_a_month_of_their_package_does(store):
    before = sorted(store.findings.iterdir())
    remove(store, **WHO, now=NOW)
    assert sorted(store.findings.iterdir()) == before


def test_what_was_removed_does_not_come_back_with_a_package(store, tmp_path):
    remove(store, **WHO, now=NOW)
    (standing,) = [e["receipt"] for e in holdings(store) if e["provider"] == "testford"]
    for more in ({}, {"replaces": standing}):
        with pytest.raises(PackageRefusal, match="2021-01, which was deleted"):
            send_calls(store, tmp_path, "2021-01..2021-03", on="2024-03-16", each=4, **more)


def test_a_lock_does_not_keep_what_is_due(store):
    period = Period.parse("2021-01..2021-03")
    lock(store, provider="testford", dataset="ambulance_call", period=period, now=NOW, **WHO)
    assert len(remove(store, **WHO, now=NOW)) == 1


def test_removing_twice_removes_once(store):
    remove(store, **WHO, now=NOW)
    version = current_version(store)
    assert remove(store, **WHO, now=NOW) == ()
    assert current_version(store) == version


def test_tables_put_back_from_a_copy_lose_it_again_by_themselves(store, tmp_path):
    shutil.copytree(store.tables, tmp_path / "tables")
    remove(store, **WHO, now=NOW)
    shutil.rmtree(store.tables)
    shutil.copytree(tmp_path / "tables", store.tables)
    assert all(account["adds_up"] for account in accounts(store))
    assert found_in(store, *_ids(OLD)) == set()
    assert {file.period for file in held(store, "ambulance_call")} == set(YOUNG)
    assert accounts(store) == accounts(store)


def test_a_whole_store_put_back_loses_it_again_by_its_certificate(store, tmp_path):
    shutil.copytree(store.path, tmp_path / "backup")
    (body,) = remove(store, **WHO, now=NOW)
    kept = tmp_path / "certificate.json"
    kept.write_text(json.dumps(body), "utf-8")
    shutil.rmtree(store.path)
    shutil.copytree(tmp_path / "backup", store.path)
    assert found_in(store, *_ids(OLD)) == set(_ids(OLD))
    (again,) = replay(store, [kept], by="ben", now=NOW)
    assert again["reason"] == f"removed before a restore, under {body['id']}"
    assert found_in(store, *_ids(OLD)) == set()
    assert replay(store, [kept], by="ben", now=NOW) == ()


@pytest.mark.parametrize(
    "wrong", [{"provider": "../.."}, {"months": ["../x"]}, {"dataset": "weather"}, {"id": None}]
)
def test_only_a_certificate_is_replayed(store, tmp_path, wrong):
    (body,) = remove(store, **WHO, now=NOW)
    told = {key: value for key, value in {**body, **wrong}.items() if value is not None}
    kept = tmp_path / "certificate.json"
    kept.write_text(json.dumps(told), "utf-8")
    with pytest.raises(InputRefusal, match="not a certificate"):
        replay(store, [kept], by="ben", now=NOW)


def test_the_command_lists_removes_and_proves(store):
    run, kept = CliRunner().invoke, ["--store", str(store.path)]
    assert "2021-01 to 2021-03" in run(app, ["retention", "--list", *kept]).output
    refused = run(app, ["retention", "--remove", *kept])
    assert isinstance(refused.exception, UsageRefusal)
    done = run(app, ["retention", "--remove", *kept, "--by", "ana", "--reason", "time is up"])
    assert "9 rows of 3 months in 8 files removed." in done.output
    assert "Nothing is due" in run(app, ["retention", *kept]).output
    proved = run(app, ["retention", "--check", *kept])
    assert (proved.exit_code, proved.output.count("nothing is left")) == (0, 2)
    since = run(app, ["retention", "--since", "ambulance_call@1", *kept]).output
    assert since.count("removed since, because its time was up") == 3
