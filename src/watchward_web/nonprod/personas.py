"""Made-up people of a made-up partnership, and another partnership that they may not see into."""

from dataclasses import dataclass

from watchward_web.core.roles import Role

PASSWORD = "harbour-lantern-thistle"  # noqa: S105  (printed on purpose; refused in production)

PARTNERSHIP = ("harrowmere", "Harrowmere Community Safety Partnership")
OTHER = ("elsewhere", "Elsewhere Community Safety Partnership")

# slug, name, provider code: the codes of the library's synthetic partnership
AGENCIES = (
    ("council", "Harrowmere Council", ""),
    ("hospital", "Harrowmere General Hospital", "synthetic-hospital"),
    ("police", "Harrowmere Police", "synthetic-police"),
    ("ambulance", "Harrowmere Ambulance Service", "synthetic-ambulance"),
)


@dataclass(frozen=True)
class Persona:
    """A made-up person."""

    username: str
    name: str
    role: Role
    agency: str
    partnership: str = PARTNERSHIP[0]

    @property
    def partnership_name(self) -> str:
        """Of the two, the one that this person is in."""
        return dict((PARTNERSHIP, OTHER))[self.partnership]

    @property
    def email(self) -> str:
        """In a domain that can never receive mail."""
        return f"{self.username}@{self.partnership}.invalid"


PERSONAS = (
    Persona("analyst", "Ana Lister", Role.ANALYST, "council"),
    Persona("head", "Hedda Chair", Role.HEAD, "council"),
    Persona("licensing", "Lisa Sensing", Role.LICENSING, "council"),
    Persona("hospital", "Hosea Pittal", Role.HOSPITAL, "hospital"),
    Persona("police", "Polly Cemander", Role.POLICE, "police"),
    Persona("councillor", "Cowan Sellor", Role.COUNCILLOR, "council"),
    Persona("administrator", "Adam Minister", Role.ADMINISTRATOR, "council"),
    Persona("elsewhere", "Elsa Where", Role.HEAD, "council", OTHER[0]),
)
