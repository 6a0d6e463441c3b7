"""A package comes in, is judged, stored and answered with a receipt; every row is accounted for."""

import datetime as dt
import json

import polars as pl
import pytest

from tests.faults.packages import KEY, NOW, OTHER_KEY, SETTINGS, incident, package, street
from watchward.errors import PackageRefusal, StoreRefusal
from watchward.hub.enrol import enrol, keys
from watchward.hub.flow import receive
from watchward.hub.ledger import accounts, gaps, holdings, refusals
from watchward.lake.commits import commit_info
from watchward.lake.files import held, held_datasets
from watchward.lake.store import open_store
from watchward.lake.version import current_version


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def take(path, store, **own):
    return receive(path, **{"store": store, "by": "ana", "now": NOW, "settings": SETTINGS, **own})


def stored(store, dataset="police_street", version=""):
    files = held(store, dataset, version)
    return pl.concat([pl.read_parquet(file.path) for file in files]) if files else pl.DataFrame()


def month_of_three(tmp_path, month="2024-03", **own):
    records = [street(row, month) for row in (2, 3, 4)]
    return package(tmp_path, f"p-{month}", records, period=month, **own)


def test_a_clean_package_is_stored_whole_and_receipted(tmp_path, store):
    receipt = take(month_of_three(tmp_path), store)
    assert (receipt.rows_read, receipt.packaged, receipt.accepted, receipt.rejected) == (3, 3, 3, 0)
    assert receipt.key == "pinned on first use, not verified"
    assert receipt.store_version == current_version(store) == "police_street@1"
    (file,) = held(store, "police_street")
    assert (file.provider, file.period, file.rows, file.receipt) == (
        "testford",
        "2024-03",
        3,
        receipt.id,
    )
    assert stored(store)["record_id"].to_list() == ["crime0002", "crime0003", "crime0004"]
    written = json.loads((store.receipts / f"{receipt.id}.json").read_text("utf-8"))
    assert written == receipt.to_json()
    assert list(store.incoming.iterdir()) == []


def test_the_commit_carries_what_the_ledger_needs(tmp_path, store):
    receipt = take(month_of_three(tmp_path), store)
    (commit,) = commit_info(store, "police_street")
    assert commit.receipt == receipt
    assert commit.synthetic
    assert commit.public_key == KEY.public_key().public_bytes_raw().hex()
    assert commit.source == "merseyside"


def test_the_same_package_again_is_refused_and_names_the_receipt(tmp_path, store):
    path = month_of_three(tmp_path)
    receipt = take(path, store)
    with pytest.raises(PackageRefusal, match=f"already held, under receipt {receipt.id}"):
        take(path, store)
    assert len(stored(store)) == 3
    assert [refusal["provider"] for refusal in refusals(store)] == ["testford"]


def test_another_package_of_a_month_that_is_held_is_refused(tmp_path, store):
    first = take(month_of_three(tmp_path), store)
    again = package(tmp_path, "again", [street(2, "2024-03")], period="2024-03")
    with pytest.raises(PackageRefusal, match="already held") as refused:
        take(again, store)
    assert first.id in str(refused.value)
    assert "--replaces" in refused.value.do


def test_a_correction_replaces_exactly_what_it_names(tmp_path, store):
    first = take(month_of_three(tmp_path), store)
    other = take(month_of_three(tmp_path, "2024-04"), store)
    records = [street(row, "2024-03", record_id=f"new{row}") for row in (2, 3)]
    path = package(tmp_path, "fix", records, period="2024-03", replaces=first.id)
    fixed = take(path, store)
    assert sorted(stored(store)["record_id"]) == [
        "crime0002",
        "crime0003",
        "crime0004",
        "new2",
        "new3",
    ]
    assert {file.receipt for file in held(store, "police_street")} == {other.id, fixed.id}
    assert [entry["receipt"] for entry in holdings(store)] == [fixed.id, other.id]
    # The version before the correction still opens as it was.
    assert len(stored(store, version=other.store_version)) == 6
    with pytest.raises(PackageRefusal, match="already been replaced"):
        take(package(tmp_path, "late", records[:1], period="2024-03", replaces=first.id), store)


def test_a_correction_of_another_period_is_refused(tmp_path, store):
    first = take(month_of_three(tmp_path), store)
    records = [street(2, "2024-03"), street(3, "2024-04")]
    path = package(tmp_path, "wide", records, period="2024-03..2024-04", replaces=first.id)
    with pytest.raises(PackageRefusal, match="lost or doubled"):
        take(path, store)
    assert len(stored(store)) == 3


