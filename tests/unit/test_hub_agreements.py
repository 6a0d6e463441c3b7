"""Agreements: when a feed needs one, when one runs out, and what is said of it beforehand."""

import datetime as dt
import sqlite3
from contextlib import closing

import pytest
from typer.testing import CliRunner

from tests.faults.calls import send_calls
from tests.faults.packages import NOW as LATER
from tests.faults.packages import SETTINGS, package, street
from watchward.cli import app
from watchward.contract.dataset import dataset
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.agreements import (
    Basis,
    agreements,
    end_agreement,
    every_agreement,
    expiring,
    name_gateways,
    record_agreement,
)
from watchward.hub.covered import agreements_required, require_agreements
from watchward.hub.events import events
from watchward.hub.flow import receive
from watchward.lake.ledger_file import STEPS, ledger
from watchward.lake.store import open_store

DAY = dt.date.fromisoformat
NOW = dt.datetime(2024, 1, 2, 9, tzinfo=dt.UTC)
WHO = {"reason": "the board decided", "by": "ana", "now": NOW}


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def sign(store, first, last, *, provider="testford", data_set="ambulance_call", **own):
    law = "Crime and Disorder Act 1998, section 115"
    said = {"gateways": tuple(set(dataset(data_set).gateways.values())), "law": law} | own
    return record_agreement(
        store,
        provider=provider,
        dataset=data_set,
        floor=5,
        purpose="community safety",
        basis=Basis(**said),
        valid_from=DAY(first),
        valid_to=DAY(last),
        by="ana",
        now=NOW,
    )


def unnamed(store, *, counts_to="2025-02-28"):
    """An agreement as a ledger of before gateways were asked has it, brought up to date."""
    with closing(sqlite3.connect(store.ledger)) as old, old:
        for statement in filter(str.strip, ";\n".join(STEPS[:2]).split(";\n")):
            old.execute(statement)
        old.execute("pragma user_version = 2")
        old.execute(
            "insert into agreement (provider, dataset, floor, purpose, valid_from, valid_to, by,"
            " at) values ('testford', 'ambulance_call', 5, 'x', '2024-01-01', '2029-01-01', 'ana',"
            " '2024-01-01')"
        )
    with ledger(store) as connection:  # takes the steps that it lacks
        changed = connection.execute(
            "update house_rule set value = ? where name = 'unnamed agreements count to'",
            (counts_to,),
        )
        assert changed.rowcount == 1


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
        "What no agreement in date covers is refused."
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


PART = {"gateways": {"call_at": "schedule", "call_category": "schedule"}}
AGE = {"gateways": {"call_at": "schedule", "victim_age": "recorded"}}


@pytest.mark.parametrize(
    ("covers", "sent", "without"),
    [
        ({"gateways": ("schedule",)}, PART, ""),
        ({"gateways": ("schedule",)}, AGE, "victim_age"),
        ({"gateways": ("recorded",)}, AGE, "call_at"),
        ({"gateways": ("schedule", "recorded")}, AGE, ""),
        (
            {"gateways": ("schedule", "recorded"), "fields": ("call_at", "victim_sex")},
            AGE,
            "victim_age",
        ),
        ({"gateways": ("schedule",), "fields": ("call_at",)}, PART, "call_category"),
        ({"gateways": ("schedule",)}, {}, "injured, victim_age, victim_sex"),  # any may have come
    ],
)
def test_every_field_that_comes_rests_on_an_agreement(store, tmp_path, covers, sent, without):
    require_agreements(store, required=True, **WHO)
    sign(store, "2024-01-01", "2024-12-31", **covers)
    if not without:
        assert send_calls(store, tmp_path, "2024-01", on="2024-02-05", **sent).accepted == 2
        return
    with pytest.raises(PackageRefusal) as told:
        send_calls(store, tmp_path, "2024-01", on="2024-02-05", **sent)
    assert told.value.what == f"No agreement in date covers: {without}."
    assert "watchward agree" in told.value.do


def test_two_agreements_cover_together_and_only_on_their_days(store, tmp_path):
    require_agreements(store, required=True, **WHO)
    sign(store, "2024-01-01", "2024-12-31", gateways=("schedule",))
    sign(store, "2024-03-01", "2024-12-31", gateways=("recorded",), fields=("victim_age",))
    with pytest.raises(PackageRefusal, match="covers: victim_age"):
        send_calls(store, tmp_path, "2024-01", on="2024-02-29", **AGE)
    assert send_calls(store, tmp_path, "2024-01", on="2024-03-01", **AGE).accepted == 2


def test_where_no_agreement_is_asked_for_one_that_covers_less_refuses_nothing(store, tmp_path):
    sign(store, "2024-01-01", "2024-12-31", gateways=("schedule",))
    assert send_calls(store, tmp_path, "2024-01", on="2024-02-05", **AGE).accepted == 2


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"gateways": ()}, "names the gateways that it rests on"),
        ({"gateways": ("istv",)}, "names the gateways that it rests on"),
        (
            {"gateways": ("schedule",), "fields": ("victim_age",)},
            "leave by the gateways named: victim",
        ),
        ({"gateways": ("schedule",), "fields": ("patient_name",)}, "leave by the gateways named"),
    ],
)
def test_only_gateways_and_fields_of_the_data_set_are_agreed(store, named, said):
    with pytest.raises(UsageRefusal, match=said):
        sign(store, "2024-01-01", "2024-12-31", **named)
    assert every_agreement(store) == ()


def test_one_of_before_gateways_were_asked_covers_all_until_its_day_and_is_named_once(
    store, tmp_path
):
    unnamed(store)
    require_agreements(store, required=True, **WHO)
    assert send_calls(store, tmp_path, "2025-01", on="2025-02-28", **AGE).accepted == 2
    assert [one.last for one in expiring(store, on=DAY("2025-02-01"))] == [DAY("2025-02-28")]
    with pytest.raises(PackageRefusal, match="does not name the gateways") as told:
        send_calls(store, tmp_path, "2025-02", on="2025-03-01", **AGE)
    assert "agreements name" in told.value.do
    assert agreements(store, on=DAY("2026-01-01"))[0].floor == 5  # what protects goes on
    run, kept = CliRunner().invoke, ["--store", str(store.path), "--by", "ana"]
    words = ["agreements", "name", "1", "--reason", "read again", *kept]
    done = run(app, [*words, "--gateways", "schedule,recorded", "--fields", "call_at, victim_age"])
    assert done.exit_code == 0, done.output
    assert send_calls(store, tmp_path, "2025-02", on="2025-03-01", **AGE).accepted == 2
    with pytest.raises(UsageRefusal, match="names its gateways already"):
        name_gateways(store, 1, basis=Basis(("schedule",)), **WHO)


def test_a_ledger_that_held_no_agreement_gives_nobody_a_year(store):
    with ledger(store) as connection:
        assert connection.execute("select count(*) from house_rule").fetchone()[0] == 0
