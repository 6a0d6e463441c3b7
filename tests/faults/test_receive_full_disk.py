"""The disk fills at any point: a clear refusal, nothing half-stored, and later it works."""

import os
import shutil
import subprocess

import polars as pl
import pytest

from tests.faults.packages import NOW, SETTINGS, package, street
from watchward.errors import PackageRefusal, StoreRefusal
from watchward.hub.flow import receive
from watchward.hub.full_disk import full_disk_refused, is_full
from watchward.hub.ledger import accounts, receipts
from watchward.lake.files import held
from watchward.lake.store import open_store

ROWS = 3_000
STORE_REFUSED = StoreRefusal.exit_code


def take(path, store):
    return receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """A small package that is held, and a larger one to come."""
    folder = tmp_path_factory.mktemp("packages")
    first = package(folder, "first", [street(2, "2024-01")], period="2024-01")
    records = [street(row, "2024-02") for row in range(2, ROWS + 2)]
    return first, package(folder, "second", records, period="2024-02")


def whole(store, rows):
    """The store holds exactly so many rows, and nothing of a package that was refused."""
    files = held(store, "police_street")
    assert sum(len(pl.read_parquet(file.path)) for file in files) == rows
    assert {file.receipt for file in files} == {receipt.id for receipt in receipts(store)}
    assert set(store.tables.rglob("R-*.parquet")) == {file.path for file in files}
    assert list(store.incoming.iterdir()) == []
    assert all(account["adds_up"] for account in accounts(store))


def works_again(store, package, said):
    """What was refused is not there, or is stored in spite of it and says so."""
    assert "The disk is full" in said
    kept = "itself is stored" in said
    whole(store, 1 + ROWS if kept else 1)
    if kept:
        with pytest.raises(PackageRefusal, match="already held"):
            take(package, store)
    else:
        take(package, store)
    whole(store, 1 + ROWS)


@pytest.mark.parametrize("largest", [0, 64, 512, 900, 1_500, 4_096, 10_000, 20_000])
def test_a_file_that_cannot_grow_is_a_full_disk(tmp_path, packages, executioner, largest):
    first, second = packages
    store = open_store(tmp_path / "store", create=True)
    take(first, store)
    status = executioner.order(store.path, second, largest_file=largest)
    assert status == STORE_REFUSED, executioner.said
    works_again(store, second, executioner.said)


@pytest.fixture
def small_disk(tmp_path):
    """Two megabytes of memory as a disk of its own; needs the right to mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "watchward-test", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a small disk needs root; the limit on file size is tested anyway")
    yield place
    subprocess.run(["umount", str(place)], check=True, capture_output=True)


def fill(place, free):
    """Leave `free` bytes."""
    have = os.statvfs(place)
    (place / "filler").write_bytes(bytes(have.f_bavail * have.f_frsize - free))


def refusal_of(package, store):
    """What is said, empty where the package is taken."""
    try:
        take(package, store)
    except StoreRefusal as refusal:
        return str(refusal)
    return ""


def test_a_disk_with_too_little_left_refuses_and_recovers(tmp_path, packages, small_disk):
    first, second = packages
    refused = 0
    for pages in (0, 1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40, 60):
        store = open_store(small_disk / "store", create=True)
        take(first, store)
        fill(small_disk, pages * 4_096)
        told = refusal_of(second, store)
        (small_disk / "filler").unlink()
        if told:
            refused += 1
            works_again(store, second, told)
        whole(store, 1 + ROWS)
        shutil.rmtree(store.path)
    assert refused >= 8


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(28, "x"), True),
        (OSError(27, "x"), True),
        (OSError(122, "x"), True),
        (pl.exceptions.ComputeError("No space left on device (os error 28)"), True),
        (RuntimeError("database or disk is full"), True),
        (OSError(13, "Permission denied"), False),
        (ValueError("os error 280"), False),
    ],
)
def test_a_full_disk_is_told_from_other_errors(error, full):
    assert is_full(error) is full


def test_other_errors_are_bugs_and_pass_through(tmp_path):
    store = open_store(tmp_path / "store", create=True)
    with pytest.raises(ZeroDivisionError), full_disk_refused(store):
        1 / 0  # noqa: B018
