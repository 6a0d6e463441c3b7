"""A package whose columns contradict each other or what is declared is refused whole."""

import datetime as dt

import pytest

from tests.faults.packages import NOW, SETTINGS, fault, incident, package, street
from watchward.contract.dataset import dataset
from watchward.errors import PackageRefusal
from watchward.hub.flow import receive
from watchward.hub.ledger import refusals
from watchward.lake.files import held_datasets
from watchward.lake.store import open_store

OF = dataset("partnership_incident")
DAY = dt.date(2024, 3, 4)
START = 19_786 * 86_400 + 12 * 3_600

# One thing changed in a record that is otherwise right → the words of the refusal.
INCIDENTS = [
    ({"month": 24_291}, "month is not the day's"),
    ({"month": 2_000_000_000}, "month is not the day's"),
    ({"weekday": 2}, "weekday is not the day's"),
    ({"weekday": None}, "weekday is not the day's"),
    ({"hour": 24, "night_of": 19_786, "utc_start": None, "utc_end": None}, "not one of 24"),
    ({"hour": 3}, "the night is not the hour's"),
    ({"night_of": 19_785}, "the night is not the hour's"),
    ({"day": None, "weekday": None}, "an hour without a day"),
    ({"utc_end": START - 1}, "seconds run backwards"),
    ({"utc_end": None}, "seconds run backwards"),
    ({"utc_start": START - 7_200}, "seconds are not the hour's"),
    ({"utc_end": START + 2 * 86_400 - 1}, "seconds are not the day's"),
    ({"utc_start": START + 7}, "seconds are finer than declared"),
    ({"time_precision": None}, "no precision"),
    ({"time_precision": "month"}, "time is finer than declared"),
    ({"time_precision": "day"}, "time is finer than declared"),
    ({"time_precision": "second"}, "a precision is not one of those known"),
    ({"northing": None}, "half a point"),
    ({"cell": 17_620_000}, "cell is not the point's"),
    ({"cell": None}, "cell is not the point's"),
    ({"place_precision": "none"}, "another precision than it says"),
    ({"place_precision": None}, "another precision than it says"),
    ({"unlisted": fault(OF, "weapon")}, "a faulty value was carried"),
    ({"unreadable": 1 << 40}, "a fault is of no field"),
    ({"unreadable": -1}, "a fault is of no field"),
    ({"clock_missing": None}, "neither there nor not"),
    ({"row": 2}, "rows are not in order"),
    ({"row": 1}, "rows are not in order"),
    ({"row": None}, "rows are not in order"),
    ({"record_id": "x" * 257}, "text is too long"),
]
STREET = [
    (
        {"day": 19_786, "weekday": 1, "utc_start": START, "utc_end": START + 59},
        "time is finer than declared",
    ),
    ({"time_precision": "hour"}, "time is finer than declared"),
    ({"place_precision": "exact"}, "place is finer than declared"),
    ({"place_name": "x" * 257}, "text is too long"),
]
# Ambulance calls keep the hour and the centre of a 100 m square.
CALL = {
    "easting": 318_350,
    "northing": 176_250,
    "time_precision": "hour",
    "utc_end": START + 3_599,
    "place_precision": "snapped",
    "call_category": "assault",
    "record_id": "0123456789abcdef",
}
CALLS = [
    ({"easting": 318_312}, "not moved to its square"),
    ({"time_precision": "minute", "utc_end": START + 59}, "time is finer than declared"),
    ({"utc_start": START + 60}, "seconds are finer than declared"),
]


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def refused(path, store, words):
    with pytest.raises(PackageRefusal, match=words) as told:
        receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)
    assert held_datasets(store) == ()
    assert list(store.incoming.iterdir()) == []
    assert refusals(store)[-1]["what"] == told.value.what
    return told.value


@pytest.mark.parametrize(("own", "words"), INCIDENTS, ids=[str(n) for n in range(len(INCIDENTS))])
def test_an_incident_that_contradicts_itself(tmp_path, store, own, words):
    records = [incident(2, DAY), incident(3, DAY, **own), incident(4, DAY)]
    refused(package(tmp_path, "p", records, period="2024-03", data_set=OF.name), store, words)


@pytest.mark.parametrize(("own", "words"), STREET, ids=[str(n) for n in range(len(STREET))])
def test_a_street_record_finer_than_its_publisher_gives(tmp_path, store, own, words):
    records = [street(2, "2024-03"), street(3, "2024-03", **own)]
    refused(package(tmp_path, "p", records, period="2024-03"), store, words)


def calls(*owns):
    columns = ("agency", "category", "weapon")
    return [
        {k: v for k, v in incident(row, DAY, **{**CALL, **own}).items() if k not in columns}
        for row, own in enumerate(owns, 2)
    ]


@pytest.mark.parametrize(("own", "words"), CALLS, ids=[str(n) for n in range(len(CALLS))])
def test_a_call_finer_than_its_treatment(tmp_path, store, own, words):
    path = package(tmp_path, "p", calls({}, own), period="2024-03", data_set="ambulance_call")
    refused(path, store, words)


def test_a_call_as_it_should_be_is_taken(tmp_path, store):
    path = package(tmp_path, "p", calls({}, {}), period="2024-03", data_set="ambulance_call")
    receipt = receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)
    assert receipt.reasons == {"duplicate_record: call_id": 1}


def test_a_first_row_without_a_number_is_seen(tmp_path, store):
    records = [incident(2, DAY, row=None), incident(3, DAY)]
    refused(
        package(tmp_path, "p", records, period="2024-03", data_set=OF.name),
        store,
        "rows are not in order",
    )


def test_rows_out_of_order_across_batches_are_seen(tmp_path, store, monkeypatch):
    monkeypatch.setattr("watchward.hub.reading.BATCH", 2)
    rows = (2, 3, 3, 4)
    records = [incident(row, DAY, record_id=str(at)) for at, row in enumerate(rows)]
    path = package(tmp_path, "p", records, period="2024-03", data_set=OF.name)
    refused(path, store, "rows are not in order")
