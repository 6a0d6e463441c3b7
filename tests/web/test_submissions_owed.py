"""The ledger page, a period's history, the calendar, Figure 14, and reminders that say nothing."""

import datetime as dt
import re
import shutil

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar

from tests.web.conftest import NOW
from watchward.contract.period import Period
from watchward.hub.agreements import Basis, record_agreement
from watchward.hub.locks import lock
from watchward.hub.retention import remove
from watchward_web.core.models import AuditEntry
from watchward_web.core.store import open_partnership
from watchward_web.nonprod.services import load_people
from watchward_web.partners.services import issue_token
from watchward_web.submissions.services import remind

HOME = "/p/harrowmere/submissions/"
LATE = dt.datetime(2027, 4, 10, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _still(stopped):
    """What is due depends on the day."""


@pytest.fixture
def own(db, made, empty_store, tmp_path):
    """The personas over a copy of the store, to change it."""
    shutil.copytree(made.store.path, tmp_path / "store")
    load_people(store=str(tmp_path / "store"), other_store=str(empty_store.path), now=NOW)
    return open_partnership(str(tmp_path / "store"))


def test_the_ledger_says_who_owes_what_in_signs_and_words(partnership, sign_in):
    page = sign_in("licensing").get(f"{HOME}ledger/").content.decode()
    for said in ("✓ In time", "! Late by", "½ In part", "· Not over yet"):
        assert said in page, said
    assert page.count("Past their day") == 1


def test_what_was_deleted_is_neither_held_nor_missing(own, sign_in):
    remove(own, reason="its time is up", by="ana", now=NOW.replace(year=2029))
    page = sign_in("head").get(f"{HOME}ledger/").content.decode()
    assert "Deleted, its time was up" in page


@pytest.mark.parametrize("who", ["analyst", "head", "licensing", "hospital", "police"])
def test_every_cell_leads_to_its_history(partnership, sign_in, who):
    client = sign_in(who)
    page = client.get(f"{HOME}ledger/").content.decode()
    links = set(re.findall(r'href="(/p/harrowmere/submissions/ledger/[^"]+)"', page))
    assert len(links) >= 10
    for link in sorted(links)[::3]:
        assert client.get(link).status_code == 200


def test_a_history_shows_numbers_only_to_those_who_may_know_them(partnership, sign_in):
    link = f"{HOME}ledger/synthetic-hospital/ed_assault/2026-08/"
    numbers = {
        who: "Rows accepted, of these months" in sign_in(who).get(link).content.decode()
        for who in ("analyst", "hospital", "police", "head", "licensing")
    }
    assert numbers == {
        "analyst": True,
        "hospital": True,
        "police": False,
        "head": False,
        "licensing": False,
    }


def test_a_history_tells_of_receipts_locks_and_reasons(own, sign_in):
    month = Period.parse("2026-08")
    lock(
        own,
        provider="synthetic-hospital",
        dataset="ed_assault",
        period=month,
        reason="In the October briefing",
        by="person:1",
        now=NOW,
    )
    link = f"{HOME}ledger/synthetic-hospital/ed_assault/2026-08/"
    page = sign_in("analyst").get(link).content.decode()
    assert "In the October briefing" in page
    assert "Locked" in page
    assert re.search(r"receipts/R-[0-9a-f-]{19}/", page)
    assert "Lock this period" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        "nobody/ed_assault/2026-08",
        "synthetic-hospital/weather/2026-08",
        "synthetic-hospital/ed_assault/soon",
    ],
)
def test_a_cell_that_nobody_owes_is_not_there(partnership, sign_in, wrong):
    assert sign_in("head").get(f"{HOME}ledger/{wrong}/").status_code == 404


def test_the_sources_are_those_of_the_reports_figure(partnership, sign_in):
    for who in ("analyst", "head"):
        page = sign_in(who).get(f"{HOME}sources/").content.decode()
        assert "Accident and emergency data" in page
        assert "✓ Used" in page
        assert "– No data set for it yet" in page


def test_a_calendar_program_reads_the_due_days_with_its_key(partnership, seat_of):
    key = issue_token(seat_of("hospital"), scope="feed", name="Outlook", days=30, now=NOW)
    client = Client()
    shown = {"HTTP_AUTHORIZATION": f"Bearer {key.secret}"}
    found = {}
    for whose in ("agency", "partnership"):
        answer = client.get(f"{HOME}calendar/{whose}.ics", **shown)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/calendar")
        found[whose] = Calendar.from_ical(answer.content)
    own = [str(event["summary"]) for event in found["agency"].walk("VEVENT")]
    every = [str(event["summary"]) for event in found["partnership"].walk("VEVENT")]
    assert own
    assert all("synthetic-hospital" in title for title in own)
    assert len(every) > len(own)
    uids = [str(event["uid"]) for event in found["partnership"].walk("VEVENT")]
    assert len(uids) == len(set(uids))
    assert client.get(f"{HOME}calendar/agency.ics").status_code in (302, 401)
    assert client.get(f"{HOME}calendar/mine.ics", **shown).status_code == 404


def test_a_reminder_is_a_link_and_goes_once_to_the_agencys_officers(own):
    record_agreement(
        own,
        provider="synthetic-hospital",
        dataset="ed_assault",
        floor=8,
        purpose="preventing violence",
        basis=Basis(("istv",)),
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2027, 2, 1),
        by="ana",
        now=NOW,
    )
    assert remind(now=LATE) == 2  # hospital and police; the ambulance service has nobody here
    assert remind(now=LATE) == 0
    assert sorted(to for message in mail.outbox for to in message.to) == [
        "hospital@harrowmere.invalid",
        "police@harrowmere.invalid",
    ]
    for message in mail.outbox:
        words = f"{message.subject}\n{message.body}"
        assert "http://localhost:8000/p/harrowmere/submissions/" in words
        for said in ("assault", "2026", "2027", "Hosea", "synthetic-"):
            assert said not in words
    assert AuditEntry.objects.filter(action="reminded", actor="job").count() == 2
