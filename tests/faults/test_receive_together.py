"""Two processes receive at once: one wins, the other is told, all is held once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.dying import Executioner
from tests.faults.packages import NOW, SETTINGS, package, street
from watchward.errors import PackageRefusal, StoreRefusal
from watchward.hub.flow import receive
from watchward.hub.ledger import accounts, catch_up
from watchward.lake.files import held
from watchward.lake.lock import writer_lock
from watchward.lake.store import open_store

TOLD = (PackageRefusal.exit_code, StoreRefusal.exit_code)


@pytest.fixture(scope="module")
def pair():
    two = (Executioner(), Executioner())
    yield two
    for one in two:
        one.close()


@pytest.mark.parametrize("trial", range(6))
def test_the_same_month_from_two_processes_is_held_once(tmp_path, pair, trial):
    store = open_store(tmp_path / "store", create=True)
    paths = [
        package(
            tmp_path,
            name,
            [street(row, "2024-01", record_id=f"{name}{row}") for row in (2, 3)],
            period="2024-01",
        )
        for name in ("one", "two")
    ]
    with ThreadPoolExecutor(2) as threads:
        statuses = list(threads.map(lambda who, path: who.order(store.path, path), pair, paths))
    assert sorted(statuses)[0] == 0, "one wins"
    assert sorted(statuses)[1] in TOLD, "the other is told"
    assert [file.rows for file in held(store, "police_street")] == [2]
    assert all(account["adds_up"] for account in accounts(store))


def test_a_held_lock_is_said_at_once_and_given_back(tmp_path):
    store = open_store(tmp_path / "store", create=True)
    path = package(tmp_path, "p", [street(2, "2024-01")], period="2024-01")
    with writer_lock(store):
        with pytest.raises(StoreRefusal, match="Another process is writing"):
            receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)
        catch_up(store)  # reading the ledger does not wait for the writer
    assert receive(path, store=store, by="ana", now=NOW, settings=SETTINGS).accepted == 1
