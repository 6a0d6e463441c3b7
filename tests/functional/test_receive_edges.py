"""Many batches, a package that changes under our hands, an older copy put back."""

import datetime as dt
import shutil

import polars as pl
import pytest

from tests.faults.packages import NOW, SETTINGS, incident, package, street
from watchward.errors import PackageRefusal
from watchward.hub.flow import receive
from watchward.hub.ledger import accounts, receipts
from watchward.hub.quarantine import findings
from watchward.hub.receive import arrive, unpack
from watchward.lake.files import held
from watchward.lake.store import open_store


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def take(path, store, **own):
    return receive(path, store=store, by="ana", now=NOW, settings=SETTINGS, **own)


def test_batches_and_flushes_change_nothing_but_the_number_of_files(tmp_path, store, monkeypatch):
    """Nine rows of two months in batches of two: row 5 repeats row 2's id, row 8 has a bad code."""
    monkeypatch.setattr("watchward.hub.reading.BATCH", 2)
    monkeypatch.setattr("watchward.hub.store.FLUSH_ROWS", 3)
    own = {5: {"record_id": "INC000002"}, 8: {"weapon": "trebuchet"}}
    records = [
        incident(row, dt.date(2024, 3 + row % 2, 4), **own.get(row, {})) for row in range(2, 11)
    ]
    path = package(
        tmp_path, "p", records, period="2024-03..2024-04", data_set="partnership_incident"
    )
    told = []
    receipt = take(path, store, progress=lambda *step: told.append(step))
    assert told == [("validate", done, 9) for done in (2, 4, 6, 8, 9)]
    assert (receipt.accepted, receipt.rejected) == (7, 2)
    assert findings(store, receipt.id).select("row", "rule").rows() == [
        (5, "duplicate_record"),
        (8, "unlisted_code"),
    ]
    files = held(store, "partnership_incident")
    assert len(files) > 2
    rows = {month: [] for month in ("2024-03", "2024-04")}
    for file in files:
        rows[file.period] += pl.read_parquet(file.path)["row"].to_list()
    assert {month: sorted(found) for month, found in rows.items()} == {
        "2024-03": [2, 4, 6, 10],
        "2024-04": [3, 7, 9],
    }
    assert all(account["adds_up"] for account in accounts(store))


def test_a_package_that_changes_while_it_is_read_is_refused(tmp_path, store):
    path = package(tmp_path, "p", [street(2, "2024-03")], period="2024-03")
    arrived = arrive(path, now=NOW)
    whole = bytearray(path.read_bytes())
    whole[-9] ^= 1
    path.write_bytes(whole)
    with pytest.raises(PackageRefusal, match="changed while it was being read"):
        unpack(arrived, store=store)


def test_an_older_copy_of_the_tables_put_back_is_believed(tmp_path, store):
    """The commits are the truth: what they no longer say, the ledger forgets."""
    first = take(package(tmp_path, "a", [street(2, "2024-03")], period="2024-03"), store)
    shutil.copytree(store.tables, tmp_path / "copy")
    second = package(tmp_path, "b", [street(2, "2024-04")], period="2024-04")
    take(second, store)
    shutil.rmtree(store.tables)
    shutil.copytree(tmp_path / "copy", store.tables)
    assert [receipt.id for receipt in receipts(store)] == [first.id]
    assert take(second, store).accepted == 1
    assert all(account["adds_up"] for account in accounts(store))


def test_a_package_that_was_since_replaced_says_so(tmp_path, store):
    path = package(tmp_path, "a", [street(2, "2024-03")], period="2024-03")
    first = take(path, store)
    better = [street(2, "2024-03", record_id="better")]
    fix = take(package(tmp_path, "b", better, period="2024-03", replaces=first.id), store)
    with pytest.raises(PackageRefusal, match=f"replaced by {fix.id}"):
        take(path, store)
