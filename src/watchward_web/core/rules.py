"""Who may open which page with which verb. Each app declares its rules once; the access check,
the navigation, the published matrix and the tests read them. A page without a rule stays shut.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from watchward_web.core.roles import Role
from watchward_web.core.sections import Section

# Beside the roles: the whole world, a signed-in person, a machine that shows the view a key.
ANYONE = "anyone"
SIGNED_IN = "signed in"
MACHINE = "machine"

EVERY_ROLE: frozenset[str] = frozenset(Role)
EVIDENCE: frozenset[str] = frozenset(Role) - {Role.ADMINISTRATOR}


@dataclass(frozen=True)
class Rule:
    """One URL name: who may use which verb. HEAD goes with GET.

    `machine` opens it also to a machine that shows a key of that scope, as its owner's role may.
    """

    url: str
    verbs: Mapping[str, frozenset[str]]
    says: str | Promise
    nav: str | Promise = ""
    section: Section | None = None  # where `nav` stands; a page without has neither
    home_of: frozenset[str] = frozenset()
    example: Mapping[str, str | int] = field(default_factory=dict)
    machine: str = ""

    def who(self, verb: str) -> frozenset[str] | None:
        """Who may use this verb; None where the page does not know it."""
        return self.verbs.get("GET" if verb == "HEAD" else verb)


def who(*names: str) -> frozenset[str]:
    """The set of these; reads better in a table of rules."""
    return frozenset(names)


_RULES: dict[str, Rule] = {}


def declare(rules: Iterable[Rule]) -> None:
    """Called once by each app when Django starts; a URL name is declared once."""
    for rule in rules:
        if _RULES.get(rule.url, rule) != rule:
            raise ValueError(f"{rule.url} is declared twice")
        _RULES[rule.url] = rule


def rule_of(url: str) -> Rule | None:
    """The rule of a URL name, or None: nobody may open it."""
    return _RULES.get(url)


def rules() -> tuple[Rule, ...]:
    """Every declared rule, in the order of the apps."""
    return tuple(_RULES.values())
