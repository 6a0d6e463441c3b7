"""What a signed-in person is in one partnership; every read and write of one starts from it."""

from dataclasses import dataclass

from django.utils.functional import Promise

from watchward_web.core.roles import ROLES, Role


@dataclass(frozen=True)
class PartnershipSeen:
    """The partnership as pages need it."""

    id: int
    slug: str
    name: str
    store: str
    synthetic: bool


@dataclass(frozen=True)
class AgencySeen:
    """The agency as pages need it; `provider` is "" where it sends no packages."""

    id: int
    slug: str
    name: str
    provider: str


@dataclass(frozen=True)
class Seat:
    """A person's place at the table: in which partnership, for which agency, in which role.

    `machine` names the key where a machine sits there in the person's stead.
    """

    person_id: int
    person_name: str
    partnership: PartnershipSeen
    agency: AgencySeen
    role: Role
    machine: str = ""

    @property
    def audience(self) -> str:
        """The disclosure audience of this role; "" sees no evidence."""
        return ROLES[self.role].audience

    @property
    def role_name(self) -> str | Promise:
        """The role in words."""
        return ROLES[self.role].name

    @property
    def by(self) -> str:
        """How the audit log and the store's ledger name this person, or the key of a machine."""
        return f"machine:{self.machine}" if self.machine else f"person:{self.person_id}"
