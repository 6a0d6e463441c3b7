"""What a table's log keeps, and what it must not."""

import json

import polars as pl
import pytest

from tests.faults.packages import NOW, SETTINGS, package, street
from watchward.contract.dataset import datasets
from watchward.hub.flow import receive
from watchward.lake.files import held
from watchward.lake.store import open_store
from watchward.lake.tables import delta_schema, open_table, stored_columns


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "store", create=True)
    path = package(tmp_path, "p", [street(2, "2024-03"), street(3, "2024-03")], period="2024-03")
    receive(path, store=made, by="ana", now=NOW, settings=SETTINGS)
    return made


def test_every_version_is_kept_and_no_value_stands_in_the_log(store):
    table = open_table(store, "police_street")
    settings = table.metadata().configuration
    assert settings["delta.enableExpiredLogCleanup"] == "false"
    assert settings["delta.dataSkippingNumIndexedCols"] == "0"
    log = store.tables / "police_street" / "_delta_log"
    text = "".join(path.read_text("utf-8") for path in log.glob("*.json"))
    assert "Synthetic Street" not in text
    assert "crime0002" not in text
    adds = [json.loads(line)["add"] for line in text.splitlines() if '"add"' in line]
    assert [json.loads(add["stats"]) for add in adds] == [{"numRecords": 2}]


def test_stored_files_hold_the_declared_columns_and_no_other(store):
    (file,) = held(store, "police_street")
    columns = stored_columns(datasets()["police_street"])
    stored = pl.read_parquet(file.path)
    assert stored.columns == list(columns)
    assert stored.cast(columns).schema == columns
    assert "provider=testford/period=2024-03" in file.path.as_posix()
    assert file.size == file.path.stat().st_size


@pytest.mark.parametrize("name", datasets())
def test_every_data_set_has_a_table_schema(name):
    of = datasets()[name]
    names = [field.name for field in delta_schema(of).fields]
    assert names == ["provider", "period", *stored_columns(of)]
    assert len(names) == len(set(names))


def test_the_application_transaction_names_the_package(store):
    table = open_table(store, "police_street")
    sha256 = table.history(1)[0]["watchward"]["receipt"]["package"]
    assert table.transaction_version(f"package:{sha256}") == 1
    assert table.transaction_version("package:other") is None
