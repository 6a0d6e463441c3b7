"""Killed anywhere in a removal or a lock, nothing is half removed and nothing is half locked."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from tests.faults.calls import send_calls
from tests.faults.dying import SHUT
from tests.faults.packages import NOW
from watchward.hub.events import events
from watchward.hub.ledger import accounts
from watchward.hub.locks import lock, locks
from watchward.hub.removal import certificates
from watchward.hub.retention import due, left_of, remove
from watchward.lake.files import held
from watchward.lake.removal import every_file
from watchward.lake.store import open_store

OLD = {"2021-01", "2021-02", "2021-03"}
NOBODY = Path("nobody")


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """Three months whose time is up, corrected once, and one of 2026 that stays."""
    folder = tmp_path_factory.mktemp("retention")
    store = open_store(folder / "store", create=True)
    first = send_calls(store, folder, "2021-01..2021-03", on="2021-04-10")
    send_calls(store, folder, "2021-01..2021-03", on="2021-05-10", each=3, replaces=first.id)
    send_calls(store, folder, "2026-09", on="2026-10-10")
    return store.path


def months(store):
    return {file.period for file in held(store, "ambulance_call")}


def old_rows(store):
    """Files of the store in which a removed record can still be read."""
    found = []
    for path in every_file(store):
        if path.suffix == ".parquet" and "record_id" in pl.read_parquet_schema(path):
            ids = pl.read_parquet(path, columns=["record_id"])["record_id"]
            found += [path.name] if ids.str.contains("2021").any() else []
    return found


def removal_survives(folder, scene, executioner, line):
    shutil.copytree(scene, folder)
    status = executioner.order(folder, NOBODY, do="remove", line=line)
    store = open_store(folder)
    assert months(store) in ({*OLD, "2026-09"}, {"2026-09"})
    assert all(account["adds_up"] for account in accounts(store))  # a reader mends what it finds
    if months(store) == {"2026-09"}:
        assert old_rows(store) == []
        assert len(certificates(store)) == 1
    remove(store, reason="its time is up", by="ana", now=NOW)
    assert (months(store), old_rows(store)) == ({"2026-09"}, [])
    (body,) = certificates(store)
    assert left_of(store, body) == ()
    assert due(store, now=NOW) == ()
    assert (store.retention / f"{body['id']}.json").exists()
    assert [event.kind for event in events(store)] == ["removed"]
    assert list(store.incoming.iterdir()) == []
    assert all(account["adds_up"] for account in accounts(store))
    shutil.rmtree(folder)
    return status


def lock_survives(folder, scene, executioner, line):
    shutil.copytree(scene, folder)
    status = executioner.order(folder, NOBODY, do="lock", line=line)
    store = open_store(folder)
    kinds = [event.kind for event in events(store)]
    assert kinds == ["locked"] * len(locks(store))
    if not locks(store):
        lock(store, **SHUT, reason="used", by="ana", now=NOW)
    assert len(locks(store)) == 1
    assert [event.kind for event in events(store)] == ["locked"]
    shutil.rmtree(folder)
    return status


def lines_of(folder, scene, executioner, do):
    shutil.copytree(scene, folder)
    assert executioner.order(folder, NOBODY, do=do) == 0
    return int(executioner.said)


def killed_at(points, tmp_path, scene, executioner, do, survives):
    total = lines_of(tmp_path / "whole", scene, executioner, do)
    assert total >= points
    chosen = range(1, total + 1, max(total // points, 1))
    for line in chosen:
        status = survives(tmp_path / f"at-{line}", scene, executioner, line)
        assert status == -9, f"line {line} of {total} was not reached"
    return len(chosen)


def test_killed_at_any_of_twenty_lines_nothing_is_half_removed(tmp_path, scene, executioner):
    assert killed_at(20, tmp_path, scene, executioner, "remove", removal_survives) >= 20


def test_killed_at_any_of_ten_lines_nothing_is_half_locked(tmp_path, scene, executioner):
    assert killed_at(10, tmp_path, scene, executioner, "lock", lock_survives) >= 10


@pytest.mark.nightly
def test_killed_at_every_line_nothing_is_half_removed(tmp_path, scene, executioner):
    total = lines_of(tmp_path / "all", scene, executioner, "remove")
    reached = killed_at(total, tmp_path, scene, executioner, "remove", removal_survives)
    assert reached == total


@pytest.mark.nightly
def test_killed_at_every_line_nothing_is_half_locked(tmp_path, scene, executioner):
    total = lines_of(tmp_path / "all", scene, executioner, "lock")
    assert killed_at(total, tmp_path, scene, executioner, "lock", lock_survives) == total
