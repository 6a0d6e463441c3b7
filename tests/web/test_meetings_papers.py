"""Papers: each recipient's own version, told of by a link only, made once, seen by the chair."""

import csv
import datetime as dt
import json
import re

import pytest
from django.core import mail

from tests.web.conftest import NOW
from tests.web.papers_made import quick_papers
from watchward.briefing.archive import kept
from watchward.disclosure.release_ledger import releases
from watchward_web.core.jobs.runner import run_waiting
from watchward_web.core.models import AuditEntry
from watchward_web.meetings.models import Invited, Meeting, Paper
from watchward_web.meetings.services.calling import call_meeting, invite_guest
from watchward_web.meetings.services.papers import come_due
from watchward_web.partners.models import Membership

HOME = "/p/harrowmere/meetings/"
__all__ = ["quick_papers"]
GIVEN = {
    "title": "Violent Crime Group",
    "held_on": dt.date(2026, 11, 10),
    "starts_at": dt.time(14, 0),
    "place": "Guildhall",
    "chair": None,
    "papers_days": 5,
}


@pytest.fixture(autouse=True)
def _still(stopped):
    """The clock stands on 5 November 2026, five days before the meeting."""


def _places(store) -> list[str]:
    with (store.geography / "places.csv").open(encoding="utf-8", newline="") as file:
        return [row["name"] for row in csv.DictReader(file)]


@pytest.fixture
def meeting(partnership, seat_of, store) -> int:
    """With two guests who have premises of their own, and one without."""
    chair = seat_of("head")
    number = call_meeting(chair, given=GIVEN, now=NOW)
    for name in _places(store)[:2]:
        invite_guest(chair, number, guest=f"Of {name}", premises=name, audience="guest", now=NOW)
    invite_guest(chair, number, guest="The press", premises="", audience="open", now=NOW)
    return number


def _answers(store, paper) -> dict:
    folder = store.releases / f"briefing-{paper.briefing}"
    return json.loads((folder / "safe_results.json").read_text("utf-8"))


def _place_rows(answers) -> set[str]:
    return {
        row[at]["value"]
        for answer in answers.values()
        for table in answer["tables"]
        for at, column in enumerate(table["columns"])
        if column["describes"] == "place" and column["role"] == "dimension"
        for row in table["rows"]
    }


def _made() -> dict[str, Paper]:
    return {
        paper.invited.guest or paper.invited.member.person.username: paper
        for paper in Paper.objects.select_related("invited__member__person")
    }


@pytest.mark.nightly
def test_from_a_store_every_recipient_gets_the_rows_of_their_own_seat(meeting, store):
    assert come_due(now=NOW) == 1
    assert run_waiting() == 1
    papers = _made()
    own, other = _places(store)[:2]
    assert len({paper.briefing for paper in papers.values()}) == 5
    rows = {name: _place_rows(_answers(store, paper)) for name, paper in papers.items()}
    assert rows[f"Of {own}"] == {own}
    assert rows[f"Of {other}"] == {other}
    assert len(rows["police"]) > 2
    assert rows["councillor"] != rows["police"]
    with releases(store) as ledger:
        by = {row["by"] for row in ledger.execute("select by from release where audience='guest'")}
    assert by == {"command"}


@pytest.mark.slow
def test_every_recipient_gets_what_their_own_seat_may_see(meeting, sign_in, store, quick_papers):
    assert come_due(now=NOW) == 1
    assert come_due(now=NOW) == 0, "asked for twice, made once"
    assert run_waiting() == 1
    own, other = _places(store)[:2]
    papers = _made()
    assert {name: paper.audience for name, paper in papers.items()} == {
        "analyst": "analyst",
        "head": "partner",
        "licensing": "partner",
        "hospital": "partner",
        "police": "partner",
        "councillor": "open",
        f"Of {own}": "guest",
        f"Of {other}": "guest",
        "The press": "open",
    }
    assert papers["head"].briefing == papers["police"].briefing
    assert papers["councillor"].briefing == papers["The press"].briefing
    assert sorted((one["audience"], one["premises"]) for one in quick_papers) == sorted(
        [("analyst", ""), ("guest", own), ("guest", other), ("open", ""), ("partner", "")]
    )
    assert _answers(store, papers["police"]) != _answers(store, papers["councillor"])
    _chair_sees(sign_in("head"), meeting, papers)
    _each_opens_their_own(sign_in, meeting, papers)
    _links_only(papers)


