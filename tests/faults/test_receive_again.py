"""One package sent again and again is received once: one receipt, one row for each record."""

import pytest

from tests.faults.packages import NOW, SETTINGS, package, street
from watchward.engine.api import open_tables
from watchward.errors import PackageRefusal
from watchward.hub.flow import receive
from watchward.lake.store import open_store


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.nightly)])
def test_a_package_replayed_adds_no_row(tmp_path, times):
    store = open_store(tmp_path / "store", create=True)
    crimes = [street(row, "2026-01") for row in range(2, 9)]
    made = package(tmp_path, "street", crimes, period="2026-01")
    whole = made.read_bytes()
    first = receive(made, store=store, by="ana", now=NOW, settings=SETTINGS)
    for _ in range(times):
        made.write_bytes(whole)
        try:
            again = receive(made, store=store, by="ana", now=NOW, settings=SETTINGS)
        except PackageRefusal:
            continue
        assert again.id == first.id
    tables = open_tables(store)
    assert tables.rows("select count(*), count(distinct record_id) from incident") == [(7, 7)]
    tables.close()
    assert len(list(store.receipts.glob("*.json"))) == 1