def test_another_key_is_refused_until_it_is_enrolled(tmp_path, store):
    take(month_of_three(tmp_path), store)
    path = month_of_three(tmp_path, "2024-04", key=OTHER_KEY)
    with pytest.raises(PackageRefusal, match="another key"):
        take(path, store)
    enrol(store, "testford", OTHER_KEY.public_key().public_bytes_raw().hex(), "ana", NOW)
    assert take(path, store).key == "enrolled"
    assert sorted(key["state"] for key in keys(store)) == ["enrolled", "withdrawn"]
    with pytest.raises(PackageRefusal, match="withdrawn or revoked"):
        take(month_of_three(tmp_path, "2024-05"), store)


def test_a_refused_package_pins_no_key(tmp_path, store):
    with pytest.raises(PackageRefusal, match="Not one of its 1 records"):
        take(package(tmp_path, "p", [street(2, "2024-01")], period="2024-03"), store)
    assert keys(store) == []


def test_production_takes_only_enrolled_open_and_real_packages(tmp_path):
    store = open_store(tmp_path / "live", create=True, production=True)
    real = month_of_three(tmp_path, synthetic=False)
    with pytest.raises(PackageRefusal, match="not enrolled"):
        take(real, store)
    enrol(store, "testford", KEY.public_key().public_bytes_raw().hex(), "ana", NOW)
    assert take(real, store).accepted == 3
    with pytest.raises(StoreRefusal, match="synthetic"):
        take(month_of_three(tmp_path, "2024-04"), store)
    closed = package(
        tmp_path,
        "closed",
        [incident(2, dt.date(2024, 3, 4))],
        period="2024-03",
        data_set="partnership_incident",
        synthetic=False,
    )
    with pytest.raises(PackageRefusal, match="came open"):
        take(closed, store)
    assert open_store(tmp_path / "live").production


def test_a_dry_run_says_the_same_and_leaves_nothing(tmp_path, store):
    path = month_of_three(tmp_path)
    dry = take(path, store, dry_run=True)
    assert dry.accepted == 3
    assert held_datasets(store) == ()
    assert list(store.findings.iterdir()) == []
    assert refusals(store) == []
    assert keys(store) == []
    assert take(path, store).accepted == 3


def test_a_file_of_another_force_is_refused(tmp_path, store):
    take(month_of_three(tmp_path), store)
    records = [street(2, "2024-04", force="south-wales")]
    with pytest.raises(PackageRefusal, match="one and the same"):
        take(package(tmp_path, "p", records, period="2024-04"), store)
    mixed = [street(2, "2024-05"), street(3, "2024-05", force="south-wales")]
    with pytest.raises(PackageRefusal, match="one and the same"):
        take(package(tmp_path, "m", mixed, period="2024-05"), store)
    assert len(stored(store)) == 3


def test_missing_months_are_missing_and_not_zero(tmp_path, store):
    for month in ("2024-01", "2024-02", "2024-05"):
        take(month_of_three(tmp_path, month), store)
    assert gaps(store) == [
        {
            "dataset": "police_street",
            "provider": "testford",
            "first": "2024-01",
            "last": "2024-05",
            "missing": ["2024-03", "2024-04"],
        }
    ]
    assert [entry["missing_before"] for entry in holdings(store)] == [
        [],
        [],
        ["2024-03", "2024-04"],
    ]


def test_the_accounts_compare_receipts_with_what_is_stored(tmp_path, store):
    take(
        package(
            tmp_path,
            "p",
            [street(2, "2024-03"), street(3, "2024-04")],
            period="2024-03",
            rows_read=5,
            rows_unreadable=3,
            unreadable_reasons={"ragged": 3},
        ),
        store,
    )
    (account,) = accounts(store)
    assert account == {
        "dataset": "police_street",
        "provider": "testford",
        "rows_read": 5,
        "unreadable": 3,
        "left_out": 0,
        "packaged": 2,
        "accepted": 1,
        "rejected": 1,
        "stored": 1,
        "removed": 0,
        "adds_up": True,
    }


def test_two_data_sets_make_one_version_vector(tmp_path, store):
    take(month_of_three(tmp_path), store)
    path = package(
        tmp_path,
        "i",
        [incident(2, dt.date(2024, 3, 4)), incident(3, dt.date(2024, 4, 1), 3)],
        period="2024-03..2024-04",
        data_set="partnership_incident",
    )
    receipt = take(path, store)
    assert receipt.store_version == "partnership_incident@1,police_street@1"
    assert held_datasets(store) == ("partnership_incident", "police_street")
    files = held(store, "partnership_incident")
    assert [(file.period, file.rows) for file in files] == [("2024-03", 1), ("2024-04", 1)]
