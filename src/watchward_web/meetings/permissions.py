"""Who may open meetings and briefings: those who call meetings write, members read.

A councillor opens the list and a meeting only to see when it is, and their own papers.
"""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import EVIDENCE, Rule
from watchward_web.core.sections import Section
from watchward_web.meetings.words import CHAIRS, MEMBERS
from watchward_web.partners.tokens import FEED

_READ = {"GET": EVIDENCE}
_MEMBERS = {"GET": MEMBERS}
_WRITE = {"GET": CHAIRS, "POST": CHAIRS}
_ONE = {"number": 1}

RULES = (
    Rule(
        "meetings:home",
        _READ,
        _("Meetings, and what is overdue"),
        nav=_("Meetings"),
        section=Section.MEETINGS,
    ),
    Rule(
        "meetings:briefings",
        {"GET": EVIDENCE, "POST": EVIDENCE},
        _("Briefings: make one for one's own audience; those made before"),
        nav=_("Briefings"),
        section=Section.BRIEFINGS,
    ),
    Rule(
        "meetings:briefing",
        _READ,
        _("One briefing: where to download it"),
        example={"ident": "0" * 12},
    ),
    Rule(
        "meetings:briefing_file",
        _READ,
        _("One briefing as HTML, PDF or Word"),
        example={"ident": "0" * 12, "kind": "pdf"},
    ),
    Rule("meetings:feed", _READ, _("The meetings as a calendar"), machine=FEED),
    Rule("meetings:new_meeting", _WRITE, _("Call a meeting")),
    Rule("meetings:series", _WRITE, _("Meetings that come again, and a new series")),
    Rule("meetings:one_series", _WRITE, _("Change a series"), example=_ONE),
    Rule("meetings:meeting", _READ, _("One meeting; a councillor's only if invited"), example=_ONE),
    Rule("meetings:change_meeting", _WRITE, _("Move a meeting, write its notes"), example=_ONE),
    Rule("meetings:agenda", _WRITE, _("A meeting's agenda: add, move, remove"), example=_ONE),
    Rule("meetings:agenda_file", _MEMBERS, _("A meeting's agenda as Word"), example=_ONE),
    Rule("meetings:invited", _WRITE, _("Who is invited, and which papers each got"), example=_ONE),
    Rule("meetings:papers", {"POST": CHAIRS}, _("Make the papers of a meeting"), example=_ONE),
    Rule(
        "meetings:paper_file",
        _READ,
        _("Papers of a meeting: one's own; anybody's for those who call meetings"),
        example={"number": 1, "paper": 1, "kind": "pdf"},
    ),
    Rule("meetings:attendance", _WRITE, _("Write down who came"), example=_ONE),
    Rule(
        "meetings:decisions",
        _MEMBERS,
        _("Decision log"),
        nav=_("Decisions"),
        section=Section.MEETINGS,
    ),
    Rule(
        "meetings:history",
        _MEMBERS,
        _("Attendance by agency over the last meetings"),
        nav=_("Attendance"),
        section=Section.MEETINGS,
    ),
    Rule("meetings:decisions_file", _MEMBERS, _("Decision log as CSV")),
    Rule("meetings:new_decision", _WRITE, _("Write a decision down")),
    Rule(
        "meetings:decision",
        _MEMBERS,
        _("One decision, its evidence then and now"),
        example=_ONE,
    ),
    Rule("meetings:hand_over", _WRITE, _("Another owner or day for a decision"), example=_ONE),
    Rule("meetings:done", _WRITE, _("A decision was done, or was not after all"), example=_ONE),
)
