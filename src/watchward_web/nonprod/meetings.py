"""A made-up group: a meeting that was, those to come, and two decisions of which one is late."""

import datetime as dt

from watchward_web.meetings.selectors.meetings import series
from watchward_web.meetings.services.calling import begin_series, call_meeting, write_attendance
from watchward_web.meetings.services.deciding import decide, finish
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import agencies

TITLE, PLACE, AT = "Violent Crime Group", "Guildhall, committee room 2", dt.time(14, 0)
CAME = ("present", "present", "apologies", "absent")


def load_meetings(head: Seat, *, now: dt.datetime) -> None:
    """Over a store with records in it; where a series is there already, nothing is added."""
    if series(head, today=now.date()):
        return
    past = now.date() - dt.timedelta(days=28)
    begin_series(
        head,
        given={
            **_called(head),
            "week": 2,
            "weekday": 1,
            "every_months": 1,
            "papers_days": 5,
            "active": True,
        },
        now=now,
    )
    given = {**_called(head), "held_on": past, "papers_days": None}
    meeting = call_meeting(head, given=given, now=now)
    states = {one.id: state for one, state in zip(agencies(head), CAME, strict=False)}
    write_attendance(head, meeting, states, now=now)
    _decisions(head, meeting, past, now=now)


def _called(head: Seat) -> dict[str, object]:
    return {"title": TITLE, "starts_at": AT, "place": PLACE, "chair": head.person_id}


def _decisions(head: Seat, meeting: int, past: dt.date, *, now: dt.datetime) -> None:
    owners = {one.slug: one.id for one in agencies(head)}
    decided = {"meeting": meeting, "decided_on": past, "why": ""}
    decide(
        head,
        given=decided
        | {
            "what": "Taxi marshals at the rank on Friday and Saturday nights",
            "why": "Most harm there is after midnight.",
            "agency": owners["council"],
            "owner": "Licensing",
            "due": now.date() - dt.timedelta(days=7),
            "analysis": "trends",
        },
        now=now,
    )
    number = decide(
        head,
        given=decided
        | {
            "what": "Ask the emergency department for the place in words",
            "agency": owners["hospital"],
            "owner": "",
            "due": now.date(),
        },
        now=now,
    )
    done = now.date() - dt.timedelta(days=3)
    finish(head, number, done_on=done, done_by="Data officer", text="Asked at the desk.", now=now)
