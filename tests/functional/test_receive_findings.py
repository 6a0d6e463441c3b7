"""Every rule on a record of its own: what is found, what stays, what the provider is told."""

import datetime as dt

import polars as pl
import pytest

from tests.faults.packages import NOW, SETTINGS, fault, incident, package, street
from watchward.contract.dataset import dataset
from watchward.errors import PackageRefusal
from watchward.hub.flow import receive
from watchward.hub.quarantine import findings, summary, write_findings
from watchward.lake.files import held
from watchward.lake.store import open_store

OF = dataset("partnership_incident")
DAY = dt.date(2024, 3, 4)
NOWHERE = {"easting": None, "northing": None, "cell": None, "place_precision": "none"}
NO_TIME = dict.fromkeys(
    ("month", "day", "weekday", "hour", "night_of", "utc_start", "utc_end", "time_precision")
)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def take(path, store):
    return receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)


def found(store, receipt):
    return findings(store, receipt.id).select("row", "field", "rule").rows()


# What is written of one record → the finding it must give, and no other.
CASES = [
    ({"record_id": None}, ("incident_id", "missing_value")),
    ({**NO_TIME}, ("occurred_at", "missing_value")),
    ({**NO_TIME, "unreadable": fault(OF, "occurred_at")}, ("occurred_at", "unreadable_value")),
    ({**NOWHERE, "unreadable": fault(OF, "easting")}, ("easting", "unreadable_value")),
    ({"weapon": None, "unlisted": fault(OF, "weapon")}, ("weapon", "unlisted_code")),
    ({"weapon": "trebuchet"}, ("weapon", "unlisted_code")),
    ({"victim_age": "18 to 24"}, ("victim_age", "unlisted_code")),
]


@pytest.mark.parametrize(("own", "expected"), CASES, ids=[str(n) for n in range(len(CASES))])
def test_a_faulty_record_is_kept_out_with_its_one_finding(tmp_path, store, own, expected):
    records = [incident(2, DAY), incident(3, DAY, **own), incident(4, DAY)]
    path = package(tmp_path, "p", records, period="2024-03", data_set=OF.name)
    receipt = take(path, store)
    field, rule = expected
    assert found(store, receipt) == [(3, field, rule)]
    assert (receipt.accepted, receipt.rejected, receipt.reasons) == (2, 1, {f"{rule}: {field}": 1})
    (file,) = held(store, OF.name)
    assert pl.read_parquet(file.path)["row"].to_list() == [2, 4]


# The package is made on 22 November 2026 at 09:00 UTC; clocks may differ by a day.
DATES = [
    (dt.date(2026, 11, 23), 8, None),
    (dt.date(2026, 11, 23), 10, "future_date"),
    (dt.date(2026, 11, 24), 0, "future_date"),
    (dt.date(2091, 1, 1), 0, "future_date"),
    (dt.date(2000, 1, 1), 0, "outside_period"),
    (dt.date(1999, 12, 31), 23, "before_earliest"),
    (dt.date(2026, 10, 30), 12, "outside_period"),
]


@pytest.mark.parametrize(("day", "hour", "rule"), DATES, ids=[str(n) for n in range(len(DATES))])
def test_dates_that_cannot_be_are_found_once(tmp_path, store, day, hour, rule):
    records = [incident(2, dt.date(2026, 11, 2)), incident(3, day, hour)]
    path = package(tmp_path, "p", records, period="2026-11", data_set=OF.name)
    receipt = take(path, store)
    assert found(store, receipt) == ([(3, "occurred_at", rule)] if rule else [])


def test_now_counts_as_well_as_the_providers_clock(tmp_path, store):
    """The provider's clock is 20 hours fast: only what is within a day of ours stays."""
    made = (NOW + dt.timedelta(hours=20)).isoformat()
    records = [incident(2, dt.date(2026, 11, 23), 11), incident(3, dt.date(2026, 11, 23), 13)]
    path = package(tmp_path, "p", records, period="2026-11", data_set=OF.name, made_at=made)
    assert found(store, take(path, store)) == [(3, "occurred_at", "future_date")]


def test_a_package_made_in_the_future_is_refused(tmp_path, store):
    made = (NOW + dt.timedelta(hours=25)).isoformat()
    path = package(tmp_path, "p", [street(2, "2026-11")], period="2026-11", made_at=made)
    with pytest.raises(PackageRefusal, match="clock"):
        take(path, store)


