"""Who may open the evidence: everybody with an audience; what they see of it the gate decides."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.roles import Role
from watchward_web.core.rules import EVIDENCE, Rule
from watchward_web.core.sections import Section
from watchward_web.evidence.api.permissions import RULES as FOR_PROGRAMS
from watchward_web.evidence.exports.permissions import RULES as EXPORTS

_READ = {"GET": EVIDENCE}
_QUESTION = {"analysis": "trends"}

RULES = (
    Rule(
        "evidence:home",
        _READ,
        _("Home: what matters to this role, from what is held"),
        home_of=EVIDENCE - {Role.HOSPITAL},
    ),
    Rule(
        "evidence:questions",
        _READ,
        _("The questions, with their answers"),
        nav=_("Questions"),
        section=Section.EVIDENCE,
    ),
    Rule(
        "evidence:question",
        _READ,
        _("One answer: picture, table, method, limits, what was hidden"),
        example=_QUESTION,
    ),
    Rule(
        "evidence:map",
        _READ,
        _("What the map of one answer is drawn from"),
        example={"analysis": "hot_spots"},
    ),
    Rule(
        "evidence:table",
        _READ,
        _("One released table as CSV"),
        example=_QUESTION | {"table": "months"},
    ),
    Rule(
        "evidence:saved",
        _READ,
        _("Saved views: one's own, and those that others share"),
        nav=_("Saved views"),
        section=Section.EVIDENCE,
    ),
    Rule(
        "evidence:save",
        {"GET": EVIDENCE, "POST": EVIDENCE},
        _("Save a view"),
        example=_QUESTION,
    ),
    Rule("evidence:saved_view", _READ, _("Open a saved view"), example={"number": 1}),
    Rule(
        "evidence:change_saved",
        {"GET": EVIDENCE, "POST": EVIDENCE},
        _("Rename or share one's own saved view"),
        example={"number": 1},
    ),
    Rule(
        "evidence:delete_saved",
        {"POST": EVIDENCE},
        _("Delete one's own saved view"),
        example={"number": 1},
    ),
    *EXPORTS,
    *FOR_PROGRAMS,
)
