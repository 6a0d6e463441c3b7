"""A body's nation: by its code or as stated, and what it shuts and asks."""

import datetime as dt
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from watchward.cli import app
from watchward.contract.dataset import dataset
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.agreements import Basis, record_agreement
from watchward.hub.bodies import asked_of, elsewhere, nations, of_its_nation, state_nation
from watchward.hub.duties import set_duty
from watchward.hub.events import events
from watchward.lake.store import open_store

NOW = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)
WHO = {"by": "ana", "now": NOW}


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def test_the_nation_follows_from_an_official_code_or_is_stated(store):
    assert nations(store) == {}
    assert state_nation(store, "board", code="w06000001", **WHO) == "Wales"
    assert state_nation(store, "trust", nation="england", **WHO) == "England"
    assert nations(store) == {"board": "Wales", "trust": "England"}
    state_nation(store, "trust", nation="Wales", **WHO)
    assert nations(store)["trust"] == "Wales"
    assert [one.kind for one in events(store)] == ["nation stated"] * 3


@pytest.mark.parametrize(
    "said",
    [{}, {"nation": "Wales", "code": "W06000001"}, {"code": "S12000033"}, {"nation": "Eire"}],
)
def test_anything_else_is_refused(store, said):
    with pytest.raises(UsageRefusal):
        state_nation(store, "board", **said, **WHO)
    assert nations(store) == {}


@pytest.mark.parametrize(
    ("name", "nation", "shut"),
    [
        ("ed_assault", "", ()),
        ("ed_assault", "England", ()),
        ("ed_assault", "Wales", ("istv",)),
        ("wales_ed_assault", "England", ("waspi",)),
        ("wales_ed_assault", "Wales", ()),
        ("ambulance_call", "Wales", ()),
    ],
)
def test_a_gateway_of_one_nation_is_none_in_the_other(name, nation, shut):
    assert elsewhere(dataset(name), nation) == shut


def test_the_english_opt_out_is_not_asked_of_a_welsh_body():
    every = ("caldicott", "confidentiality", "opt-out", "notice")
    assert asked_of(dataset("ambulance_call"), "") == every
    assert asked_of(dataset("ambulance_call"), "England") == every
    assert asked_of(dataset("ambulance_call"), "Wales") == (
        "caldicott",
        "confidentiality",
        "notice",
    )


def arrived(name, sent, *, synthetic=False):
    manifest = SimpleNamespace(synthetic=synthetic, gateways=sent)
    return SimpleNamespace(manifest=manifest, dataset=dataset(name), file="x.wwp")


def test_what_came_by_the_other_nations_gateway_is_refused_once_the_nation_is_known():
    sent = {"assault_date": "istv", "weapon": "recorded"}
    for nation in ("", "England"):
        of_its_nation(arrived("ed_assault", sent), nation)
    of_its_nation(arrived("ed_assault", sent, synthetic=True), "Wales")
    with pytest.raises(PackageRefusal, match=r"in Wales.*these came: assault_date"):
        of_its_nation(arrived("ed_assault", sent), "Wales")


def test_duties_and_agreements_keep_to_the_nation(store):
    duty = {"provider": "board", "starts": dt.date(2026, 1, 1), "reason": "agreed", **WHO}
    terms = {"provider": "board", "dataset": "ed_assault", "floor": 5, "purpose": "x", **WHO}
    year = {"valid_from": dt.date(2026, 1, 1), "valid_to": dt.date(2026, 12, 31)}
    state_nation(store, "board", nation="Wales", **WHO)
    for name in ("ed_assault", "ecds_assault"):
        with pytest.raises(UsageRefusal, match="No body in Wales holds"):
            set_duty(store, dataset=name, **duty)
    set_duty(store, dataset="wales_ed_assault", **duty)
    with pytest.raises(UsageRefusal, match="of the nation"):
        record_agreement(store, basis=Basis(("istv",)), **terms, **year)
    record_agreement(store, basis=Basis(("recorded",)), **terms, **year)


def test_the_command_says_what_the_nation_shuts(store):
    duty = {"provider": "board", "dataset": "ed_assault", "starts": dt.date(2026, 1, 1)}
    set_duty(store, reason="agreed", **duty, **WHO)
    words = ["enrol", "board", "--store", str(store.path), "--by", "ana"]
    said = CliRunner().invoke(app, [*words, "--nation", "Wales"])
    assert said.exit_code == 0, said.output
    assert "ed_assault: no body in Wales holds it. End its duty." in said.output
    assert nations(store) == {"board": "Wales"}
