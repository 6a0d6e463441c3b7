"""Who may send packages, and who may see what came of them.

Exact numbers of records are seen by the provider that sent them and by analysts; others see which
months are held, for an exact number beside a rounded one would give the rounding away.
"""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.roles import Role
from watchward_web.core.rules import Rule, who

SENDERS = who(Role.HOSPITAL, Role.POLICE)
COUNTS = SENDERS | who(Role.ANALYST)
WATCHERS = COUNTS | who(Role.HEAD, Role.LICENSING)
_RECEIPT = {"receipt": "R-0000-0000-0000-0000"}

RULES = (
    Rule(
        "submissions:home",
        {"GET": SENDERS},
        _("What is due, what was received, and one button"),
        nav=_("Send data"),
        home_of=who(Role.HOSPITAL),
    ),
    Rule("submissions:send", {"GET": SENDERS, "POST": SENDERS}, _("Send a package")),
    Rule(
        "submissions:ledger",
        {"GET": WATCHERS},
        _("What is held, from whom, for which months, and what is missing"),
        nav=_("Ledger"),
    ),
    Rule("submissions:receipts", {"GET": COUNTS}, _("Receipts: one's own; analysts see all")),
    Rule(
        "submissions:receipt",
        {"GET": COUNTS},
        _("One receipt: rows in, rows out, and why"),
        example=_RECEIPT,
    ),
    Rule(
        "submissions:findings",
        {"GET": COUNTS},
        _("What to mend, row by row, as CSV, without a value"),
        example=_RECEIPT,
    ),
)
