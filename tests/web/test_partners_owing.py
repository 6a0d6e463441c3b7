"""Duties, agreements and locks on the site: changed through the hub, audited, refused in words."""

import shutil

import pytest

from tests.web.conftest import NOW
from watchward.contract.period import Period
from watchward.hub.agreements import every_agreement
from watchward.hub.bodies import nations
from watchward.hub.covered import agreements_required
from watchward.hub.duties import duties
from watchward.hub.locks import lock, locks
from watchward.lake.ledger_file import ledger
from watchward_web.core.models import AuditEntry
from watchward_web.core.store import open_partnership
from watchward_web.nonprod.personas import OTHER, PARTNERSHIP
from watchward_web.nonprod.services import load_people

HOME = "/p/harrowmere/"
HOSPITAL = {"provider": "synthetic-hospital", "dataset": "ed_assault"}


@pytest.fixture(autouse=True)
def _still(stopped):
    """What is due depends on the day."""


@pytest.fixture
def own(db, made, empty_store, tmp_path):
    """The personas over a copy of the store, to change it."""
    shutil.copytree(made.store.path, tmp_path / "store")
    load_people(store=str(tmp_path / "store"), other_store=str(empty_store.path), now=NOW)
    return open_partnership(str(tmp_path / "store"))


def covered_on(page, title):
    """What a page of an agreement says of a field."""
    row = page.split(title)[1].split("</tr>")[0]
    return row.rsplit("</td>", 1)[0].rsplit(">", 1)[1].strip()


def audited():
    return list(AuditEntry.objects.order_by("number").values_list("action", "actor"))


def test_a_head_sets_and_ends_a_duty(own, sign_in):
    client = sign_in("head")
    told = {
        "provider": "synthetic-police",
        "dataset": "ambulance_call",
        "starts": "2026-01-01",
        "reason": "Agreed in January",
    }
    assert client.post(f"{HOME}duties/", told).status_code == 302
    made = next(
        one
        for one in duties(own)
        if one.provider == "synthetic-police"
        if one.dataset == "ambulance_call"
    )
    page = client.get(f"{HOME}duties/").content.decode()
    assert "Agreed in January" in page
    assert "Hedda Chair" in page
    ended = client.post(
        f"{HOME}duties/{made.id}/", {"last": "2026-06-30", "reason": "It moved to the ambulance"}
    )
    assert ended.status_code == 302
    assert str(next(one for one in duties(own) if one.id == made.id).ends) == "2026-06-30"
    assert [action for action, _ in audited()][-2:] == ["duty set", "duty ended"]


def test_what_the_hub_refuses_is_said_and_leaves_no_audit_entry(own, sign_in):
    client, before = sign_in("head"), audited()
    told = {**HOSPITAL, "starts": "2026-09-01", "reason": "Twice"}
    answer = client.post(f"{HOME}duties/", told)
    assert answer.status_code == 200
    assert "has a duty of that data set in those days already" in answer.content.decode()
    assert audited() == before
    empty = client.post(f"{HOME}duties/", {**told, "reason": ""}).content.decode()
    assert "There is a problem" in empty


def test_an_agreement_is_recorded_ended_and_required(own, sign_in):
    client = sign_in("administrator")
    told = {
        **HOSPITAL,
        "reason": "Preventing violence",
        "basis": "An Act and its section",
        "gateways": ["istv", "recorded"],
        "fields_named": "assault_date, victim_age",
        "floor": "5",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-01",
    }
    assert client.post(f"{HOME}agreements/", told).status_code == 302
    (made,) = every_agreement(own)
    assert (made.floor, made.purpose, made.basis) == (
        5,
        "Preventing violence",
        "An Act and its section",
    )
    assert made.fields == ("assault_date", "victim_age")
    page = client.get(f"{HOME}agreements/").content.decode()
    assert "in 26 days" in page
    shown = client.get(f"{HOME}agreements/{made.id}/gateways/").content.decode()
    assert "Name the gateways" not in shown
    assert covered_on(shown, "Age of the patient") == "yes"
    assert covered_on(shown, "Sex of the patient") == "no"
    strange = client.post(f"{HOME}agreements/", {**told, "fields_named": "nhs_number"})
    assert "not fields that leave by the gateways named" in strange.content.decode()
    assert "A feed is taken even without an agreement in date." in page
    low = client.post(f"{HOME}agreements/", {**told, "floor": "2"})
    assert "greater than or equal to 3" in low.content.decode()
    wanted = {"required": "yes", "reason": "The board decided"}
    assert client.post(f"{HOME}agreements/required/", wanted).status_code == 302
    assert agreements_required(own)
    end = {"last": "2026-11-10", "reason": "Withdrawn by the trust"}
    assert client.post(f"{HOME}agreements/{made.id}/", end).status_code == 302
    assert str(every_agreement(own)[0].valid_to) == "2026-11-10"
    actions = ["agreement recorded", "agreements required", "agreement ended"]
    assert [action for action, _ in audited()][-3:] == actions