def _chair_sees(client, meeting, papers):
    page = client.get(f"{HOME}{meeting}/invited/").content.decode()
    for paper in papers.values():
        assert paper.briefing in page
    assert "above what you may see" in page, "an analyst's exact figures are not the chair's"
    guest = next(paper for paper in papers.values() if paper.premises)
    taken = client.get(f"{HOME}{meeting}/papers/{guest.pk}/briefing.pdf")
    assert taken.content[:5] == b"%PDF-"
    assert Paper.objects.get(pk=guest.pk).taken_at is None, "handed over is not taken by them"
    exact = papers["analyst"].pk
    assert client.get(f"{HOME}{meeting}/papers/{exact}/briefing.pdf").status_code == 404


def _each_opens_their_own(sign_in, meeting, papers):
    for who, others in (("police", "councillor"), ("councillor", "police")):
        mine, theirs = papers[who].pk, papers[others].pk
        answer = sign_in(who).get(f"{HOME}{meeting}/papers/{mine}/briefing.docx")
        assert answer.status_code == 200
        assert Paper.objects.get(pk=mine).taken_at == NOW
        refused = sign_in(who).get(f"{HOME}{meeting}/papers/{theirs}/briefing.docx")
        assert refused.status_code == 404
        page = sign_in(who).get(f"{HOME}{meeting}/").content.decode()
        assert papers[who].briefing in page
    assert AuditEntry.objects.filter(action="papers taken").count() == 3


def _links_only(papers):
    assert sorted(m.to[0].split("@")[0] for m in mail.outbox) == sorted(
        name for name, paper in papers.items() if paper.invited.member_id
    )
    for message in mail.outbox:
        assert re.search(r"http\S+/p/harrowmere/meetings/\d+/", message.body)
        assert not re.search(r"Violent|November|Guildhall", message.body + message.subject)
        assert not message.attachments


@pytest.mark.slow
def test_papers_are_in_the_meetings_language_but_for_anybodys(meeting, store, quick_papers):
    Meeting.objects.filter(pk=meeting).update(language="cy")
    come_due(now=NOW)
    run_waiting()
    language = {one.id: one.language for one in kept(store)}
    found = {name: language[paper.briefing] for name, paper in _made().items()}
    assert found.pop("councillor") == found.pop("The press") == "en"
    assert set(found.values()) == {"cy"}


def test_papers_made_again_are_the_same_and_nobody_is_told_twice(meeting, sign_in, quick_papers):
    for _ in range(2):
        assert sign_in("head").post(f"{HOME}{meeting}/papers/").status_code == 302
        run_waiting()
    assert Paper.objects.count() == Invited.objects.count()
    assert len({m.to[0] for m in mail.outbox}) == len(mail.outbox) == 6


def test_one_whose_role_changed_cannot_open_what_they_had(meeting, sign_in, seat_of, quick_papers):
    come_due(now=NOW)
    run_waiting()
    police = Paper.objects.get(invited__member__person_id=seat_of("police").person_id)
    Membership.objects.filter(person_id=seat_of("police").person_id).update(role="councillor")
    answer = sign_in("police").get(f"{HOME}{meeting}/papers/{police.pk}/briefing.pdf")
    assert answer.status_code == 404


def test_a_cancelled_meeting_has_no_papers(meeting, sign_in):
    Meeting.objects.filter(pk=meeting).update(cancelled=True)
    assert come_due(now=NOW) == 0
