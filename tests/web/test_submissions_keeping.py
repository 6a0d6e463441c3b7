"""Approvals and retention: read from what arrived and from the store, by who answers for it."""

import datetime as dt

import pytest

from tests.web.conftest import NOW
from tests.web.stores import store_without
from watchward.contract.dataset import dataset
from watchward.contract.gateways import gateways
from watchward.hub.linking import Paper, record_assessment, record_consent, revoke
from watchward.hub.retention import remove
from watchward_web.partners.models import Partnership
from watchward_web.submissions import keeping

HOME = "/p/harrowmere/submissions/"


@pytest.mark.parametrize("page", ["approvals/", "retention/"])
def test_only_those_who_answer_for_it_open_it(partnership, sign_in, page):
    told = {
        who: sign_in(who).get(HOME + page).status_code for who in ("hospital", "head", "police")
    }
    assert told == {"hospital": 200, "head": 200, "police": 403}


def test_every_field_names_its_gateway_and_whose_approvals_are_open(partnership, sign_in):
    page = sign_in("hospital").get(HOME + "approvals/").content.decode()
    ed = dataset("ed_assault")
    for code in set(ed.gateways.values()):
        assert gateways()[code].url in page
    assert page.count("not recorded</li>") == len(ed.approvals)
    assert "treated as personal data" in page
    assert "Police" not in page.split("<main")[1]


def test_a_field_without_a_basis_stayed_at_home(partnership, seat_of):
    (one,) = keeping.passages(seat_of("hospital"))
    assert {field.left for field in one.fields} <= {True, False}
    left = {field.title for field in one.fields if field.left}
    ed = dataset("ed_assault")
    assert left == {ed.field(name).title for name in one.receipt.gateways}


def test_what_falls_due_and_what_was_removed(partnership, made, sign_in, seat_of, tmp_path):
    """Months are kept for 36 after; two years and a half on, the first fall due within 92 days."""
    store, _ = store_without(made, "synthetic-police-*.wwp", at=tmp_path / "kept")
    Partnership.objects.filter(slug="harrowmere").update(store=str(store.path))
    page = sign_in("head").get(HOME + "retention/").content.decode()
    assert "Nothing falls due" in page
    assert "Nothing has been removed" in page
    later = NOW + dt.timedelta(days=365 * 2 + 270)
    found = keeping.retained(seat_of("head"), now=later).due
    assert {one.rule["months"] for one in found} == {36}
    remove(store, reason="its time is up", by="ana", now=later + keeping.AHEAD)
    page = sign_in("head").get(HOME + "retention/").content.decode()
    assert "its time is up" in page
    assert "files by their hashes" in page


def test_consents_to_linking_are_listed_and_whether_they_stand(copied, sign_in):
    at = HOME + "approvals/"
    assert "nothing is linked" in sign_in("head").get(at).content.decode()
    day = NOW.date()
    paper = Paper("DPIA of linkage", "A post", day, day + dt.timedelta(days=90))
    record_assessment(copied, paper, by="test", now=NOW)
    for provider in ("synthetic-hospital", "synthetic-police"):
        record_consent(copied, provider, paper, by="test", now=NOW)
    revoke(copied, 3, reason="made up", by="test", now=NOW)
    shown = sign_in("head").get(at).content.decode()
    assert "Consent of Harrowmere Police" in shown
    assert "Taken back on 5 November 2026" in shown
    assert shown.count("DPIA of linkage") == 3
    own = sign_in("hospital").get(at).content.decode()
    assert "Consent of Harrowmere General Hospital" in own
    assert "Consent of Harrowmere Police" not in own
