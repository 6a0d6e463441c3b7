"""The ledger as answers: Figure 14 from what arrived, and the one page, through the gate."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from tests.faults.calls import send_calls
from watchward.cli import app
from watchward.contract.safe_result import AUDIENCES
from watchward.disclosure.protect import protect_result
from watchward.hub.duties import set_duty
from watchward.hub.results import sources_result, status_result
from watchward.hub.sources import source_use
from watchward.lake.store import open_store

NOW = dt.datetime(2024, 7, 10, 9, tzinfo=dt.UTC)
THEN = {  # the report's Figure 14: always + started, as printed
    "Police recorded crime": 100,
    "Police incidents": 94,
    "Council/registered social landlord data on anti-social behaviour": 78,
    "Fire service records of emergency calls": 56,
    "Ambulance service data": 31,
    "Accident and emergency data": 45,
    "Safer School Partnerships": 17,
    "Local education records of children excluded for violence": 26,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Four ambulance services: sends always, has begun, has stopped, never sent; and a hospital."""
    folder = tmp_path_factory.mktemp("sources")
    made = open_store(folder / "store", create=True)
    for provider, data_set in (("never", "ambulance_call"), ("hospital", "ed_assault")):
        set_duty(
            made,
            provider=provider,
            dataset=data_set,
            starts=dt.date(2024, 1, 1),
            reason="the law",
            by="ana",
            now=NOW,
        )
    for provider, periods in {
        "always": ("2023-04..2023-06", "2023-07..2023-09", "2024-01..2024-03"),
        "begun": ("2024-01..2024-03",),
        "stopped": ("2022-10..2022-12", "2023-01..2023-03"),
    }.items():
        for period in periods:
            send_calls(made, folder, period, on="2024-07-01", provider=provider)
    return made


def test_the_reports_column_is_the_reports(store):
    assert {one.name: one.used_then for one in source_use(store, now=NOW)} == THEN


def test_bodies_are_classed_by_what_arrived(store):
    by = {one.name: one for one in source_use(store, now=NOW)}
    ambulance = by["Ambulance service data"]
    assert dict(ambulance.bodies) == {
        "always": "always",
        "begun": "started",
        "never": "never",
        "stopped": "past",
    }
    assert [ambulance.percent(use) for use in ("always", "started", "past", "never")] == [25] * 4
    hospital = by["Accident and emergency data"]
    assert (dict(hospital.bodies), hospital.used) == ({"hospital": "never"}, False)
    schools = by["Safer School Partnerships"]
    assert (schools.datasets, schools.percent("never"), schools.used) == ((), None, False)


def test_a_share_is_of_the_bodies_that_owe_or_sent_it(store):
    ambulance = next(one for one in source_use(store, now=NOW) if one.name.startswith("Amb"))
    assert ambulance.percent("always", "started", "past") == 75


def test_the_command_prints_both_and_writes_what_partners_may_have(store, tmp_path):
    run, kept = CliRunner().invoke, ["--store", str(store.path)]
    printed = run(app, ["ledger", "--sources", *kept]).output
    assert "Ambulance service data" in printed
    assert "no data set for it yet" in printed
    out = tmp_path / "status.xlsx"
    told = run(app, ["ledger", "--status", *kept, "--out", str(out)])
    assert (told.exit_code, out.exists()) == (0, True)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_both_answers_pass_the_gate_whole_for_every_audience(store, audience):
    for result in (status_result(store, now=NOW), sources_result(store, now=NOW)):
        safe = protect_result(result, audience=audience)
        assert safe.outcome == "released"
        assert safe.synthetic
        assert [len(t.rows) for t in safe.tables] == [len(t.rows) for t in result.tables]
        assert all(
            not cell.mark or cell.mark == "x" for t in safe.tables for r in t.rows for cell in r
        )


def test_the_one_page_says_what_is_open(store):
    bodies, late = status_result(store, now=NOW).tables
    assert ("never", "Ambulance calls to violence", 0, 0, 1, 0, "2024-09-30") in bodies.rows
    period = "2024-01..2024-03"
    row = ("never", "Ambulance calls to violence", period, "missing", "2024-06-30", 10)
    assert row in late.rows
