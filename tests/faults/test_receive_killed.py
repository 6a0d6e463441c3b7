"""Killed anywhere, the store opens; received again, nothing is lost and nothing is doubled."""

import random
import shutil
import time
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from tests.faults.packages import NOW, SETTINGS, package, street
from watchward.errors import PackageRefusal
from watchward.hub.flow import receive
from watchward.hub.ledger import accounts, receipts
from watchward.lake.files import held
from watchward.lake.store import open_store
from watchward.lake.version import current_version, version_numbers

MONTHS = ("2024-01", "2024-02")
HELD = [f"{month}-{row}" for month in MONTHS for row in (2, 3, 4)]
# The correction has one row fewer in each month, and one that is rejected.
CORRECTED = [f"new-{month}-{row}" for month in MONTHS for row in (2, 3)]


class Scene(NamedTuple):
    """A store, the package to come, and what the store holds before and after it."""

    store: Path
    package: Path
    before: list[str]
    after: list[str]


@pytest.fixture(scope="module")
def correction(tmp_path_factory):
    """Two months held as one receipt and a third apart; the package corrects the two."""
    folder = tmp_path_factory.mktemp("correction")
    store = open_store(folder / "store", create=True)
    first = take(_package(folder, "first", MONTHS, (2, 3, 4), ""), store)
    take(_package(folder, "other", ("2024-03",), (2,), "kept-"), store)
    rejected = {**street(9, "2024-02"), "crime_type": "Jaywalking"}
    path = _package(folder, "fix", MONTHS, (2, 3), "new-", rejected, replaces=first.id)
    return Scene(store.path, path, HELD, CORRECTED)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """An empty store: the table and the ledger are made on the way."""
    folder = tmp_path_factory.mktemp("first")
    store = open_store(folder / "store", create=True)
    return Scene(store.path, _package(folder, "first", MONTHS, (2, 3, 4), ""), [], HELD)


def _package(folder, name, months, rows, prefix, *more, replaces=""):
    records = [
        street(0, month, record_id=f"{prefix}{month}-{row}") for month in months for row in rows
    ]
    numbered = [{**record, "row": at} for at, record in enumerate([*records, *more], 2)]
    period = f"{months[0]}..{months[-1]}"
    return package(folder, name, numbered, period=period, replaces=replaces)


def take(path, store):
    return receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)


def ids(store):
    """Record ids that the store holds, but for the month that nobody touches."""
    files = [file for file in held(store, "police_street") if file.period in MONTHS]
    return sorted(i for file in files for i in pl.read_parquet(file.path)["record_id"])


def survives(folder, scene, kill):
    """Kill a receive; judge the store; receive again; judge it again; rebuild its ledger."""
    shutil.copytree(scene.store, folder)
    status = kill(folder, scene.package)
    store = open_store(folder)
    assert ids(store) in (scene.before, scene.after)
    standing = {receipt.id for receipt in receipts(store)}
    assert {file.receipt for file in held(store, "police_street")} == standing
    assert {path.stem for path in store.receipts.iterdir()} >= standing
    if ids(store) == scene.before:
        take(scene.package, store)
    else:
        with pytest.raises(PackageRefusal, match="already held"):
            take(scene.package, store)
    assert ids(store) == scene.after
    assert all(account["adds_up"] for account in accounts(store))
    _nothing_left_over(store)
    _ledger_follows_from_commits(store)
    shutil.rmtree(folder)
    return status


def _nothing_left_over(store):
    assert list(store.incoming.iterdir()) == []
    known = {f"{receipt.id}.json" for receipt in receipts(store, replaced=True)}
    assert {path.name for path in store.receipts.iterdir()} == known
    last = version_numbers(current_version(store))["police_street"]
    listed = {path for at in range(1, last + 1) for path in _files(store, at)}
    assert set(store.tables.rglob("R-*.parquet")) == listed


def _files(store, at):
    return [file.path for file in held(store, "police_street", f"police_street@{at}")]


def _ledger_follows_from_commits(store):
    known = receipts(store, replaced=True)
    store.ledger.unlink()
    assert receipts(store, replaced=True) == known


def lines_of(folder, scene, executioner):
    """How many lines a receive runs that nobody kills, and how long it takes."""
    shutil.copytree(scene.store, folder)
    began = time.perf_counter()
    assert executioner.order(folder, scene.package) == 0
    return int(executioner.said), time.perf_counter() - began


def kill_at_lines(points, tmp_path, scene, executioner):
    total, _ = lines_of(tmp_path / "whole", scene, executioner)
    assert total >= points
    chosen = range(1, total + 1, total // points)
    for line in chosen:
        status = survives(
            tmp_path / f"at-{line}",
            scene,
            lambda store, path, line=line: executioner.order(store, path, line=line),
        )
        assert status == -9, f"line {line} of {total} was not reached"
    return len(chosen)


def kill_at_moments(points, tmp_path, scene, executioner):
    _, took = lines_of(tmp_path / "timed", scene, executioner)
    spread = random.Random(20_261_122)
    statuses = []
    for point in range(points):
        seconds = spread.uniform(0, took)
        status = survives(
            tmp_path / f"after-{point}",
            scene,
            lambda store, path, s=seconds: executioner.order(store, path, seconds=s),
        )
        statuses.append(status)
    return statuses


@pytest.mark.slow
def test_killed_at_any_of_fifty_lines_nothing_is_lost_or_doubled(tmp_path, correction, executioner):
    assert kill_at_lines(50, tmp_path, correction, executioner) >= 50


def test_killed_anywhere_in_a_stores_first_receive_it_still_opens(tmp_path, first, executioner):
    assert kill_at_lines(15, tmp_path, first, executioner) >= 15


def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path, correction, executioner):
    assert -9 in kill_at_moments(12, tmp_path, correction, executioner)


@pytest.mark.nightly
@pytest.mark.parametrize("scene", ["correction", "first"])
def test_killed_at_every_line_nothing_is_lost_or_doubled(tmp_path, scene, executioner, request):
    chosen = request.getfixturevalue(scene)
    total, _ = lines_of(tmp_path / "all", chosen, executioner)
    assert kill_at_lines(total, tmp_path, chosen, executioner) == total


@pytest.mark.nightly
def test_killed_at_many_moments_nothing_is_lost_or_doubled(tmp_path, correction, executioner):
    assert kill_at_moments(300, tmp_path, correction, executioner).count(-9) >= 200
