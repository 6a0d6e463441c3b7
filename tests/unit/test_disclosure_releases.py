"""The ledger of releases, the floors of agreements, the lock on production, and the flow."""

import datetime as dt
import json
import types
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.disclosure_answers import (
    HOSPITAL,
    PEOPLE,
    STREET,
    answer,
    dimension,
    printed,
    protect,
    table,
)
from watchward.contract.about import Options
from watchward.disclosure import answering, flow
from watchward.disclosure.releases import archived, floors_in_date, record
from watchward.disclosure.written import to_json
from watchward.errors import DisclosureRefusal, StoreRefusal, UsageRefusal
from watchward.lake.ledger_file import ledger
from watchward.lake.store import open_store
from watchward.settings import Settings

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
COUNTS = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 4)])

AGREE = """
insert into agreement (provider, dataset, floor, purpose, valid_from, valid_to, by, at)
values (?, ?, ?, ?, ?, ?, ?, ?)
"""


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def agree(store, provider: str, floor: int, last: str = "2027-12-31", dataset: str = "ed_assault"):
    line = (provider, dataset, floor, "briefing", "2026-01-01", last, "ana", "2026-01-01T00:00:00")
    with ledger(store) as connection:
        connection.execute(AGREE, line)


def test_a_release_is_written_down_and_archived_as_it_left(store):
    safe = protect(answer(COUNTS))
    record(safe, store=store, by="ana", at=NOW)
    record(safe, store=store, by="ben", at=NOW)
    with ledger(store) as connection:
        first, second = connection.execute("select * from release order by number").fetchall()
    assert (first["result"], first["audience"], first["by"]) == (safe.id, "open", "ana")
    assert (first["at"], first["rules_version"]) == (NOW.isoformat(), safe.rules_version)
    assert json.loads(first["options"]) == {"months": 12}
    assert second["tables"] == first["tables"]
    assert len(first["tables"]) == 64
    assert archived(store, safe.id) == safe
    assert [path.name for path in store.releases.iterdir()] == [f"{safe.id}.json"]


def test_the_archive_holds_what_left_and_not_what_was_counted(store):
    kept = record(protect(answer(COUNTS)), store=store, by="ana", at=NOW)
    assert "412" not in kept.read_text("utf-8")
    assert "410" in kept.read_text("utf-8")


def test_what_cannot_be_written_down_does_not_leave(store):
    store.releases.rmdir()
    with pytest.raises(StoreRefusal, match="could not be written down"):
        record(protect(answer(COUNTS)), store=store, by="ana", at=NOW)


@pytest.mark.parametrize("name", ["", "0" * 32, "../ledger"])
def test_only_a_release_is_found_in_the_archive(store, name):
    with pytest.raises(StoreRefusal, match="no release"):
        archived(store, name)


def test_floors_come_from_agreements_in_date_of_every_provider(store):
    both = {"ed_assault": frozenset({"north", "south"})}
    agree(store, "north", 5)
    assert floors_in_date(store, on=NOW.date(), providers=both) == {}
    agree(store, "south", 3)
    assert floors_in_date(store, on=NOW.date(), providers=both) == {"ed_assault": 5}
    assert floors_in_date(store, on=dt.date(2028, 1, 1), providers=both) == {}
    assert floors_in_date(store, on=None, providers=both) == {}
    agree(store, "south", 10, "2026-12-31")
    assert floors_in_date(store, on=NOW.date(), providers=both) == {"ed_assault": 10}


def settings(environment: str = "development") -> Settings:
    return Settings(environment, Path("home"), "Testford")


def ask(store, monkeypatch, audience="partner", sources=(HOSPITAL,), **rest):
    """The real flow over one made-up analysis and a store that holds `sources`."""
    result = answer(COUNTS, sources=sources)
    made_up = types.SimpleNamespace(
        ABOUT=result.about,
        run=lambda tables, options: replace(
            result, about=replace(result.about, name="weapons"), options={"months": options.months}
        ),
        say=lambda tables, window: f"{len(tables)} tables",
    )
    opened = types.SimpleNamespace(
        sources=lambda: sources, close=lambda: closed.append(True), version="v@1"
    )
    closed: list[bool] = []
    monkeypatch.setattr(answering, "analyses", lambda: {"weapons": made_up})
    monkeypatch.setattr(flow, "open_tables", lambda store, version, engine: opened)
    own = {"options": Options(), "settings": settings(), "now": NOW, **rest}
    try:
        return flow.ask("weapons", store=store, audience=audience, **own)
    finally:
        assert closed == [True]


def test_ask_opens_runs_protects_and_writes_down(store, monkeypatch):
    safe = ask(store, monkeypatch, by="ana")
    assert [row[1] for row in printed(safe)] == ["410", "[c]", "415"]
    assert safe.headline == "1 tables"
    assert archived(store, safe.id) == safe


def test_ask_takes_the_floor_that_the_trust_agreed(store, monkeypatch):
    agree(store, "trust", 3)
    assert printed(ask(store, monkeypatch))[1] == ["b", "5"]
    assert printed(ask(store, monkeypatch, "open"))[1] == ["b", "[c]"]
    assert printed(ask(store, monkeypatch, now=None))[1] == ["b", "[c]"]


@pytest.mark.parametrize("audience", ["analyst", "partner", "guest", "open"])
@pytest.mark.parametrize("real_store", [True, False])
def test_production_lets_nothing_out_that_is_not_already_open(
    tmp_path, monkeypatch, audience, real_store
):
    held = open_store(tmp_path / "real", create=True, production=real_store)
    own = settings("development" if real_store else "production")
    with pytest.raises(DisclosureRefusal, match="In production"):
        ask(held, monkeypatch, audience, settings=own)
    public = ask(
        held, monkeypatch, audience, sources=(replace(STREET, dataset="ed_assault"),), settings=own
    )
    assert public.outcome == "released"


def test_ask_refuses_what_is_not_there(store):
    own = {"store": store, "settings": settings(), "now": NOW}
    with pytest.raises(UsageRefusal, match="no analysis"):
        flow.ask("everything", audience="open", options=Options(), **own)
    with pytest.raises(UsageRefusal, match="no audience"):
        flow.ask("weapons", audience="all", options=Options(), **own)
    with pytest.raises(DisclosureRefusal, match="Only an analyst"):
        flow.ask("weapons", audience="guest", options=Options(months=6), **own)


def test_the_same_question_gives_the_same_words(store, monkeypatch):
    assert to_json(ask(store, monkeypatch)) == to_json(ask(store, monkeypatch))
