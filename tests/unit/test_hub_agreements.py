"""Agreements: when a feed needs one, when one runs out, and what is said of it beforehand."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from tests.faults.calls import send_calls
from tests.faults.packages import NOW as LATER
from tests.faults.packages import SETTINGS, package, street
from watchward.cli import app
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.agreements import (
    agreements,
    agreements_required,
    end_agreement,
    every_agreement,
    expiring,
    record_agreement,
    require_agreements,
)
from watchward.hub.events import events
from watchward.hub.flow import receive
from watchward.lake.store import open_store

DAY = dt.date.fromisoformat
NOW = dt.datetime(2024, 1, 2, 9, tzinfo=dt.UTC)
WHO = {"reason": "the board decided", "by": "ana", "now": NOW}


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def sign(store, first, last, *, provider="testford", data_set="ambulance_call"):
    return record_agreement(
        store,
        provider=provider,
        dataset=data_set,
        floor=5,
        purpose="community safety",
        basis="Crime and Disorder Act 1998, section 115",
        valid_from=DAY(first),
        valid_to=DAY(last),
        by="ana",
        now=NOW,
    )


def test_a_feed_needs_no_agreement_until_the_partnership_says_so(store, tmp_path):
    assert not agreements_required(store)
    send_calls(store, tmp_path, "2024-01", on="2024-02-05")
    require_agreements(store, required=True, **WHO)
    assert agreements_required(store)
    with pytest.raises(PackageRefusal) as told:
        send_calls(store, tmp_path, "2024-02", on="2024-03-05")
    assert told.value.what.startswith("No agreement with this provider about this data set")
    assert "watchward agree" in told.value.do
    require_agreements(store, required=False, **WHO)
    send_calls(store, tmp_path, "2024-02", on="2024-03-05")
    assert [one.kind for one in events(store)] == ["agreements required"] * 2


@pytest.mark.parametrize(
    ("on", "taken"),
    [("2024-02-01", True), ("2024-03-31", True), ("2024-04-01", False), ("2024-01-31", False)],
)
def test_the_day_of_receipt_decides_to_the_day(store, tmp_path, on, taken):
    require_agreements(store, required=True, **WHO)
    sign(store, "2024-02-01", "2024-03-31")
    if taken:
        assert send_calls(store, tmp_path, "2024-01", on=on).accepted == 2
        return
    with pytest.raises(PackageRefusal, match="the last one ended on 2024-03-31"):
        send_calls(store, tmp_path, "2024-01", on=on)


def test_another_bodys_agreement_is_none(store, tmp_path):
    require_agreements(store, required=True, **WHO)
    sign(store, "2024-01-01", "2024-12-31", provider="newford")
    sign(store, "2024-01-01", "2024-12-31", data_set="ed_assault")
    with pytest.raises(PackageRefusal, match="No agreement"):
        send_calls(store, tmp_path, "2024-01", on="2024-02-05")


def test_open_data_need_none_even_in_production(tmp_path):
    store = open_store(tmp_path / "real", create=True, production=True)
    assert agreements_required(store)
    from watchward.hub.enrol import enrol

    path = package(tmp_path, "open", [street(2, "2024-03")], period="2024-03", synthetic=False)
    from tests.faults.packages import KEY

    enrol(store, "testford", KEY.public_key().public_bytes_raw().hex(), "ana", LATER)
    receipt = receive(path, store=store, by="hub", now=LATER, settings=SETTINGS)
    assert receipt.accepted == 1


def test_warnings_sixty_thirty_and_seven_days_ahead_worked_by_hand(store):
    sign(store, "2024-01-01", "2024-06-30")
    expected = {
        "2024-04-30": None,  # 61 days
        "2024-05-01": (60, 60),
        "2024-05-30": (31, 60),
        "2024-05-31": (30, 30),
        "2024-06-22": (8, 30),
        "2024-06-23": (7, 7),
        "2024-06-30": (0, 0),
        "2024-07-01": (-1, 0),
    }
    found = {
        on: next(((one.days, one.mark) for one in expiring(store, on=DAY(on))), None)
        for on in expected
    }
    assert found == expected


def test_one_that_follows_on_without_a_gap_stops_the_warning_and_one_with_a_gap_does_not(store):
    sign(store, "2024-01-01", "2024-06-30")
    sign(store, "2024-07-02", "2025-06-30")
    assert [one.last for one in expiring(store, on=DAY("2024-06-25"))] == [DAY("2024-06-30")]
    sign(store, "2024-07-01", "2024-07-01")
    assert expiring(store, on=DAY("2024-06-25")) == ()


def test_one_is_ended_sooner_with_a_reason_and_never_extended(store):
    number = sign(store, "2024-01-01", "2024-12-31")
    end_agreement(store, number, last=DAY("2024-06-30"), **WHO)
    assert agreements(store, on=DAY("2024-07-01")) == ()
    assert [one.basis for one in every_agreement(store)] == [
        "Crime and Disorder Act 1998, section 115"
    ]
    for last in ("2024-12-31", "2024-06-30", "2023-12-31"):
        with pytest.raises(UsageRefusal, match="record a new one"):
            end_agreement(store, number, last=DAY(last), **WHO)
    with pytest.raises(UsageRefusal, match="no agreement"):
        end_agreement(store, 99, last=DAY("2024-05-01"), **WHO)
    assert [one.kind for one in events(store)] == ["agreement recorded", "agreement ended"]


def test_the_commands_say_the_same(store):
    run, kept = CliRunner().invoke, ["--store", str(store.path)]
    who = ["--by", "ana", "--reason", "the board decided"]
    sign(store, "2024-01-01", "2024-06-30")
    assert (
        "A feed without an agreement in date is refused."
        in run(app, ["agreements", "require", *kept, *who]).output
    )
    run(app, ["agreements", "end", "1", "--on", "2024-05-31", *kept, *who])
    listed = run(app, ["agreements", "list", *kept]).output
    assert "runs out on 2024-05-31" in listed
    assert "is refused; open data need none" in listed
    assert (
        "is taken"
        in run(app, ["agreements", "require", "--off", *kept, *who]).output
        + run(app, ["agreements", "list", *kept]).output
    )
