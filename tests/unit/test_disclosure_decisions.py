"""What waits for a person, what they decide, and the ledger that keeps it; and the one lock."""

import datetime as dt
import sqlite3
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from tests.unit.disclosure_answers import (
    HOSPITAL,
    PEOPLE,
    STREET,
    answer,
    dimension,
    rules_for,
    table,
)
from watchward.cli import app
from watchward.disclosure import lock
from watchward.disclosure.decisions import decide, decision, waiting
from watchward.disclosure.history import held
from watchward.disclosure.let_go import DECIDED_AGAINST, release
from watchward.disclosure.protect import prepare, protect_result
from watchward.disclosure.release_ledger import releases
from watchward.disclosure.releases import record
from watchward.errors import DisclosureRefusal, UsageRefusal
from watchward.lake.ledger_file import ledger
from watchward.lake.store import open_store

NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
COUNTS = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 4), ("c", 90)])
OLD = """
create table release (
    number integer primary key, result text not null, at text not null, by text not null,
    audience text not null, analysis text not null, outcome text not null,
    store_version text not null, rules_version text not null, options text not null,
    tables text not null
)
"""


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def ask(store, *, seconds=30.0, result=None):
    result = result or answer(COUNTS, store_version="v@1")
    rules = replace(rules_for(result), seconds=seconds)
    prepared = prepare(result, audience="open", rules=rules)
    return release(prepared, store=store, floors={}, by="ana", at=NOW)


def test_what_the_check_cannot_settle_waits_and_an_analyst_lets_it_go(store):
    stuck = ask(store, seconds=0.0)
    assert stuck.outcome == "needs a person"
    assert [one.result for one in waiting(store)] == [stuck.id]
    decide(store, stuck.id, release=True, reason="Two analysts looked.", by="ben", at=NOW)
    assert not waiting(store)
    kept = decision(store, stuck.id)
    assert (kept.outcome, kept.by, kept.reason) == ("released", "ben", "Two analysts looked.")
    assert ask(store, seconds=0.0).outcome == "released"


def test_what_an_analyst_decides_against_is_refused_without_their_words(store):
    stuck = ask(store, seconds=0.0)
    decide(store, stuck.id, release=False, reason="One ward would show.", by="ben", at=NOW)
    safe = ask(store, seconds=0.0)
    assert (safe.outcome, safe.reasons) == ("refused", (DECIDED_AGAINST,))


def test_a_decision_needs_a_reason_and_something_that_waits(store):
    stuck = ask(store, seconds=0.0)
    with pytest.raises(UsageRefusal, match="reason"):
        decide(store, stuck.id, release=True, reason=" ", by="ben", at=NOW)
    with pytest.raises(UsageRefusal, match="waits"):
        decide(store, "0" * 32, release=True, reason="x", by="ben", at=NOW)


def test_an_answer_that_is_not_safe_by_itself_cannot_be_let_go(store):
    result = answer(COUNTS, store_version="v@1")
    prepared = replace(prepare(result, audience="open", rules=rules_for(result)), finished=False)
    stuck = release(prepared, store=store, floors={}, by="ana", at=NOW)
    with pytest.raises(DisclosureRefusal, match="by itself"):
        decide(store, stuck.id, release=True, reason="x", by="ben", at=NOW)


def test_the_command_lists_and_decides(store):
    stuck = ask(store, seconds=0.0)
    run, at = CliRunner().invoke, ["decide", "--store", str(store.path)]
    assert "needs" not in run(app, at).output
    both = run(app, [*at, stuck.id, "--release", "--by", "ben", "--because", "looked"])
    assert "released" in both.output
    assert decision(store, stuck.id).by == "ben"


def test_a_release_is_written_with_what_it_rests_on(store):
    ask(store)
    with ledger(store) as connection:
        (row,) = connection.execute("select * from release").fetchall()
    assert row["position"] == "agreement@0,release@0"
    assert row["code_version"].startswith("0.")
    assert row["sheets"]
    assert held(store, rules=rules_for(answer(COUNTS))).last == 1


def test_an_older_ledger_gains_its_columns_and_its_releases_still_count(store):
    safe = protect_result(answer(COUNTS), audience="open", rules=rules_for(answer(COUNTS)))
    record(safe, store=store, by="ana", at=NOW)
    with ledger(store) as connection:
        row = tuple(connection.execute("select * from release").fetchone())[:11]
        connection.execute("drop table release")
        connection.execute(OLD)
        connection.execute(f"insert into release values ({', '.join('?' * 11)})", row)
    found = held(store, rules=rules_for(answer(COUNTS)))
    assert found.has("open", safe.id)
    assert [told.low for told in found.given[0][2].sheets[0].told] == [410 - 2, 0, 90 - 2, 505 - 2]
    assert ask(store).outcome == "released"


def test_two_that_go_at_once_are_held_against_each_other(store, monkeypatch):
    from watchward.disclosure import let_go

    seen = []
    real = let_go.held

    def raced(*args, **rest):
        found = real(*args, **rest)
        seen.append(found.last)
        if len(seen) == 1:  # somebody else is quicker
            other = answer(COUNTS, store_version="v@2")
            safe = protect_result(other, audience="open", rules=rules_for(other))
            record(safe, store=store, by="ben", at=NOW)
        return found

    monkeypatch.setattr(let_go, "held", raced)
    assert ask(store).outcome == "released"
    assert seen == [0, 1]


def test_decisions_are_one_for_a_result(store):
    stuck = ask(store, seconds=0.0)
    decide(store, stuck.id, release=False, reason="no", by="ben", at=NOW)
    with releases(store) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "insert into release_decision values (?, '', '', 'released', 'x')", (stuck.id,)
        )


def test_the_lock_says_what_is_missing_and_lifts_when_nothing_is(monkeypatch):
    assert lock.NEEDED["every release is checked against earlier ones"]
    assert [what for what in lock.missing() if "sharing" in what]
    with pytest.raises(DisclosureRefusal, match="a review of sharing"):
        lock.locked([HOSPITAL], production=True)
    lock.locked([HOSPITAL], production=False)
    lock.locked([STREET], production=True)
    monkeypatch.setattr(lock, "NEEDED", dict.fromkeys(lock.NEEDED, True))
    lock.locked([HOSPITAL], production=True)