def test_a_place_in_the_sea_is_kept_out(tmp_path, store):
    sea = {"easting": 300_500, "northing": 400_500, "cell": 4005 * 10_000 + 3005}
    records = [street(2, "2024-03"), street(3, "2024-03", **sea)]
    receipt = take(package(tmp_path, "p", records, period="2024-03"), store)
    assert found(store, receipt) == [(3, "longitude", "place_off_land")]


def test_a_file_of_another_month_is_refused_whole(tmp_path, store):
    records = [street(row, "2024-02") for row in (2, 3)]
    path = package(tmp_path, "p", records, period="2024-03")
    with pytest.raises(PackageRefusal, match=r"outside_period: month \(2\)") as refused:
        take(path, store)
    assert "Send it with the month that it belongs to" in refused.value.do
    assert held(store, "police_street") == ()


def test_a_record_without_a_place_stays_and_is_noted(tmp_path, store):
    nowhere = {**NOWHERE, "area": None, "place_name": "No Location"}
    in_area = {**NOWHERE, "place_precision": "area"}
    records = [street(2, "2024-03", **nowhere), street(3, "2024-03", **in_area)]
    receipt = take(package(tmp_path, "p", records, period="2024-03"), store)
    assert (receipt.accepted, receipt.reasons, receipt.notes) == (2, {}, {"no_place: longitude": 1})


def test_a_time_that_march_skips_stays_and_is_noted(tmp_path, store):
    day = dt.date(2024, 3, 31)
    own = dict.fromkeys(("hour", "night_of"))
    records = [
        incident(
            2,
            day,
            **own,
            clock_missing=True,
            time_precision="day",
            utc_start=19_813 * 86_400,
            utc_end=19_814 * 86_400 - 3_601,
        )
    ]
    path = package(tmp_path, "p", records, period="2024-03", data_set=OF.name)
    receipt = take(path, store)
    assert (receipt.accepted, receipt.notes) == (1, {"clock_missing: occurred_at": 1})


def test_the_first_good_record_of_an_id_is_kept(tmp_path, store):
    """Rows 2 and 3 share an id but 2 is faulty, so 3 is kept and 5 is its duplicate."""
    records = [
        incident(2, DAY, record_id="A", weapon="trebuchet"),
        incident(3, DAY, record_id="A"),
        incident(4, DAY, record_id="B"),
        incident(5, DAY, record_id="A"),
        incident(6, DAY, record_id="b"),
        incident(7, DAY, record_id="B", victim_sex="?"),
    ]
    path = package(tmp_path, "p", records, period="2024-03", data_set=OF.name)
    assert found(store, take(path, store)) == [
        (2, "weapon", "unlisted_code"),
        (5, "incident_id", "duplicate_record"),
        (7, "victim_sex", "unlisted_code"),
        (7, "incident_id", "duplicate_record"),
    ]


def test_records_without_an_id_are_not_each_others_duplicates(tmp_path, store):
    records = [street(row, "2024-03", record_id=None) for row in (2, 3, 4)]
    receipt = take(package(tmp_path, "p", records, period="2024-03"), store)
    assert (receipt.accepted, receipt.rejected) == (3, 0)


def test_a_record_may_break_several_rules_and_is_counted_once(tmp_path, store):
    records = [incident(2, DAY), incident(3, DAY, weapon="trebuchet", agency="coastguards")]
    path = package(tmp_path, "p", records, period="2024-03", data_set=OF.name)
    receipt = take(path, store)
    assert receipt.rejected == 1
    assert receipt.reasons == {"unlisted_code: agency": 1, "unlisted_code: weapon": 1}


def test_the_provider_is_told_row_field_rule_and_what_to_do_but_no_value(tmp_path, store):
    records = [incident(2, DAY), incident(3, DAY, weapon="trebuchet")]
    path = package(tmp_path, "p", records, period="2024-03", data_set=OF.name)
    receipt = take(path, store)
    out = tmp_path / "findings.csv"
    assert write_findings(store, receipt.id, out) == 1
    (line,) = pl.read_csv(out).rows()
    assert line[:3] == (3, "weapon", "unlisted_code")
    assert line[3] == "The code is not in this field's list."
    assert line[4].startswith("Use a code from the list")
    kept = b"".join(file.read_bytes() for file in store.path.rglob("*") if file.is_file())
    assert b"trebuchet" not in kept
    assert summary(store, receipt.package) == {"unlisted_code: weapon": 1}
