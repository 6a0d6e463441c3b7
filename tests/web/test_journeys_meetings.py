"""The head from the calendar to a decision and its figures; members and a phone; axe over all."""

import datetime as dt

import pytest

from tests.web.conftest import NOW
from tests.web.journey import DESKTOP, PHONE
from tests.web.papers_made import quick_papers
from watchward_web.core.jobs.runner import run_waiting
from watchward_web.meetings.models import Meeting
from watchward_web.meetings.services.calling import call_meeting, write_attendance
from watchward_web.meetings.services.deciding import decide

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["quick_papers"]
HOME = "/p/harrowmere/meetings/"


def _past(seat_of) -> None:
    """A meeting of last month, who came to it, and a decision that is late."""
    chair = seat_of("head")
    number = call_meeting(
        chair,
        given={
            "title": "Violent Crime Group",
            "held_on": dt.date(2026, 10, 13),
            "starts_at": dt.time(14, 0),
            "place": "Guildhall, committee room 2",
            "chair": chair.person_id,
            "papers_days": None,
        },
        now=NOW,
    )
    states = {seat_of("police").agency.id: "present", seat_of("hospital").agency.id: "apologies"}
    write_attendance(chair, number, states, now=NOW)
    given = {
        "what": "Taxi marshals at the rank on Friday and Saturday nights until the end of the year",
        "why": "Most harm is there after midnight.",
        "decided_on": dt.date(2026, 10, 13),
        "agency": seat_of("police").agency.id,
        "owner": "Inspector, neighbourhoods",
        "due": dt.date(2026, 11, 1),
        "analysis": "trends",
        "row": "",
        "meeting": number,
    }
    decide(chair, given=given, now=NOW)


def _begin_series(at) -> None:
    at.follow("text=Meetings that come again")
    at.page.fill("#id_title", "Violent Crime Group")
    at.page.select_option("#id_week", "2")
    at.page.select_option("#id_weekday", "1")
    at.page.fill("#id_starts_at", "14:00")
    at.page.fill("#id_place", "Guildhall")
    at.check("series")
    at.follow("button:has-text('Begin the series')")
    assert "10 November 2026" in at.text()


def _write_agenda(at) -> None:
    at.follow("text=Change the agenda")
    at.page.fill("#id_title", "Lighting on Quay Street")
    at.page.fill("#id_minutes", "10")
    at.follow("button:has-text('Add the item')")
    at.follow("button:has-text('Up: Lighting on Quay Street')")
    at.check("agenda")


def _make_papers(at) -> None:
    at.follow("text=Who is invited, and their papers")
    at.page.fill("#id_guest", "Licensee of the Anchor")
    at.page.fill("#id_premises", "The Anchor")
    at.follow("button:has-text('Invite the guest')")
    at.follow("button:has-text('Make the papers now')")
    assert "being made" in at.text()
    run_waiting()
    at.page.reload()
    at.check("invited")
    with at.page.expect_download() as taken:
        at.page.click("text=Word >> nth=0")
    with taken.value.path().open("rb") as file:
        assert file.read(2) == b"PK"


def test_head_calls_a_series_makes_papers_and_writes_a_decision(journey, seat_of, quick_papers):
    _past(seat_of)
    at = journey("head", DESKTOP)
    at.go(HOME)
    at.check("meetings")
    assert "Decisions past their day: 1" in at.text()
    _begin_series(at)
    at.follow("text=10 November 2026 >> nth=0")
    at.check("meeting")
    _write_agenda(at)
    at.follow("nav >> text=10 November 2026")
    _make_papers(at)
    number = Meeting.objects.get(held_on=dt.date(2026, 11, 10)).pk
    at.go(f"{HOME}{number}/")
    at.follow("text=Write a decision down")
    at.page.fill("#id_what", "Lamps on Quay Street")
    at.page.select_option("#id_analysis", "hot_spots")
    at.page.fill("#id_row", "Quay Rank")
    at.check("new-decision")
    at.follow("button:has-text('Put it into the log')")
    at.check("decision-places")
    assert "prove nothing" in at.text()
    assert "Quay Rank" in at.text()


def test_the_decision_log_and_attendance_for_a_member_on_both_screens(journey, seat_of):
    _past(seat_of)
    for size in (DESKTOP, PHONE):
        at = journey("police", size)
        at.go(HOME)
        at.follow("text=Decisions past their day: 1")
        at.check("log")
        at.follow("text=Taxi marshals")
        at.check("decision")
        assert "Then" in at.text()
        at.go(f"{HOME}attendance/")
        at.check("attendance")
        assert "1 of 1" in at.text()


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_every_page_of_meetings_on_a_phone(journey, seat_of, language):
    _past(seat_of)
    number = Meeting.objects.get().pk
    at = journey("head", PHONE, language)
    one = f"{number}/"
    for page in (
        *("", "briefings/", "new/", "series/", "attendance/", "decisions/", "decisions/new/"),
        *("decisions/1/", "decisions/1/owner/", "decisions/1/done/", one, f"{one}change/"),
        *(f"{one}agenda/", f"{one}invited/", f"{one}attendance/"),
    ):
        at.go(HOME + page)
        at.check(f"{language}-{page.strip('/').replace('/', '-') or 'home'}")
        assert at.page.locator("h1").count() == 1


def test_a_councillor_finds_their_own_papers(journey, seat_of):
    _past(seat_of)
    at = journey("councillor", PHONE)
    at.go(HOME)
    at.check("meetings")
    at.follow("text=13 October 2026")
    at.check("meeting")
    assert "Agenda" not in at.text()
    assert "not ready" in at.text()


def test_it_works_without_javascript(journey, seat_of):
    _past(seat_of)
    at = journey("analyst", DESKTOP, script=False)
    at.go(f"{HOME}decisions/1/done/")
    at.page.fill("#id_text", "On duty.")
    at.follow("button:has-text('Put it into the log')")
    assert "On duty." in at.text()
    at.follow("button:has-text('It was not done after all')")
    assert "Overdue" in at.text()
