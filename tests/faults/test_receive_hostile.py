"""Damaged, forged and malicious packages: each a clear refusal, and nothing half-stored."""

import random

import polars as pl
import pytest

from tests.faults.packages import (
    KEY,
    NOW,
    OTHER_KEY,
    SETTINGS,
    columns,
    frame,
    package,
    seal,
    street,
)
from watchward.contract.container import MAGIC, SIGNATURE_BYTES
from watchward.contract.dataset import dataset
from watchward.errors import PackageRefusal, Refusal
from watchward.hub.flow import receive
from watchward.hub.thrift import Malformed, read_struct
from watchward.lake.files import held, held_datasets
from watchward.lake.store import open_store

OF = dataset("police_street")
THREE = [street(row, "2024-03") for row in (2, 3, 4)]


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def take(path, store):
    return receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)


def refused(path, store, words):
    with pytest.raises(PackageRefusal, match=words) as told:
        take(path, store)
    assert told.value.where == path.name
    assert told.value.do
    assert held_datasets(store) == ()
    assert list(store.incoming.iterdir()) == []


def positions(size, wanted, seed):
    """Every byte of the head, and a sample of the rest."""
    head = range(len(MAGIC) + 8)
    return sorted({*head, size - 1, *random.Random(seed).sample(range(size), wanted)})


def test_one_byte_changed_anywhere_is_refused(tmp_path, store):
    whole = package(tmp_path, "whole", THREE, period="2024-03").read_bytes()
    chosen = positions(len(whole), 230, seed=7)
    assert len(chosen) >= 200
    for at in chosen:
        changed = tmp_path / "changed.wwp"
        changed.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(PackageRefusal):
            take(changed, store)
    assert held_datasets(store) == ()
    (tmp_path / "changed.wwp").write_bytes(whole)
    assert take(tmp_path / "changed.wwp", store).accepted == 3


@pytest.mark.parametrize("keep", [0, 1, 20, 28, 200, 0.5, 0.999])
def test_a_package_cut_short_is_refused(tmp_path, store, keep):
    path = package(tmp_path, "cut", THREE, period="2024-03")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(keep * len(whole)) if isinstance(keep, float) else keep])
    refused(path, store, "not whole")


def test_a_package_with_something_appended_is_refused(tmp_path, store):
    path = package(tmp_path, "long", THREE, period="2024-03")
    path.write_bytes(path.read_bytes() + b"\0")
    refused(path, store, "not whole")


def test_what_is_not_a_package_is_refused(tmp_path, store):
    path = tmp_path / "letter.wwp"
    path.write_bytes(b"Dear hub, please find attached nothing at all. " * 20)
    refused(path, store, "not a package")
    refused(tmp_path / "absent.wwp", store, "no package of that name")


def test_a_signature_by_a_key_that_is_not_the_manifests_is_refused(tmp_path, store):
    own = OTHER_KEY.public_key().public_bytes_raw().hex()
    refused(package(tmp_path, "p", THREE, period="2024-03", public_key=own), store, "signature")
    refused(package(tmp_path, "p", THREE, period="2024-03", public_key="xx"), store, "signature")
    refused(package(tmp_path, "p", THREE, period="2024-03", public_key="00" * 31), store, "signat")


# What a manifest says, against what is so → the words of the refusal.
MANIFESTS = [
    ({"dataset": "hospital_secrets"}, "does not know"),
    ({"dataset": "../../etc"}, "does not know"),
    ({"dataset_version": "2"}, "does not know"),
    ({"provider": "../testford"}, "provider code"),
    ({"provider": "a/b"}, "provider code"),
    ({"provider": ""}, "provider code"),
    ({"provider": "x" * 65}, "provider code"),
    ({"provider": "Testford"}, "provider code"),
    ({"provider": "test_ford"}, "provider code"),
    ({"provider": 7}, "wrong kind"),
    ({"synthetic": 1}, "wrong kind"),
    ({"rows_read": 3.0}, "wrong kind"),
    ({"rows_packaged": True}, "wrong kind"),
    ({"rows_read": 2, "rows_unreadable": -1}, "wrong kind"),
    ({"unreadable_reasons": {"ragged": "many"}}, "wrong kind"),
    ({"unreadable_reasons": ["ragged"]}, "wrong kind"),
    ({"rows_read": 4}, "do not add up"),
    ({"rows_read": 4, "rows_unreadable": 1}, "do not add up"),
    ({"rows_read": 0, "rows_packaged": 0}, "no rows"),
    ({"rows_read": 10**12, "rows_packaged": 10**12}, "too many"),
    ({"rows_read": 4, "rows_packaged": 4}, "another number of rows"),
    ({"made_at": "yesterday"}, "when it was made"),
    ({"made_at": "2026-11-22T09:00:00"}, "in the future"),
    ({"made_at": "2024-02-01T09:00:00+00:00"}, "period ends after"),
    ({"period": "2024-13"}, "manifest is not one"),
    ({"columns": ("row",)}, "does not declare, or lacks"),
    ({"columns": (*columns(OF), "patient_name")}, "does not declare, or lacks"),
    ({"columns": (*columns(OF), 7)}, "wrong kind"),
    ({"fields": ("crime_id",)}, "does not declare, or lacks"),
    ({"replaces": "R-0000-0000-0000-0000"}, "does not hold"),
]


