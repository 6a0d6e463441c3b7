"""Who may send packages, and who may see what came of them.

Exact numbers of records are seen by the provider that sent them and by analysts; others see which
months are held, for an exact number beside a rounded one would give the rounding away.
"""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.roles import Role
from watchward_web.core.rules import Rule, who
from watchward_web.core.sections import Section

SENDERS = who(Role.HOSPITAL, Role.POLICE)
COUNTS = SENDERS | who(Role.ANALYST)
WATCHERS = COUNTS | who(Role.HEAD, Role.LICENSING)
# Who answers for what leaves and what is kept.
OFFICERS = who(Role.HOSPITAL, Role.HEAD, Role.ANALYST)
_RECEIPT = {"receipt": "R-0000-0000-0000-0000"}
_UPLOAD = {"ident": "000000000000000000000000"}
_ADMINISTRATOR = who(Role.ADMINISTRATOR)

RULES = (
    Rule(
        "submissions:home",
        {"GET": SENDERS},
        _("What is due, what was received, and one button"),
        nav=_("Send data"),
        section=Section.SENDING,
        home_of=who(Role.HOSPITAL),
    ),
    Rule("submissions:send", {"GET": SENDERS, "POST": SENDERS}, _("Send a package")),
    Rule(
        "submissions:extract",
        {"GET": SENDERS, "POST": SENDERS},
        _("Send an extract with a saved mapping"),
    ),
    Rule(
        "submissions:extract_check",
        {"GET": SENDERS, "POST": SENDERS},
        _("What would leave an extract, and the word to send it"),
        example=_UPLOAD,
    ),
    Rule(
        "submissions:upload",
        {"GET": SENDERS},
        _("What has become of a file that was sent"),
        example=_UPLOAD,
    ),
    Rule(
        "submissions:jobs",
        {"GET": _ADMINISTRATOR},
        _("Background work that failed"),
        nav=_("Failed work"),
        section=Section.PARTNERSHIP,
    ),
    Rule(
        "submissions:job_again",
        {"POST": _ADMINISTRATOR},
        _("Try failed work again"),
        example={"fault": 1},
    ),
    Rule(
        "submissions:ledger",
        {"GET": WATCHERS},
        _("What is held, from whom, for which months, and what is missing"),
        nav=_("Ledger"),
        section=Section.LEDGER,
    ),
    Rule(
        "submissions:history",
        {"GET": WATCHERS},
        _("One body’s data set in one period, and what happened to it"),
        example={"provider": "none", "dataset": "ed_assault", "month": "2026-01"},
    ),
    Rule(
        "submissions:completeness",
        {"GET": WATCHERS},
        _("How much of each field is filled in, by shift and month"),
        example={"provider": "none", "dataset": "ed_assault"},
    ),
    Rule(
        "submissions:approvals",
        {"GET": OFFICERS},
        _("What let each field leave, and what stays at home"),
    ),
    Rule(
        "submissions:retention",
        {"GET": OFFICERS},
        _("What falls due for deletion, and what was removed"),
    ),
    Rule(
        "submissions:sources",
        {"GET": WATCHERS},
        _("Which sources of data are used, beside July 2007"),
        nav=_("Sources used"),
        section=Section.LEDGER,
    ),
    Rule(
        "submissions:calendar",
        {"GET": WATCHERS},
        _("Due days for a calendar program"),
        example={"whose": "agency"},
        machine="feed",
    ),
    Rule(
        "submissions:receipts",
        {"GET": COUNTS},
        _("Receipts: one's own; analysts see all"),
        nav=_("Receipts"),
        section=Section.LEDGER,
    ),
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
    *(
        Rule(f"submissions:api_{name}", verbs, says, example=example, machine="submit")
        for name, verbs, says, example in (
            (
                "uploads",
                {"GET": SENDERS, "POST": SENDERS},
                _("For programs: begin an upload, and list those of the agency"),
                {},
            ),
            (
                "upload",
                {"GET": SENDERS, "PATCH": SENDERS, "DELETE": SENDERS},
                _("For programs: an upload’s state, one part more, or its end"),
                _UPLOAD,
            ),
            ("receipts", {"GET": SENDERS}, _("For programs: the agency’s receipts"), {}),
            ("receipt", {"GET": SENDERS}, _("For programs: one receipt"), _RECEIPT),
            ("findings", {"GET": SENDERS}, _("For programs: what to mend, as CSV"), _RECEIPT),
            ("due", {"GET": SENDERS}, _("For programs: what is due"), {}),
            ("description", {"GET": SENDERS}, _("For programs: the API in OpenAPI 3.1"), {}),
        )
    ),
)
