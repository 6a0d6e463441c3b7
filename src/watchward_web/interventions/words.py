"""Kinds, states and who may do what, said once for forms and templates."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.roles import Role
from watchward_web.core.rules import EVIDENCE, who

READERS = EVIDENCE - {Role.COUNCILLOR}  # plans name places and nights
WRITERS = who(Role.ANALYST, Role.HEAD)

STATES = {
    "planned": _("Planned"),
    "running": _("Under way"),
    "over": _("Over"),
}
KINDS = {
    "situational": _("Situational"),
    "developmental": _("Developmental"),
    "criminal justice": _("Criminal justice"),
    "treatment": _("Treatment"),
    "partnership": _("Partnership"),
}
ACTS_ON = {"cause": _("A cause"), "consequence": _("A consequence")}
CONFIDENCE = {"low": _("Low"), "medium": _("Medium"), "high": _("High")}
DESIGNS = {
    "before_after": _("Before and after, with nothing to compare"),
    "differences": _("Difference in differences, with areas to compare"),
    "interrupted": _("Interrupted series"),
    "synthetic": _("Synthetic control, with areas to compare"),
    "displacement": _("Displacement, with areas to compare and round about"),
    "cohort": _("People taken on: how many stopped"),
    "repeats": _("Repeat victimisation, before and after"),
}
GROUPS = {
    "taken": _("Those taken on"),
    "compared": _("People like them who were not taken on (optional)"),
    "before": _("Before"),
    "after": _("After"),
}
EMMIE = {
    "effect": _("Effect"),
    "mechanism": _("Mechanism"),
    "moderators": _("Moderators"),
    "implementation": _("Implementation"),
    "economics": _("Economics"),
}
