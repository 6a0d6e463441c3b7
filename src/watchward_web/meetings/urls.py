"""Addresses of meetings and briefings, under a partnership's own."""

from django.urls import path

from watchward_web.meetings.views.agenda import agenda
from watchward_web.meetings.views.agenda_file import agenda_file
from watchward_web.meetings.views.attendance import attendance
from watchward_web.meetings.views.briefing import briefing
from watchward_web.meetings.views.briefing_file import briefing_file
from watchward_web.meetings.views.briefings import briefings
from watchward_web.meetings.views.change_meeting import change_meeting
from watchward_web.meetings.views.decision import decision
from watchward_web.meetings.views.decisions import decisions
from watchward_web.meetings.views.decisions_file import decisions_file
from watchward_web.meetings.views.done import done
from watchward_web.meetings.views.feed import feed
from watchward_web.meetings.views.hand_over import hand_over
from watchward_web.meetings.views.history import history
from watchward_web.meetings.views.home import home
from watchward_web.meetings.views.invited import invited
from watchward_web.meetings.views.meeting import meeting
from watchward_web.meetings.views.new_decision import new_decision
from watchward_web.meetings.views.new_meeting import new_meeting
from watchward_web.meetings.views.paper_file import paper_file
from watchward_web.meetings.views.papers import papers
from watchward_web.meetings.views.series import one_series, series

app_name = "meetings"
_BRIEFING = "briefings/<slug:ident>/"
urlpatterns = [
    path("", home, name="home"),
    path("briefings/", briefings, name="briefings"),
    path(_BRIEFING, briefing, name="briefing"),
    path(f"{_BRIEFING}briefing.<slug:kind>", briefing_file, name="briefing_file"),
    path("meetings.ics", feed, name="feed"),
    path("new/", new_meeting, name="new_meeting"),
    path("series/", series, name="series"),
    path("series/<int:number>/", one_series, name="one_series"),
    path("attendance/", history, name="history"),
    path("decisions/", decisions, name="decisions"),
    path("decisions/decisions.csv", decisions_file, name="decisions_file"),
    path("decisions/new/", new_decision, name="new_decision"),
    path("decisions/<int:number>/", decision, name="decision"),
    path("decisions/<int:number>/owner/", hand_over, name="hand_over"),
    path("decisions/<int:number>/done/", done, name="done"),
    path("<int:number>/", meeting, name="meeting"),
    path("<int:number>/change/", change_meeting, name="change_meeting"),
    path("<int:number>/agenda/", agenda, name="agenda"),
    path("<int:number>/agenda.docx", agenda_file, name="agenda_file"),
    path("<int:number>/invited/", invited, name="invited"),
    path("<int:number>/papers/", papers, name="papers"),
    path("<int:number>/papers/<int:paper>/briefing.<slug:kind>", paper_file, name="paper_file"),
    path("<int:number>/attendance/", attendance, name="attendance"),
]
