"""An answer is shown again only while everything that it stands on is the same."""

import datetime as dt
import shutil

import pytest

from tests.web.conftest import NOW
from watchward.disclosure.cube import _path
from watchward.disclosure.rules import read_rules
from watchward.disclosure.standing import standing, traces
from watchward.hub.agreements import Basis, record_agreement
from watchward.hub.interventions import register_written
from watchward.hub.linking import Paper, record_consent, revoke
from watchward_web.core.remembered import Remembered, forget_everything
from watchward_web.core.store import library_settings, open_partnership
from watchward_web.evidence import answers
from watchward_web.evidence.panels import QUESTIONS
from watchward_web.evidence.questions import pages
from watchward_web.evidence.warm import warm
from watchward_web.partners.seat import PartnershipSeen

DAY = dt.date(2026, 11, 5)


@pytest.fixture
def copied(store, tmp_path):
    return open_partnership(str(shutil.copytree(store.path, tmp_path / "store")))


def agree(store, *, floor=10, until=DAY):
    record_agreement(
        store,
        provider="synthetic-hospital",
        dataset="ed_assault",
        floor=floor,
        purpose="test",
        basis=Basis(("istv",)),
        valid_from=dt.date(2026, 1, 1),
        valid_to=until,
        by="test",
        now=dt.datetime(2026, 11, 5, tzinfo=dt.UTC),
    )


def test_it_names_the_records_the_rules_and_nothing_agreed(store):
    found = standing(store, on=DAY)
    assert found.store_version == "ambulance_call@5,ed_assault@4,police_incident@4"
    assert found.rules_version == read_rules().version
    assert found.agreements == ()


def test_an_agreement_changes_it_and_so_does_its_end(copied):
    before, marks = standing(copied, on=DAY), traces(copied)
    agree(copied)
    assert traces(copied) != marks
    during = standing(copied, on=DAY)
    assert during.agreements == (("ed_assault", "synthetic-hospital", 10),)
    assert standing(copied, on=DAY + dt.timedelta(days=1)) == before


def test_outlines_of_areas_change_it(copied):
    before, marks = standing(copied, on=DAY), traces(copied)
    (copied.geography / "places.csv").write_text("name,kind,easting,northing\n", "utf-8")
    assert traces(copied) != marks
    assert standing(copied, on=DAY) != before


def test_a_consent_to_linking_changes_it_and_so_does_its_end_and_its_revocation(copied):
    before, marks = standing(copied, on=DAY), traces(copied)
    paper = Paper("made up", "Caldicott Guardian", DAY, DAY + dt.timedelta(days=1))
    now = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)
    number = record_consent(copied, "synthetic-hospital", paper, by="test", now=now)
    assert traces(copied) != marks
    assert standing(copied, on=DAY).linking == (number,)
    assert standing(copied, on=DAY + dt.timedelta(days=2)) == before
    revoke(copied, number, reason="made up", by="test", now=now)
    assert standing(copied, on=DAY) == before


def test_an_intervention_changes_it_and_leaves_the_declared_views(copied):
    before, marks = standing(copied, on=DAY), traces(copied)
    written = (copied.path / "interventions" / "taxi-marshals.toml").read_bytes()
    register_written(copied, "taxi-wardens", written, by="test", now=NOW)
    assert traces(copied) != marks
    after = standing(copied, on=DAY)
    assert after != before
    assert _path(copied, "partner", after) == _path(copied, "partner", before)


def test_the_least_used_is_forgotten_first():
    kept: Remembered[str] = Remembered(2)
    made = []

    def make(key):
        return lambda: made.append(key) or key

    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(key, make(key)) == key
    assert made == ["a", "b", "c", "b"]


def test_what_was_asked_ahead_is_not_asked_again(store, empty_store, monkeypatch):
    seen = [
        PartnershipSeen(1, "a", "A", str(store.path), synthetic=True),
        PartnershipSeen(2, "b", "B", str(empty_store.path), synthetic=True),
        PartnershipSeen(3, "c", "C", "no-store", synthetic=True),
    ]
    forget_everything()
    assert warm(seen, moment=NOW) == len(QUESTIONS) * len(pages())
    monkeypatch.setattr(answers, "ask", lambda *_args, **_rest: pytest.fail("asked again"))
    gate = answers.Asking(store, library_settings("A"), audience="partner", by="person:1", now=NOW)
    assert answers.answer(gate, pages()["trends"]).released
