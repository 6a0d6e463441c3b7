"""Meetings and briefings."""

from watchward_web.core.apps import WatchwardApp


class MeetingsApp(WatchwardApp):
    """Briefings, meetings, attendance, decisions."""

    default = True
    name = "watchward_web.meetings"
    label = "meetings"