@pytest.mark.parametrize(("own", "words"), MANIFESTS, ids=[str(n) for n in range(len(MANIFESTS))])
def test_a_signed_manifest_that_makes_no_sense_is_refused(tmp_path, store, own, words):
    path = package(tmp_path, "p", THREE, **{"period": "2024-03", **own})
    refused(path, store, words)


def sealed(tmp_path, data, rows=3):
    path = tmp_path / "data.parquet"
    data.write_parquet(path)
    return seal(tmp_path / "p.wwp", path, of=OF, rows=rows, period="2024-03")


def test_a_column_that_is_not_declared_is_refused(tmp_path, store):
    data = frame(OF, THREE)
    extra = data.with_columns(pl.lit("Mary Major").alias("patient_name"))
    refused(sealed(tmp_path, extra), store, "does not declare")
    refused(sealed(tmp_path, data.drop("area")), store, "does not declare")
    refused(sealed(tmp_path, data.cast({"month": pl.Int64})), store, "another type")
    refused(sealed(tmp_path, data.select(sorted(data.columns))), store, "does not declare")
    listed = data.with_columns(pl.concat_list("area").alias("area"))
    refused(sealed(tmp_path, listed), store, "does not declare")


def test_data_that_is_not_parquet_is_refused(tmp_path, store):
    data = tmp_path / "data.parquet"
    for body in (b"", b"PAR1", b"PAR1" + b"\0" * 40 + b"PAR1", b"PAR1\xff\xff\xff\x7fPAR1"):
        data.write_bytes(body)
        path = seal(tmp_path / "p.wwp", data, of=OF, rows=3, period="2024-03")
        refused(path, store, "cannot be read")


def test_a_small_file_that_unpacks_to_gigabytes_is_refused(tmp_path, store, monkeypatch):
    """The limits are lowered here, so that the bomb may be small."""
    bomb = frame(OF, [street(row, "2024-03", area="x" * 256) for row in range(2, 5_002)])
    bomb = bomb.with_columns(area=pl.format("{}{}", "row", "area").str.slice(0, 256))
    for name, least in (("LARGEST_PAGE", 400), ("LARGEST_GROUP", 4_000)):
        with monkeypatch.context() as lowered:
            lowered.setattr(f"watchward.hub.footer.{name}", least)
            refused(sealed(tmp_path, bomb, 5_000), store, "cannot be read")
    monkeypatch.setattr("watchward.hub.footer.MOST_ROWS_IN_GROUP", 4_999)
    refused(sealed(tmp_path, bomb, 5_000), store, "cannot be read")


def damaged(data, seed):
    """One to four bytes changed anywhere in the Parquet."""
    dice = random.Random(seed)
    body = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        body[dice.randrange(len(body))] = dice.randrange(256)
    return bytes(body)


def fuzz(tmp_path, rounds):
    """A provider's key may sign anything: whatever it is, it is taken or refused, never a crash."""
    data = tmp_path / "data.parquet"
    frame(OF, THREE).write_parquet(data)
    whole = data.read_bytes()
    outcomes = []
    for seed in range(rounds):
        data.write_bytes(damaged(whole, seed))
        path = seal(tmp_path / "p.wwp", data, of=OF, rows=3, period="2024-03")
        store = open_store(tmp_path / f"store-{seed}", create=True)
        try:
            outcomes.append(take(path, store).accepted)
        except Refusal:
            outcomes.append(-1)
            assert held(store, OF.name) == ()
        assert list(store.incoming.iterdir()) == []
    return outcomes


def test_damaged_parquet_under_a_good_signature_never_crashes_the_hub(tmp_path):
    outcomes = fuzz(tmp_path, 60)
    assert outcomes.count(-1) > 30


@pytest.mark.nightly
def test_much_damaged_parquet_under_a_good_signature_never_crashes_the_hub(tmp_path):
    assert fuzz(tmp_path, 3_000).count(-1) > 1_000


def test_thrift_that_nests_or_counts_without_end_is_malformed():
    for body in (
        b"\x1c" * 5_000,
        b"\x19" + b"\x19" * 5_000,
        b"\x19\xfc" + b"\xff" * 9,
        b"\x18\xff\x01",
    ):
        with pytest.raises(Malformed):
            read_struct(body, 0)


def test_the_layout_that_the_byte_test_relies_on():
    """Head, manifest, signature, data: what a byte changed in each would mean."""
    assert (len(MAGIC), SIGNATURE_BYTES) == (20, 64)
    assert KEY.public_key() != OTHER_KEY.public_key()
