"""A closed month lets no correction in until somebody reopens it and says why."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from tests.faults.calls import send_calls
from watchward.cli import app
from watchward.contract.period import Period
from watchward.errors import PackageRefusal, StoreRefusal, UsageRefusal
from watchward.hub.cells import cells
from watchward.hub.duties import set_duty
from watchward.hub.history import history
from watchward.hub.ledger import receipts
from watchward.hub.locks import lock, locks, reopen
from watchward.lake.lock import writer_lock
from watchward.lake.store import open_store
from watchward.lake.version import current_version

NOW = dt.datetime(2024, 7, 1, 9, tzinfo=dt.UTC)
QUARTER = Period.parse("2024-01..2024-03")
BODY = {"provider": "testford", "dataset": "ambulance_call"}
SHUT = {**BODY, "period": QUARTER, "reason": "used in the July briefing", "by": "ana", "now": NOW}


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


@pytest.fixture
def held(store, tmp_path):
    return send_calls(store, tmp_path, str(QUARTER), on="2024-04-20")


def test_a_correction_of_a_locked_quarter_is_refused_and_told_what_to_do(store, held, tmp_path):
    number = lock(store, **SHUT)
    before = current_version(store)
    with pytest.raises(PackageRefusal) as told:
        send_calls(store, tmp_path, str(QUARTER), on="2024-07-02", each=3, replaces=held.id)
    assert "2024-01..2024-03 is locked, since 2024-07-01" in told.value.what
    assert f"watchward lock reopen {number}" in told.value.do
    assert current_version(store) == before
    reopen(store, number, reason="three calls were missing", by="ben", now=NOW)
    again = send_calls(store, tmp_path, str(QUARTER), on="2024-07-03", each=3, replaces=held.id)
    assert [one.id for one in receipts(store)] == [again.id]
    what = [(step.what, step.by) for step in history(store, **BODY, period=QUARTER)]
    assert what == [
        ("received", "hub"),
        ("locked", "ana"),
        ("reopened", "ben"),
        ("refused", "hub"),
        ("replaced", "hub"),
    ]


def test_one_locked_month_shuts_every_package_that_touches_it(store, held, tmp_path):
    lock(store, **{**SHUT, "period": Period.parse("2024-02")})
    with pytest.raises(PackageRefusal, match="2024-02 is locked"):
        send_calls(store, tmp_path, str(QUARTER), on="2024-07-02", each=3, replaces=held.id)


def test_another_body_another_data_set_and_other_months_stay_open(store, held, tmp_path):
    lock(store, **SHUT)
    send_calls(store, tmp_path, "2024-04", on="2024-07-02")
    send_calls(store, tmp_path, str(QUARTER), on="2024-07-02", provider="newford")
    assert [one.provider for one in receipts(store)] == ["newford", "testford", "testford"]


def test_the_same_package_again_is_still_said_to_be_held(store, held, tmp_path):
    lock(store, **SHUT)
    with pytest.raises(PackageRefusal, match="already held, under receipt"):
        send_calls(store, tmp_path, str(QUARTER), on="2024-04-20")


def test_only_what_was_accepted_is_locked_and_only_once(store, held):
    with pytest.raises(UsageRefusal, match="2024-04 has not been accepted"):
        lock(store, **{**SHUT, "period": Period.parse("2024-03..2024-04")})
    with pytest.raises(UsageRefusal, match="needs a reason"):
        lock(store, **{**SHUT, "reason": "  "})
    number = lock(store, **SHUT)
    with pytest.raises(UsageRefusal, match="locked already"):
        lock(store, **{**SHUT, "period": Period.parse("2024-03")})
    reopen(store, number, reason="a mistake", by="ana", now=NOW)
    with pytest.raises(UsageRefusal, match="reopened already"):
        reopen(store, number, reason="a mistake", by="ana", now=NOW)
    with pytest.raises(UsageRefusal, match="needs a reason"):
        reopen(store, lock(store, **SHUT), reason="", by="ana", now=NOW)
    assert len(locks(store)) == 1


def test_no_lock_is_set_while_a_package_is_being_received(store, held):
    with writer_lock(store), pytest.raises(StoreRefusal, match="Another process"):
        lock(store, **SHUT)
    assert locks(store) == ()


def test_a_cell_says_that_it_is_locked(store, held):
    day = dt.date(2024, 1, 1)
    set_duty(store, **BODY, starts=day, reason="the law", by="ana", now=NOW)
    assert [one.locked for one in cells(store, now=NOW)] == [False, False, False]
    lock(store, **SHUT)
    assert [one.locked for one in cells(store, now=NOW)] == [True, False, False]


def test_the_commands_say_the_same(store, held):
    run = CliRunner().invoke
    kept = ["--store", str(store.path)]
    who = ["--by", "ana", "--reason", "the law"]
    owed = ["testford", "--dataset", "ambulance_call"]
    made = run(app, ["duty", "set", *owed, "--start", "2024-01-01", *kept, *who])
    assert "Duty 1: testford owes ambulance_call from 2024-01-01." in made.output
    done = run(app, ["lock", "set", *owed, "--period", str(QUARTER), *kept, *who])
    assert "Lock 1: testford" in done.output
    assert "2024-01..2024-03" in run(app, ["lock", "list", *kept]).output
    told = run(app, ["ledger", "--status", *kept]).output
    assert "✓" in told
    assert "✓ in time" in told
    assert "2024-04..2024-06: missing, due 2024-09-30" in told
    past = run(app, ["duty", "history", *owed, "--period", str(QUARTER), *kept]).output
    assert [word in past for word in ("received", "locked", "duty set")] == [True] * 3
    run(app, ["lock", "reopen", "1", *kept, *who])
    assert run(app, ["lock", "list", "--json", *kept]).output.strip() == "[]"
    ended = run(app, ["duty", "end", "1", "--on", "2024-06-30", *kept, *who])
    assert "until 2024-06-30" in ended.output
    assert '"to": "2024-06-30"' in run(app, ["duty", "list", "--json", *kept]).output
