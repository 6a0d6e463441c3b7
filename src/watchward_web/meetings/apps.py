"""Meetings and briefings."""

from watchward_web.core.apps import WatchwardApp
from watchward_web.core.first_pages import offer


class MeetingsApp(WatchwardApp):
    """Briefings, meetings, attendance, decisions."""

    default = True
    name = "watchward_web.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Rules and jobs, and a line for the first page of those who call meetings."""
        super().ready()
        from watchward_web.meetings.first_page import overdue_line

        offer("meetings", overdue_line)
