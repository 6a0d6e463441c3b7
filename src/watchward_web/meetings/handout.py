"""What the library needs to know of a meeting to print its agenda."""

import datetime as dt

from watchward.briefing.decisions import owed_on
from watchward.briefing.decisions import said as day_said
from watchward.briefing.document import fixed
from watchward.briefing.word_agenda import Agenda, Point, write_agenda
from watchward_web.meetings.seen import MeetingSeen
from watchward_web.meetings.selectors.decisions import entries
from watchward_web.meetings.selectors.meetings import agenda, invited_agencies
from watchward_web.partners.seat import Seat

PAPERS = (
    "Each person's papers are made for what they may see, and lie on the partnership's website."
)


def write_handout(seat: Seat, meeting: MeetingSeen, *, now: dt.datetime) -> bytes:
    """The agenda with what is owed; names of agencies and guests, no addresses."""
    say = fixed(meeting.language)
    owed = owed_on(entries(seat.partnership, audience=seat.audience), on=now.date())
    return write_agenda(
        Agenda(
            title=meeting.title,
            partnership=seat.partnership.name,
            when=f"{say(day_said(meeting.held_on))}, {meeting.starts_at:%H:%M}",
            place=meeting.place,
            chair=meeting.chair,
            points=tuple(
                Point(one.title, one.lead, one.at, one.minutes) for one in agenda(meeting)
            ),
            owed=tuple(one for one in owed if not one.done),
            invited=invited_agencies(seat, meeting),
            papers=PAPERS,
            synthetic=seat.partnership.synthetic,
            language=meeting.language,
        ),
        made_at=now,
    )
