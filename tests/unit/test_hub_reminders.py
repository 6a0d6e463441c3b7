"""Who is reminded of what and when: worked by hand, and never twice of the same thing."""

import datetime as dt
import re

import pytest
from typer.testing import CliRunner

from tests.faults.calls import send_calls
from watchward.cli import app
from watchward.hub.agreements import Basis, record_agreement
from watchward.hub.duties import set_duty
from watchward.hub.reminders import entries, note_sent, reminders, unsent
from watchward.lake.store import open_store

DAY = dt.date.fromisoformat


def at(day):
    return dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")


@pytest.fixture
def store(tmp_path):
    """A quarter that ends on 31 March 2024 and is due on 30 June."""
    made = open_store(tmp_path / "store", create=True)
    set_duty(
        made,
        provider="testford",
        dataset="ambulance_call",
        starts=DAY("2024-01-01"),
        ends=DAY("2024-03-31"),
        reason="the law",
        by="ana",
        now=at("2024-01-02"),
    )
    return made


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2024-04-01", None),
        ("2024-06-15", None),  # 15 days before
        ("2024-06-16", "due soon:14"),
        ("2024-06-22", "due soon:14"),
        ("2024-06-23", "due soon:7"),
        ("2024-06-29", "due soon:1"),
        ("2024-06-30", "due soon:1"),
        ("2024-07-01", "overdue:0"),
        ("2024-07-07", "overdue:0"),  # the seventh day late
        ("2024-07-08", "overdue:1"),
        ("2024-08-25", "overdue:7"),  # 56 days late: the eighth week
        ("2024-08-26", "overdue:8"),  # from here every fourth week
        ("2024-09-22", "overdue:8"),
        ("2024-09-23", "overdue:9"),
    ],
)
def test_when_somebody_is_reminded(store, on, said):
    found = reminders(store, now=at(on))
    assert [f"{one.kind}:{one.key.rpartition(':')[2]}" for one in found] == ([said] if said else [])


def test_what_came_needs_no_reminder(store, tmp_path):
    send_calls(store, tmp_path, "2024-01..2024-03", on="2024-04-20")
    assert reminders(store, now=at("2024-07-08")) == ()
    assert entries(store, now=at("2024-07-08")) == ()


def test_the_same_thing_is_sent_once(store):
    for on, expected in (("2024-07-01", 1), ("2024-07-02", 0), ("2024-07-08", 1)):
        new = unsent(store, reminders(store, now=at(on)))
        assert len(new) == expected, on
        note_sent(store, new, by="job", now=at(on))
        note_sent(store, new, by="job", now=at(on))


def test_the_calendar_looks_a_year_ahead_and_keeps_its_keys(store):
    set_duty(
        store,
        provider="newford",
        dataset="ambulance_call",
        starts=DAY("2024-04-01"),
        reason="the law",
        by="ana",
        now=at("2024-01-02"),
    )
    found = entries(store, now=at("2024-04-10"), provider="newford")
    days = [str(one.on) for one in found]
    assert days == ["2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30"]
    later = entries(store, now=at("2024-05-10"), provider="newford")
    assert [one.key for one in later] == [one.key for one in found]
    assert {one.provider for one in entries(store, now=at("2024-04-10"))} == {
        "newford",
        "testford",
    }


def test_an_agreement_that_runs_out_is_in_both(store):
    record_agreement(
        store,
        provider="testford",
        dataset="ambulance_call",
        floor=5,
        purpose="community safety",
        basis=Basis(("schedule",)),
        valid_from=DAY("2024-01-01"),
        valid_to=DAY("2024-05-31"),
        by="ana",
        now=at("2024-01-02"),
    )
    (one,) = reminders(store, now=at("2024-05-01"))
    assert one.title.endswith("ends on 2024-05-31 (testford)")
    assert one.kind == "agreement"
    assert DAY("2024-05-31") in [entry.on for entry in entries(store, now=at("2024-05-01"))]


def test_titles_name_a_data_set_a_period_and_a_day_and_nothing_else(store):
    shape = re.compile(
        r"Ambulance calls to violence, 2024-01\.\.2024-03 \(testford\) is (due|missing).*"
    )
    for on in ("2024-06-20", "2024-07-20"):
        (one,) = reminders(store, now=at(on))
        assert shape.fullmatch(one.title)


def test_the_command_prints_the_text(store):
    told = CliRunner().invoke(app, ["remind", "--store", str(store.path)]).output
    assert told.startswith("testford:")
    assert "is missing: it was due on 2024-06-30" in told
    other = CliRunner().invoke(app, ["remind", "--store", str(store.path), "--provider", "x"])
    assert other.output == "Nobody needs reminding today.\n"
