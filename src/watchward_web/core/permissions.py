"""Who may open the pages that belong to nobody in particular: everybody."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import ANYONE, Rule, who

_READ = {"GET": who(ANYONE)}
RULES = (
    Rule("core:start", _READ, _("First page, and the way in")),
    Rule("core:accessibility", _READ, _("Accessibility statement")),
    Rule("core:privacy", _READ, _("Privacy and cookies")),
    Rule("core:language", _READ, _("Change the language"), example={"code": "cy"}),
    Rule("core:healthz", _READ, _("For machines: the site is alive")),
    Rule("core:readyz", _READ, _("For machines: the site can serve")),
)
