"""The shared generator's incidents carry 1.4 % faults of known kinds: all are found, no other."""

import datetime as dt

import polars as pl
import pytest

from bench.incidents import generator, incidents
from tests.faults.packages import MADE, NOW, SETTINGS
from watchward.contract.dataset import dataset
from watchward.contract.period import Period
from watchward.hub.flow import receive
from watchward.hub.ledger import accounts
from watchward.hub.quarantine import findings
from watchward.lake.files import held
from watchward.lake.store import open_store
from watchward.provider.flow import prepare

OF = dataset("partnership_incident")
# Of every 500 rows, by the generator's own words: which row (from 0) has which fault.
FAULTS = {
    11: ("occurred_at", "unreadable_value"),  # 31 February at 25:61
    12: ("occurred_at", "future_date"),  # the year 2091
    101: ("easting", "unreadable_value"),  # below the least that the field allows
    102: ("easting", "unreadable_value"),  # letters
    201: ("weapon", "unlisted_code"),
    301: ("victim_sex", "unlisted_code"),
    401: ("incident_id", "duplicate_record"),  # the id of the row before
}


def taken(rows, tmp_path):
    if generator() is None:
        pytest.skip("the shared generator is not here (WATCHWARD_SHARED says where it is)")
    source = incidents(rows, tmp_path)
    prepared = prepare(
        source,
        dataset=OF,
        provider="testford",
        out=tmp_path,
        keys=tmp_path / "keys",
        made_at=MADE,
        period=Period.parse("2023-01..2025-12"),
        synthetic=True,
    )
    store = open_store(tmp_path / "store", create=True)
    receipt = receive(prepared.package, store=store, by="ana", now=NOW, settings=SETTINGS)
    return source, store, receipt


@pytest.mark.shared
@pytest.mark.parametrize("rows", [10_000, 100_000])
def test_exactly_the_faults_that_were_planted_are_found(tmp_path, rows):
    source, store, receipt = taken(rows, tmp_path)
    each = rows // 500
    assert (receipt.rows_read, receipt.accepted) == (rows, rows * 986 // 1000)
    assert receipt.reasons == {
        "unreadable_value: easting": 2 * each,
        "duplicate_record: incident_id": each,
        "future_date: occurred_at": each,
        "unlisted_code: victim_sex": each,
        "unlisted_code: weapon": each,
        "unreadable_value: occurred_at": each,
    }
    found = findings(store, receipt.id).filter(pl.col("rule") != "clock_missing")
    expected = [
        (block * 500 + at + 2, *fault)
        for block in range(each)
        for at, fault in sorted(FAULTS.items())
    ]
    assert found.select("row", "field", "rule").rows() == expected
    (account,) = accounts(store)
    assert account["adds_up"]
    _stored_as_written(source, store, {row for row, *_ in expected})


def _stored_as_written(source, store, rejected):
    """The store holds the CSV's own values, read here without the product."""
    csv = pl.read_csv(source, infer_schema=False).with_row_index("row", offset=2)
    kept = csv.filter(~pl.col("row").is_in(list(rejected)))
    stored = pl.concat(
        pl.read_parquet(file.path).with_columns(period=pl.lit(file.period))
        for file in held(store, OF.name)
    ).sort("row")
    assert stored["row"].to_list() == kept["row"].to_list()
    assert stored["record_id"].to_list() == kept["incident_id"].to_list()
    assert stored["period"].to_list() == kept["occurred_at"].str.slice(0, 7).to_list()
    assert stored["easting"].to_list() == [int(east) for east in kept["easting"]]
    for name, header in (("weapon", "weapon"), ("victim_age", "age_band"), ("agency", "agency")):
        assert stored[name].cast(pl.String).to_list() == kept[header].to_list()
    first = dt.datetime.fromisoformat(kept["occurred_at"][0])
    assert stored["hour"][0] == first.hour
    assert stored["weekday"][0] == first.isoweekday()
