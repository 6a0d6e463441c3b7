"""Who may open a partnership's own pages."""

from django.utils.translation import gettext_lazy as _

from watchward_web.core.roles import Role
from watchward_web.core.rules import ANYONE, EVERY_ROLE, EVIDENCE, SIGNED_IN, Rule, who
from watchward_web.core.sections import Section

_OVERSIGHT = who(Role.ADMINISTRATOR, Role.HEAD)
_ADMINISTRATOR = who(Role.ADMINISTRATOR)
# Whoever works with the data sees what was agreed about them; who closes a period has used it.
_WATCHERS = _OVERSIGHT | who(Role.ANALYST, Role.LICENSING, Role.HOSPITAL, Role.POLICE)
_CLOSERS = who(Role.HEAD, Role.ANALYST)
# Who answers for the papers, and who is asked what stands in them.
_OFFICERS = who(Role.HEAD, Role.ANALYST, Role.HOSPITAL)

RULES = (
    Rule("partners:choose", {"GET": who(SIGNED_IN)}, _("Choose a partnership")),
    Rule(
        "partners:join",
        {"GET": who(ANYONE), "POST": who(ANYONE)},
        _("Take up an invitation; the link is the key"),
        example={"secret": "none"},
    ),
    Rule("partners:home", {"GET": EVERY_ROLE}, _("First page of a partnership")),
    Rule(
        "partners:people",
        {"GET": _OVERSIGHT},
        _("People and invitations"),
        nav=_("People"),
        section=Section.PARTNERSHIP,
    ),
    Rule(
        "partners:invite",
        {"GET": _ADMINISTRATOR, "POST": _ADMINISTRATOR},
        _("Invite somebody"),
    ),
    Rule(
        "partners:withdraw",
        {"POST": _ADMINISTRATOR},
        _("Withdraw an invitation"),
        example={"invitation_id": 1},
    ),
    Rule(
        "partners:person",
        {"GET": _ADMINISTRATOR, "POST": _ADMINISTRATOR},
        _("A person's role and agency"),
        example={"person_id": 1},
    ),
    Rule(
        "partners:activity",
        {"POST": _ADMINISTRATOR},
        _("Suspend or reinstate a person"),
        example={"person_id": 1},
    ),
    Rule(
        "partners:agencies",
        {"GET": _OVERSIGHT, "POST": _ADMINISTRATOR},
        _("Agencies, and a new one"),
        nav=_("Agencies"),
        section=Section.PARTNERSHIP,
    ),
    Rule(
        "partners:tokens",
        {"GET": EVERY_ROLE},
        _("Keys for machines: one's own; the administrator sees all"),
        nav=_("Keys for machines"),
        section=Section.PARTNERSHIP,
    ),
    Rule("partners:new_token", {"GET": EVIDENCE, "POST": EVIDENCE}, _("Make a key for a machine")),
    Rule(
        "partners:end_token",
        {"POST": EVERY_ROLE},
        _("End a key for a machine: one's own; the administrator any"),
        example={"ident": "none"},
    ),
    Rule(
        "partners:duties",
        {"GET": _WATCHERS, "POST": _OVERSIGHT},
        _("Who owes what, and a new duty"),
        nav=_("Duties"),
        section=Section.LEDGER,
    ),
    Rule(
        "partners:duty",
        {"GET": _OVERSIGHT, "POST": _OVERSIGHT},
        _("End a duty"),
        example={"number": 1},
    ),
    Rule(
        "partners:nation",
        {"GET": _OVERSIGHT, "POST": _OVERSIGHT},
        _("In which nation an agency is"),
        example={"provider": "synthetic-hospital"},
    ),
    Rule(
        "partners:agreements",
        {"GET": _WATCHERS, "POST": _OVERSIGHT},
        _("Agreements: what was signed, what runs out, and a new one"),
        nav=_("Agreements"),
        section=Section.LEDGER,
    ),
    Rule(
        "partners:agreement",
        {"GET": _OVERSIGHT, "POST": _OVERSIGHT},
        _("End an agreement sooner"),
        example={"number": 1},
    ),
    Rule(
        "partners:gateways",
        {"GET": _WATCHERS, "POST": _OVERSIGHT},
        _("Gateways and fields that an agreement covers"),
        example={"number": 1},
    ),
    Rule(
        "partners:required",
        {"GET": _OVERSIGHT, "POST": _OVERSIGHT},
        _("Whether a feed needs an agreement in date"),
    ),
    Rule(
        "partners:locks",
        {"GET": _WATCHERS, "POST": _CLOSERS},
        _("Periods that are closed to corrections; close one"),
        nav=_("Locks"),
        section=Section.LEDGER,
    ),
    Rule(
        "partners:reopen",
        {"GET": _OVERSIGHT, "POST": _OVERSIGHT},
        _("Reopen a period, with a reason"),
        example={"number": 1},
    ),
    Rule(
        "partners:governance",
        {"GET": _OFFICERS, "POST": _OFFICERS},
        _("Governance pack: impact assessment, agreement, transparency record, catalogue"),
        nav=_("Governance pack"),
        section=Section.LEDGER,
    ),
    Rule(
        "partners:governance_answers",
        {"GET": _OFFICERS},
        _("The questions of the governance pack, as a file to answer in"),
        example={"language": "en"},
    ),
    Rule(
        "partners:roles",
        {"GET": EVERY_ROLE},
        _("What each role is for"),
        nav=_("Roles"),
        section=Section.PARTNERSHIP,
    ),
    Rule(
        "partners:permissions",
        {"GET": EVERY_ROLE},
        _("Who may open which page"),
        nav=_("Permissions"),
        section=Section.PARTNERSHIP,
    ),
    Rule(
        "partners:audit",
        {"GET": _OVERSIGHT},
        _("Audit log"),
        nav=_("Audit log"),
        section=Section.PARTNERSHIP,
    ),
)
