"""Keys and agreements, which live in the ledger alone."""

import datetime as dt

import pytest

from tests.faults.packages import KEY, NOW
from watchward.errors import UsageRefusal
from watchward.hub.agreements import Basis, agreements, record_agreement
from watchward.hub.enrol import enrol, keys
from watchward.hub.ledger import holdings
from watchward.hub.quarantine import findings
from watchward.lake.store import open_store

TODAY = NOW.date()
PUBLIC = KEY.public_key().public_bytes_raw().hex()
TERMS = {
    "provider": "testford",
    "dataset": "ed_assault",
    "floor": 5,
    "purpose": "community safety",
    "basis": Basis(("istv", "recorded")),
    "valid_from": dt.date(2026, 1, 1),
    "valid_to": dt.date(2026, 12, 31),
    "by": "ana",
    "now": NOW,
}


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def test_an_empty_store_holds_nothing(store):
    assert holdings(store) == []
    assert keys(store) == []
    assert agreements(store, on=TODAY) == ()
    with pytest.raises(UsageRefusal, match="no receipt of that name"):
        findings(store, "R-0000-0000-0000-0000")


def test_reading_the_ledger_takes_no_lock(store, monkeypatch):
    monkeypatch.setattr("watchward.hub.ledger.writer_lock", lambda store: pytest.fail("locked"))
    assert holdings(store) == []


@pytest.mark.parametrize("floor", [2, 1, 0, -5])
def test_no_agreement_allows_a_floor_below_three(store, floor):
    with pytest.raises(UsageRefusal, match="below 3"):
        record_agreement(store, **{**TERMS, "floor": floor})
    assert agreements(store, on=TODAY) == ()


def test_an_agreement_that_ends_before_it_begins_is_refused(store):
    with pytest.raises(UsageRefusal, match="ends before it begins"):
        record_agreement(store, **{**TERMS, "valid_to": dt.date(2025, 12, 31)})


def test_an_agreement_counts_on_its_days_and_the_newest_counts(store):
    record_agreement(store, **TERMS)
    record_agreement(store, **{**TERMS, "floor": 3})
    calls = {"dataset": "ambulance_call", "floor": 7, "basis": Basis(("schedule",))}
    record_agreement(store, **{**TERMS, **calls})
    found = {one.dataset: one.floor for one in agreements(store, on=TODAY)}
    assert found == {"ed_assault": 3, "ambulance_call": 7}
    assert len(agreements(store, on=dt.date(2026, 1, 1))) == 2
    assert len(agreements(store, on=dt.date(2026, 12, 31))) == 2
    assert agreements(store, on=dt.date(2025, 12, 31)) == ()
    assert agreements(store, on=dt.date(2027, 1, 1)) == ()


@pytest.mark.parametrize("key", ["", "abc", PUBLIC[:-1], PUBLIC + "00", "g" * 64])
def test_what_is_not_a_public_key_is_not_enrolled(store, key):
    with pytest.raises(UsageRefusal, match="64 hexadecimal digits"):
        enrol(store, "testford", key, "ana", NOW)
    assert keys(store) == []


def test_enrolling_twice_changes_nothing(store):
    for _ in range(2):
        enrol(store, "testford", f" {PUBLIC.upper()}\n", "ana", NOW)
    (key,) = keys(store)
    assert (key["public_key"], key["state"], key["by"]) == (PUBLIC, "enrolled", "ana")
