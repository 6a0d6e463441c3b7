"""States and who may do what, said once for models, forms, permissions and templates."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.roles import Role
from watchward_web.core.rules import EVIDENCE, who

CHAIRS = who(Role.ANALYST, Role.HEAD)  # call meetings, write minutes and decisions
MEMBERS = EVIDENCE - {Role.COUNCILLOR}  # read them; a councillor sees the date and their own paper

STATES = ("present", "apologies", "absent")
STATE_WORDS = {"present": _("Present"), "apologies": _("Apologies"), "absent": _("Absent")}

AUDIENCE_WORDS = {
    "analyst": _("Analysts: exact, not for release"),
    "partner": _("Partners"),
    "guest": _("Guests"),
    "open": _("Anybody"),
}
# Who stands further up may read what those further down were given.
TIERS = tuple(AUDIENCE_WORDS)

LANGUAGES = ("en", "cy")
# Each in its own words, whatever the language of the page.
LANGUAGE_WORDS = {"en": "English", "cy": "Cymraeg"}

WEEKS = {1: _("First"), 2: _("Second"), 3: _("Third"), 4: _("Fourth"), 5: _("Last")}
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def may_read(reader: str, audience: str) -> bool:
    """Whether papers of `audience` may be given to a reader of another."""
    return reader in TIERS and audience in TIERS and TIERS.index(reader) <= TIERS.index(audience)
