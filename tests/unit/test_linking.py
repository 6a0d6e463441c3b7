"""Linking is off until each body consents and an assessment is signed; and again once one ends."""

import datetime as dt
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from watchward.analysis import reporting_gap
from watchward.cli import app
from watchward.contract.about import Options
from watchward.contract.result import Source
from watchward.disclosure.linking import with_consent
from watchward.errors import DisclosureRefusal, UsageRefusal
from watchward.hub.events import events
from watchward.hub.linking import Paper, record_assessment, record_consent, revoke
from watchward.lake.linking import every_permission, linking_lacks
from watchward.lake.store import open_store

DAY = dt.date.fromisoformat
NOW = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)
ON = DAY("2026-03-01")
WHO = {"by": "ana", "now": NOW}
BODIES = ("general-hospital", "testford-police")
MAY = reporting_gap.ABOUT
MUST = replace(MAY, name="overlap", linking="must")


def source(dataset, side, provider, *, public=False):
    months = (24300, 24311, ())
    return Source(dataset, "t", side, provider, False, public, *months, "hour", "exact", "c")


SOURCES = (
    source("ed_assault", "health", "general-hospital"),
    source("police_incident", "police", "testford-police"),
    source("police_street", "police", "data-police-uk", public=True),
    source("ambulance_call", "ambulance", "testford-ambulance"),  # no side of this question
)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def paper(until="2026-12-31", starts="2026-01-01"):
    return Paper("Linkage agreement", "Caldicott Guardian", DAY(starts), DAY(until))


def all_given(store):
    return [record_consent(store, body, paper(), **WHO) for body in BODIES] + [
        record_assessment(store, paper(), **WHO)
    ]


def asked(store, about, *, exact=True, on=ON, **options):
    return with_consent(
        about, Options(**options), sources=SOURCES, store=store, on=on, exact=exact
    ).linkage_approved


def test_it_is_off_where_nothing_was_recorded_and_the_refusal_names_each_body_and_the_law(store):
    with pytest.raises(DisclosureRefusal) as refused:
        asked(store, MUST)
    said = str(refused.value)
    assert "section 171 of the Data Protection Act 2018" in said
    for what in (
        "the consent of general-hospital (not recorded)",
        "the consent of testford-police (not recorded)",
        "the data protection impact assessment (not recorded)",
    ):
        assert what in said
    assert "data-police-uk" not in said
    assert "testford-ambulance" not in said


def test_an_option_alone_turns_nothing_on(store):
    assert asked(store, MAY, linkage_approved=True) is False


def test_it_is_on_once_all_is_recorded_and_only_where_exact_counts_are_seen(store):
    all_given(store)
    assert asked(store, MUST) is True
    assert asked(store, MAY) is True
    assert asked(store, MAY, exact=False) is False


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_revoking_any_one_turns_it_off_from_that_day(store, lost):
    number = all_given(store)[lost]
    revoke(store, number, reason="withdrawn", by="ana", now=NOW.replace(month=2))
    assert linking_lacks(store, BODIES, on=DAY("2026-02-01")) == ()
    with pytest.raises(DisclosureRefusal, match="revoked on 2026-02-02"):
        asked(store, MUST, on=DAY("2026-02-02"))
    assert events(store)[-1].reason == "withdrawn"
    with pytest.raises(UsageRefusal, match="No consent or assessment"):
        revoke(store, number, reason="again", **WHO)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (DAY("2027-01-01"), "the consent of general-hospital (ran out on 2026-12-31)"),
        (DAY("2025-12-31"), "the consent of testford-police (begins on 2026-01-01)"),
        (None, "the data protection impact assessment (the day of asking is not known)"),
    ],
)
def test_out_of_its_days_none_stands(store, on, said):
    all_given(store)
    assert said in linking_lacks(store, BODIES, on=on)


def test_a_paper_names_its_title_its_post_and_days_in_order(store):
    with pytest.raises(UsageRefusal, match="before its first"):
        record_consent(store, "general-hospital", paper(until="2025-01-01"), **WHO)
    with pytest.raises(UsageRefusal):
        record_assessment(store, replace(paper(), role=" "), **WHO)
    with pytest.raises(UsageRefusal, match="one body's"):
        record_consent(store, "", paper(), **WHO)
    assert every_permission(store) == ()


def test_the_commands_record_list_and_revoke(store):
    run, kept = CliRunner().invoke, ["--store", str(store.path), "--by", "ana"]
    told = ["--title", "Linkage", "--role", "Caldicott Guardian", "--start", "2020-01-01"]
    first = run(
        app, ["linking", "consent", "general-hospital", *told, "--end", "2099-01-01", *kept]
    )
    assert "1: general-hospital consents to linking" in first.output
    run(app, ["linking", "assessment", *told, "--review", "2099-01-01", *kept])
    gone = run(app, ["linking", "revoke", "2", "--reason", "review found a risk", *kept])
    assert "assessment of linking revoked" in gone.output
    listed = run(app, ["linking", "list", "--store", str(store.path), "--json"]).output
    assert '"stands": "yes"' in listed
    assert '"stands": "no"' in listed