def test_one_of_before_gateways_were_asked_is_named_on_its_page_once(own, sign_in):
    with ledger(own) as connection:
        connection.execute(
            "insert into agreement (provider, dataset, floor, purpose, valid_from, valid_to, by,"
            " at) values ('synthetic-hospital', 'ed_assault', 5, 'x', '2026-01-01', '2029-01-01',"
            " 'ana', '2026-01-01')"
        )
        rule = "insert or replace into house_rule values ('unnamed agreements count to', ?)"
        connection.execute(rule, ("2027-06-30",))
    (made,) = every_agreement(own)
    analyst, head = sign_in("analyst"), sign_in("head")
    page = analyst.get(f"{HOME}agreements/").content.decode()
    assert "not named; counts until 30 June 2027" in page
    address = f"{HOME}agreements/{made.id}/gateways/"
    told = {"gateways": ["istv"], "fields_named": "", "reason": "Read again in the agreement"}
    assert analyst.post(address, told).status_code == 403
    assert "Until 30 June 2027 it covers every field" in analyst.get(address).content.decode()
    assert head.post(address, told).status_code == 302
    assert every_agreement(own)[0].gateways == ("istv",)
    assert "names its gateways already" in head.post(address, told).content.decode()
    assert [action for action, _ in audited()][-1] == "agreement's gateways named"


def test_a_bodys_nation_is_recorded_and_shown_and_its_rules_are_said(own, sign_in):
    client, address = sign_in("head"), f"{HOME}agencies/synthetic-hospital/nation/"
    shown = client.get(f"{HOME}submissions/approvals/").content.decode()
    assert "no rule of one nation alone is applied to it" in shown
    both = {"nation": "Wales", "code": "W06000001"}
    assert "one of the two" in client.post(address, both).content.decode()
    assert nations(own) == {}
    assert client.post(address, {"code": "W06000001"}).status_code == 302
    assert nations(own) == {"synthetic-hospital": "Wales"}
    assert (
        "opt-out is not asked of it" in client.get(f"{HOME}submissions/approvals/").content.decode()
    )
    assert "It is recorded as in Wales." in client.get(address).content.decode()
    assert sign_in("analyst").get(address).status_code == 403
    assert client.get(f"{HOME}agencies/nobody/nation/").status_code == 404
    assert "nation stated" in [action for action, _ in audited()]


def test_a_period_is_locked_by_an_analyst_and_reopened_by_the_head(own, sign_in):
    analyst, head = sign_in("analyst"), sign_in("head")
    told = {**HOSPITAL, "period": "2026-08", "reason": "In the October briefing"}
    assert analyst.post(f"{HOME}locks/", told).status_code == 302
    (found,) = locks(own)
    assert analyst.post(f"{HOME}locks/{found.id}/", {"reason": "x"}).status_code == 403
    assert head.post(f"{HOME}locks/{found.id}/", {"reason": ""}).status_code == 200
    assert len(locks(own)) == 1
    answer = head.post(f"{HOME}locks/{found.id}/", {"reason": "The hospital found ten more"})
    assert answer.status_code == 302
    assert locks(own) == ()
    page = head.get(f"{HOME}locks/").content.decode()
    assert "The hospital found ten more" in page
    assert "Ana Lister" in page


def test_what_was_not_accepted_cannot_be_locked(own, sign_in):
    told = {**HOSPITAL, "period": "2027-01", "reason": "Too early"}
    page = sign_in("head").post(f"{HOME}locks/", told).content.decode()
    assert "2027-01 has not been accepted" in page
    wrong = sign_in("head").post(f"{HOME}locks/", {**told, "period": "soon"}).content.decode()
    assert "A month is written YYYY-MM" in wrong


def test_who_may_only_look_sees_no_form(own, sign_in):
    for page in ("duties", "agreements", "locks"):
        shown = sign_in("hospital").get(f"{HOME}{page}/")
        assert shown.status_code == 200
        assert 'name="reason"' not in shown.content.decode()
        assert sign_in("hospital").post(f"{HOME}{page}/", {"reason": "x"}).status_code == 403
        assert sign_in("councillor").get(f"{HOME}{page}/").status_code == 403


def test_another_partnerships_duties_agreements_and_locks_are_not_there(own, sign_in):
    made = lock(own, **HOSPITAL, period=Period.parse("2026-08"), reason="x", by="test", now=NOW)
    assert (PARTNERSHIP[0], OTHER[0]) == ("harrowmere", "elsewhere")
    client = sign_in("elsewhere")
    for page in (f"locks/{made}/", "duties/1/", "agreements/1/"):
        assert client.get(f"/p/elsewhere/{page}").status_code == 404
        assert client.get(f"{HOME}{page}").status_code == 404
