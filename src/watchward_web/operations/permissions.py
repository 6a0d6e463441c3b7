"""Metrics are for a machine that shows its own token; a person never opens them."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import MACHINE, Rule, who

RULES = (Rule("operations:metrics", {"GET": who(MACHINE)}, _("For machines: numbers to watch")),)
