"""Who may see the personas: whoever has this copy of the site, for it holds nothing real."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import ANYONE, Rule, who

RULES = (Rule("nonprod:personas", {"GET": who(ANYONE)}, _("Made-up people to sign in as")),)
