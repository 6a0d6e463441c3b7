"""Due days as a calendar to subscribe to: data sets, periods and days, and nobody's name."""

import hashlib
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from watchward.hub.reminders import Entry, entries
from watchward_web.core.store import open_partnership
from watchward_web.partners.seat import Seat

AGENCY, PARTNERSHIP = WHOSE = ("agency", "partnership")
REFRESH = timedelta(hours=12)


def calendar_of(seat: Seat, *, whose: str, now: datetime) -> bytes:
    """The coming year's due days of the seat's own agency, or of everybody."""
    store = open_partnership(seat.partnership.store)
    own = seat.agency.provider if whose == AGENCY else ""
    found = () if whose == AGENCY and not own else entries(store, now=now, provider=own)
    made = Calendar()
    made.add("prodid", "-//Watchward//Due days//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Watchward: {seat.partnership.name}")
    made.add("refresh-interval", REFRESH)
    for one in found:
        made.add_component(_event(one, seat.partnership.slug, now))
    return bytes(made.to_ical())


def _event(one: Entry, partnership: str, now: datetime) -> Event:
    """All day long; the same entry keeps its name, so that it is moved and not doubled."""
    made = Event()
    named = hashlib.sha256(f"{partnership}:{one.key}".encode()).hexdigest()[:32]
    made.add("uid", f"{named}@watchward")
    made.add("dtstamp", now)
    made.add("dtstart", one.on)
    made.add("dtend", one.on + timedelta(days=1))
    made.add("summary", one.title)
    made.add("transp", "TRANSPARENT")
    return made
