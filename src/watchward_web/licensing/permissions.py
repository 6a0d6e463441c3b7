"""Who may open the premises: analysts and licensing officers, who see their exact figures."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import Rule
from watchward_web.core.sections import Section
from watchward_web.licensing.words import OFFICERS

_READ = {"GET": OFFICERS}
_WRITE = {"GET": OFFICERS, "POST": OFFICERS}
_ONE = {"ident": "none"}
_NUMBERED = _ONE | {"number": 1}

RULES = (
    Rule(
        "licensing:home",
        _READ,
        _("Licensed premises by colour: the list and the map"),
        nav=_("Premises"),
        section=Section.LICENSING,
    ),
    Rule(
        "licensing:conditions",
        _READ,
        _("Conditions to choose from, by theme and objective"),
        nav=_("Conditions"),
        section=Section.LICENSING,
    ),
    Rule(
        "licensing:premises",
        _READ,
        _("One premises: counts, score line by line, what was done"),
        example=_ONE,
    ),
    Rule(
        "licensing:write",
        _WRITE,
        _("Write down a visit, a test purchase, an action plan, a letter"),
        example=_ONE | {"kind": "meeting"},
    ),
    Rule("licensing:entry", _WRITE, _("One entry: it was done, its outcome"), example=_NUMBERED),
    Rule("licensing:condition", _WRITE, _("Ask for a condition"), example=_ONE),
    Rule("licensing:check", _WRITE, _("Whether a condition is kept"), example=_NUMBERED),
    Rule("licensing:challenge", _WRITE, _("Contest a line of a score"), example=_ONE),
    Rule("licensing:answer", _WRITE, _("Answer a challenge"), example=_NUMBERED),
    Rule(
        "licensing:pack",
        _READ,
        _("Evidence pack for a review, as Word or PDF: never with a score"),
        example=_ONE | {"kind": "pdf"},
    ),
)
