"""Who may read the register, and who may write into it."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import Rule
from watchward_web.core.sections import Section
from watchward_web.interventions.words import READERS, WRITERS

_READ = {"GET": READERS}

RULES = (
    Rule(
        "interventions:home",
        _READ,
        _("What is being done against violence, and how it is judged"),
        nav=_("Interventions"),
        section=Section.MEETINGS,
    ),
    Rule(
        "interventions:register",
        {"GET": WRITERS, "POST": WRITERS},
        _("Register an intervention before its outcome is looked at"),
        nav=_("Register an intervention"),
        section=Section.MEETINGS,
    ),
    Rule("interventions:examples", _READ, _("Interventions that the report of 2008 tells of")),
    Rule("interventions:compare", _READ, _("Two to four interventions side by side")),
    Rule(
        "interventions:intervention",
        _READ,
        _("One intervention: plan, cost, what was found, what it would be worth"),
        example={"ident": "none"},
    ),
    Rule(
        "interventions:outcome",
        {"GET": WRITERS, "POST": WRITERS},
        _("Hand in what was counted of people who are followed"),
        example={"ident": "none"},
    ),
)
