"""Kinds, themes, objectives and who may do what, said once for models, forms and templates."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.roles import Role
from watchward_web.core.rules import who

OFFICERS = who(Role.ANALYST, Role.LICENSING)  # see exact figures of premises, and write about them
PLAN_WEEKS = 12  # an action plan's clock, by the rules of the traffic light

# What can be written down about premises; each is an entry with a day, a source and an outcome.
KINDS = {
    "incident": _("Incident with its source"),
    "meeting": _("Meeting with the premises"),
    "plan": _("Action plan"),
    "purchase": _("Test purchase"),
    "inspection": _("Joint inspection"),
    "yellow-card": _("Yellow card"),
    "letter": _("Letter or message"),
    "review": _("Licence review"),
    "reply": _("The premises’ reply"),
}
RESULTS = {"passed": _("Passed"), "failed": _("Failed")}
JUDGED = ("purchase", "inspection")  # kinds that are passed or failed
CLOCKED = ("plan", "review", "yellow-card", "letter")  # kinds that may have a day to be done by

OBJECTIVES = {
    "crime": _("Prevention of crime and disorder"),
    "safety": _("Public safety"),
    "nuisance": _("Prevention of public nuisance"),
    "children": _("Protection of children from harm"),
}
THEMES = {
    "cctv": _("CCTV"),
    "door_staff": _("Door staff"),
    "entry_and_eviction": _("Entry and eviction"),
    "layout": _("Layout"),
    "glass": _("Glass"),
}
STATES = {
    "asked": _("Asked for"),
    "in_force": _("On the licence"),
    "ended": _("Ended"),
}
SEVERITIES = {  # the rules' own words
    "no_injury": _("No injury"),
    "injury": _("Injury"),
    "serious_injury": _("Serious injury"),
}
KEPT = {"": _("Not checked yet"), "yes": _("Kept"), "no": _("Not kept")}

COLOURS = {
    "red": (_("Red"), "govuk-tag--red"),
    "amber": (_("Amber"), "govuk-tag--orange"),
    "green": (_("Green"), "govuk-tag--green"),
    "untold": (_("No colour"), "govuk-tag--grey"),
}
