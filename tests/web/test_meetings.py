"""Meetings: called, moved, listed, with an agenda and who came; seen by those who may."""

import datetime as dt
import io

import docx
import icalendar
import pytest

from tests.web.conftest import NOW
from watchward_web.core.models import AuditEntry
from watchward_web.meetings.dates import day_in, days_of
from watchward_web.meetings.models import Attendance, Invited, Meeting, Series
from watchward_web.meetings.services.calling import call_meeting, fill_series
from watchward_web.partners.services import issue_token

HOME = "/p/harrowmere/meetings/"
SERIES = {
    "title": "Violent Crime Group",
    "week": "2",
    "weekday": "1",
    "every_months": "1",
    "starts_at": "14:00",
    "place": "Guildhall",
    "chair": "",
    "papers_days": "5",
    "active": "on",
}
GIVEN = {
    "title": "Violent Crime Group",
    "held_on": dt.date(2026, 11, 10),
    "starts_at": dt.time(14, 0),
    "place": "Guildhall",
    "chair": None,
    "papers_days": None,
}


@pytest.fixture(autouse=True)
def _still(stopped):
    """The clock stands on 5 November 2026."""


@pytest.fixture
def meeting(people, seat_of) -> int:
    chair = seat_of("head")
    return call_meeting(chair, given=GIVEN | {"chair": chair.person_id}, now=NOW)


@pytest.mark.parametrize(
    ("month", "week", "weekday", "day"),
    [
        (2026 * 12 + 10, 1, 6, dt.date(2026, 11, 1)),
        (2026 * 12 + 10, 2, 1, dt.date(2026, 11, 10)),
        (2026 * 12 + 10, 5, 0, dt.date(2026, 11, 30)),
        (2027 * 12 + 1, 5, 4, dt.date(2027, 2, 26)),
        (2026 * 12 + 11, 4, 3, dt.date(2026, 12, 24)),
    ],
)
def test_days_by_hand(month, week, weekday, day):
    assert day_in(month, week=week, weekday=weekday) == day


def test_every_second_month_is_counted_from_the_first():
    first = 2026 * 12 + 8  # September
    found = days_of(week=2, weekday=1, every=2, first_month=first, since=dt.date(2026, 11, 11))
    assert [next(found) for _ in range(3)] == [
        dt.date(2027, 1, 12),
        dt.date(2027, 3, 9),
        dt.date(2027, 5, 11),
    ]


def test_a_series_keeps_three_meetings_in_the_calendar_and_no_more(people, sign_in):
    assert sign_in("head").post(f"{HOME}series/", SERIES).status_code == 302
    days = [dt.date(2026, 11, 10), dt.date(2026, 12, 8), dt.date(2027, 1, 12)]
    assert list(Meeting.objects.values_list("held_on", flat=True)) == days
    number = Series.objects.get().pk
    assert fill_series(number, now=NOW) == []
    assert len(fill_series(number, now=NOW + dt.timedelta(days=6))) == 1
    page = sign_in("police").get(HOME).content.decode()
    assert "10 November 2026" in page
    assert "Call a meeting" not in page


def test_the_next_meeting_of_a_series_invites_whom_the_last_one_did(people, sign_in, seat_of):
    client = sign_in("head")
    client.post(f"{HOME}series/", SERIES)
    last = Meeting.objects.order_by("-held_on").first()
    guest = {"do": "guest", "guest": "Licensee", "audience": "guest", "premises": "The Anchor"}
    client.post(f"{HOME}{last.pk}/invited/", guest)
    dropped = Invited.objects.get(meeting=last, member__person_id=seat_of("police").person_id)
    client.post(f"{HOME}{last.pk}/invited/", {"do": "drop", "invited": dropped.pk})
    (number,) = fill_series(Series.objects.get().pk, now=NOW + dt.timedelta(days=6))
    names = {
        row.guest or row.member.person.username
        for row in Invited.objects.filter(meeting_id=number).select_related("member__person")
    }
    assert names == {"analyst", "head", "licensing", "hospital", "councillor", "Licensee"}


def test_a_meeting_begins_with_the_standing_agenda_and_hours(meeting, sign_in):
    page = sign_in("hospital").get(f"{HOME}{meeting}/").content.decode()
    for words in ("What was decided before", "How much, and is it changing?", "14:05", "14:15"):
        assert words in page
    assert "Change the agenda" not in page


def test_an_agenda_is_changed_and_comes_as_word(meeting, sign_in):
    client, here = sign_in("analyst"), f"{HOME}{meeting}/agenda/"
    client.post(here, {"title": "Taxi rank at Quay Street", "lead": "Council", "minutes": "10"})
    last = Meeting.objects.get(pk=meeting).agenda.last()
    assert last.title == "Taxi rank at Quay Street"
    for _ in range(3):
        client.post(here, {"item": last.pk, "do": "up"})
    first = Meeting.objects.get(pk=meeting).agenda.first()
    client.post(here, {"item": first.pk, "do": "drop"})
    titles = [item.title for item in Meeting.objects.get(pk=meeting).agenda.all()]
    assert titles.index("Taxi rank at Quay Street") == len(titles) - 4
    assert first.title not in titles
    assert client.post(here, {"item": first.pk, "do": "up"}).status_code == 404
    assert client.post(here, {"title": "x", "minutes": "0"}).status_code == 200
    file = docx.Document(io.BytesIO(client.get(f"{HOME}{meeting}/agenda.docx").content))
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert [f"{len(titles) - 3}. Taxi rank at Quay Street", "Council", "10"] == rows[-4][1:]
    assert "Synthetic" in file.sections[0].header.paragraphs[0].text


