"""Killed while sealing or opening: no open copy stays, nothing is lost, nothing is doubled."""

import random

import pytest

from tests.faults.packages import NOW, package, street
from tests.faults.test_receive_killed import Scene, ids, kill_at_lines, kill_at_moments, take
from tests.provider_extracts import ED_ROW, ed_csv, left_in, make
from watchward.contract.sealed import encrypt
from watchward.errors import PackageRefusal, StoreRefusal
from watchward.hub.keys import known_keys, make_keys
from watchward.lake.store import open_store

MONTH = "2024-01"
HELD = [f"{MONTH}-{row}" for row in (2, 3, 4)]


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sealed")
    store = open_store(folder / "store", create=True)
    make_keys(store, "testford", by="ana", now=NOW)
    return Scene(store.path, sealed(folder, store, "first", HELD), [], HELD)


def sealed(folder, store, name, held):
    records = [street(row, MONTH, record_id=one) for row, one in enumerate(held, 2)]
    plain = package(folder, name, records, period=MONTH, receiver="testford")
    path = folder / f"{name}.wwp.age"
    with plain.open("rb") as source, path.open("wb") as target:
        encrypt(source, target, to=known_keys(store).published.age)
    plain.unlink()
    return path


def test_killed_at_some_lines_of_opening_and_storing(tmp_path, scene, executioner):
    assert kill_at_lines(8, tmp_path, scene, executioner) >= 8


@pytest.mark.nightly
def test_killed_at_two_hundred_lines_of_opening_and_storing(tmp_path, scene, executioner):
    assert kill_at_lines(200, tmp_path, scene, executioner) >= 200


@pytest.mark.nightly
def test_killed_at_two_hundred_moments_of_opening_and_storing(tmp_path, scene, executioner):
    assert len(kill_at_moments(200, tmp_path, scene, executioner)) == 200


@pytest.mark.parametrize(
    "times", [5, pytest.param(100, marks=pytest.mark.nightly)], ids=["some", "many"]
)
def test_a_package_that_is_played_again_and_sealed_anew_is_one(tmp_path, times):
    """Each copy is encrypted afresh, so its bytes differ; it is known by what is inside."""
    store = open_store(tmp_path / "store", create=True)
    make_keys(store, "testford", by="ana", now=NOW)
    copies = [sealed(tmp_path, store, f"copy-{n}", HELD) for n in range(times)]
    assert len({copy.read_bytes() for copy in copies}) == times
    random.Random(30).shuffle(copies)
    take(copies[0], store)
    for copy in copies:
        with pytest.raises(PackageRefusal, match="already held"):
            take(copy, store)
    assert ids(store) == HELD
    assert left_in(store.incoming) == []


def test_a_disk_that_fills_while_sealing_leaves_nothing(tmp_path, monkeypatch):
    store = open_store(tmp_path / "store", create=True)
    make_keys(store, "testford", by="ana", now=NOW)
    to = known_keys(store).published

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("watchward.provider.seal.encrypt", full)
        with pytest.raises(StoreRefusal, match="cannot be written: No space"):
            make(tmp_path, ed_csv(ED_ROW), hub=to, receiver=to.code)
    assert left_in(tmp_path / "out") == []
    path = make(tmp_path, ed_csv(ED_ROW), hub=to, receiver=to.code).package
    assert left_in(tmp_path / "out") == [path.name]
