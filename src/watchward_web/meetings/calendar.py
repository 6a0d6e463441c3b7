"""Meetings as iCalendar (RFC 5545): when, where, and a link to the page that asks who you are."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.urls import reverse
from icalendar import Calendar, Event

from watchward_web.meetings.seen import MeetingSeen
from watchward_web.partners.seat import PartnershipSeen

LONDON = ZoneInfo("Europe/London")
LASTS = dt.timedelta(hours=1)


def write_calendar(found: Iterable[MeetingSeen], *, home: PartnershipSeen, address: str) -> bytes:
    """Hours are written in UTC, so that no program has to know when clocks change here."""
    made = Calendar()
    made.add("prodid", "-//Watchward//Meetings//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", home.name)
    for one in found:
        made.add_component(_event(one, home=home, address=address))
    return bytes(made.to_ical())


def _event(one: MeetingSeen, *, home: PartnershipSeen, address: str) -> Event:
    begins = dt.datetime.combine(one.held_on, one.starts_at, tzinfo=LONDON).astimezone(dt.UTC)
    path = reverse("meetings:meeting", kwargs={"partnership": home.slug, "number": one.number})
    event = Event()
    event.add("uid", f"meeting-{one.number}@{home.slug}.watchward")
    event.add("summary", f"{one.title} (synthetic)" if home.synthetic else one.title)
    event.add("dtstart", begins)
    event.add("dtend", begins + LASTS)
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("sequence", one.changes)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("url", f"{address}{path}")
    if one.place:
        event.add("location", one.place)
    return event