def test_who_came_is_kept_and_counted_by_agency(people, seat_of, sign_in):
    chair, days = seat_of("head"), (dt.date(2026, 9, 8), dt.date(2026, 10, 13))
    police, hospital = seat_of("police").agency.id, seat_of("hospital").agency.id
    for day, state in zip(days, ("present", "apologies"), strict=True):
        number = call_meeting(chair, given=GIVEN | {"held_on": day}, now=NOW)
        states = {f"agency-{police}": state, f"agency-{hospital}": "absent"}
        assert sign_in("head").post(f"{HOME}{number}/attendance/", states).status_code == 302
    call_meeting(chair, given=GIVEN | {"held_on": dt.date(2026, 10, 20)}, now=NOW)
    page = sign_in("licensing").get(f"{HOME}attendance/").content.decode()
    assert "1 of 2" in page
    assert page.count("Absent") == 2
    assert "0 of 0" in page
    assert "20 October 2026" not in page
    sign_in("head").post(f"{HOME}{number}/attendance/", {f"agency-{police}": ""})
    assert not Attendance.objects.filter(meeting_id=number).exists()


def test_a_meeting_is_moved_and_calendars_follow(meeting, sign_in, seat_of):
    feed = icalendar.Calendar.from_ical(sign_in("police").get(f"{HOME}meetings.ics").content)
    (event,) = feed.walk("VEVENT")
    assert event["DTSTART"].dt == dt.datetime(2026, 11, 10, 14, 0, tzinfo=dt.UTC)
    assert event["LOCATION"] == "Guildhall"
    assert event["SEQUENCE"] == 0
    moved = {
        "title": "Violent Crime Group",
        "held_on": "2026-07-14",
        "starts_at": "14:00",
        "place": "",
        "chair": "",
        "papers_days": "",
        "notes": "We met in summer.",
        "cancelled": "on",
    }
    assert sign_in("head").post(f"{HOME}{meeting}/change/", moved).status_code == 302
    token = issue_token(seat_of("police"), scope="feed", name="calendar", days=30, now=NOW)
    answer = _by_key(token.secret)
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["DTSTART"].dt == dt.datetime(2026, 7, 14, 13, 0, tzinfo=dt.UTC)
    assert (event["SEQUENCE"], event["STATUS"]) == (1, "CANCELLED")
    assert b"summer" not in answer.content


def _by_key(secret):
    from django.test import Client

    return Client(headers={"authorization": f"Bearer {secret}"}).get(f"{HOME}meetings.ics")


def test_a_councillor_sees_the_day_and_their_papers_and_nothing_else(meeting, sign_in, seat_of):
    client = sign_in("councillor")
    Meeting.objects.filter(pk=meeting).update(notes="Words of the meeting.")
    page = client.get(f"{HOME}{meeting}/").content.decode()
    assert "10 November 2026" in page
    for words in ("Agenda", "Words of the meeting", "Decided", "Who came"):
        assert words not in page.split("<main")[1]
    for path in ("decisions/", "decisions/decisions.csv", "attendance/", f"{meeting}/agenda.docx"):
        assert client.get(HOME + path).status_code == 403
    Invited.objects.filter(member__person_id=seat_of("councillor").person_id).delete()
    assert client.get(f"{HOME}{meeting}/").status_code == 404
    assert b"10 November" not in client.get(HOME).content


def test_a_meeting_of_another_partnership_is_not_there(meeting, sign_in, seat_of):
    other = sign_in("elsewhere")
    assert other.get(f"/p/elsewhere/meetings/{meeting}/").status_code == 404
    for path in ("change/", "agenda/", "invited/", "attendance/", "papers/"):
        assert other.post(f"/p/elsewhere/meetings/{meeting}/{path}", {}).status_code == 404
    stranger = {"do": "member", "person": str(seat_of("elsewhere").person_id)}
    page = sign_in("head").post(f"{HOME}{meeting}/invited/", stranger)
    assert page.status_code == 200
    assert not Invited.objects.filter(member__person__username="elsewhere").exists()


def test_whatever_is_written_is_in_the_audit_log_without_words(meeting, sign_in):
    client = sign_in("head")
    client.post(f"{HOME}{meeting}/agenda/", {"title": "A secret word", "lead": "", "minutes": "5"})
    entries = AuditEntry.objects.filter(subject=f"meeting {meeting}").order_by("number")
    assert [entry.action for entry in entries] == ["meeting called", "agenda changed"]
    assert not [entry for entry in entries if "secret" in str(entry.detail)]
