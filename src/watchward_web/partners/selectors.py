"""Reading partnerships. Nothing here returns what lies outside the seat that asks."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from watchward_web.core.order import by_name
from watchward_web.core.roles import Role
from watchward_web.partners.models import Agency, Invitation, Membership, Partnership, Token
from watchward_web.partners.seat import AgencySeen, PartnershipSeen, Seat
from watchward_web.partners.tokens import FEED, SUBMIT, TokenSeen


def seats_of(person_id: int) -> tuple[Seat, ...]:
    """Every seat of one person, by the partnership's name."""
    found = map(_seat, _active().filter(person_id=person_id))
    return tuple(by_name(found, lambda seat: seat.partnership.name))


def find_seat(person_id: int, partnership: str) -> Seat | None:
    """The person's seat; None alike for another's partnership and one that is not there."""
    found = _active().filter(person_id=person_id, partnership__slug=partnership).first()
    return _seat(found) if found else None


def _active() -> "QuerySet[Membership]":
    rows = Membership.objects.filter(active=True, person__is_active=True)
    return rows.select_related("person", "partnership", "agency")


def _seat(membership: Membership) -> Seat:
    home, agency = membership.partnership, membership.agency
    return Seat(
        person_id=membership.person_id,
        person_name=membership.person.name,
        partnership=PartnershipSeen(home.pk, home.slug, home.name, home.store, home.synthetic),
        agency=AgencySeen(agency.pk, agency.slug, agency.name, agency.provider),
        role=Role(membership.role),
    )


@dataclass(frozen=True)
class PersonSeen:
    """A row of the list of people."""

    id: int
    name: str
    email: str
    role: Role
    agency: str
    agency_id: int
    active: bool


def people(seat: Seat) -> list[PersonSeen]:
    """Everybody in the seat's partnership, leavers too."""
    rows = Membership.objects.filter(partnership_id=seat.partnership.id)
    rows = rows.select_related("person", "agency").order_by("person_id")
    return by_name(map(_person, rows), lambda person: person.name)


def find_person(seat: Seat, person_id: int) -> PersonSeen | None:
    """One of them; None alike for a person of another partnership and nobody at all."""
    rows = Membership.objects.filter(partnership_id=seat.partnership.id, person_id=person_id)
    row = rows.select_related("person", "agency").first()
    return _person(row) if row else None


def _person(row: Membership) -> PersonSeen:
    return PersonSeen(
        id=row.person_id,
        name=row.person.name,
        email=row.person.email,
        role=Role(row.role),
        agency=row.agency.name,
        agency_id=row.agency_id,
        active=row.active and row.person.is_active,
    )


def agencies(seat: Seat) -> list[AgencySeen]:
    """The partnership's agencies, by name."""
    rows = Agency.objects.filter(partnership_id=seat.partnership.id)
    found = (AgencySeen(row.pk, row.slug, row.name, row.provider) for row in rows)
    return by_name(found, lambda agency: agency.name)


def agency_names(seat: Seat) -> dict[str, str]:
    """Provider code -> the agency's name."""
    return {agency.provider: agency.name for agency in agencies(seat) if agency.provider}


def open_invitations(seat: Seat, *, now: dt.datetime) -> list[Invitation]:
    """Invitations that still work."""
    rows = Invitation.objects.filter(partnership_id=seat.partnership.id, expires_at__gt=now)
    rows = rows.filter(accepted_at=None, withdrawn_at=None).select_related("agency")
    return list(rows.order_by("email"))


def hash_of(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_invitation(secret: str, *, now: dt.datetime) -> Invitation | None:
    """The invitation of a link; None alike for used, expired, withdrawn and made up."""
    return invitation_hashed(hash_of(secret), now=now)


def invitation_hashed(secret_hash: str, *, now: dt.datetime) -> Invitation | None:
    """The same, by what is kept of its secret."""
    rows = Invitation.objects.filter(secret_hash=secret_hash, expires_at__gt=now)
    rows = rows.filter(accepted_at=None, withdrawn_at=None)
    return rows.select_related("partnership", "agency").first()


def invitation_for(email: str, *, now: dt.datetime) -> Invitation | None:
    """The newest that still works for an address."""
    rows = Invitation.objects.filter(email__iexact=email, expires_at__gt=now)
    return rows.filter(accepted_at=None, withdrawn_at=None).order_by("-pk").first()


def partnership_named(slug: str) -> Partnership | None:
    """For commands; a page goes through a seat."""
    return Partnership.objects.filter(slug=slug).first()


def all_partnerships() -> list[PartnershipSeen]:
    """For commands and machines that have shown their key; a page goes through a seat."""
    rows = Partnership.objects.order_by("slug")
    return [PartnershipSeen(row.pk, row.slug, row.name, row.store, row.synthetic) for row in rows]


SENDS = frozenset({Role.HOSPITAL, Role.POLICE})


def may_have(seat: Seat) -> tuple[str, ...]:
    """The scopes of keys that this seat may have: reading what it sees, sending what it sends."""
    feed = (FEED,) if seat.audience else ()
    return feed + ((SUBMIT,) if seat.role in SENDS and seat.agency.provider else ())


def tokens(seat: Seat) -> list[TokenSeen]:
    """The seat's own keys, newest first; an administrator sees everybody's."""
    rows = Token.objects.filter(member__partnership_id=seat.partnership.id)
    if seat.role != Role.ADMINISTRATOR:
        rows = rows.filter(member__person_id=seat.person_id)
    return [token_seen(row) for row in rows.select_related("member__person", "agency")]


def token_names(seat: Seat) -> dict[str, str]:
    """How the audit log names a machine -> its key's name and owner."""
    rows = Token.objects.filter(member__partnership_id=seat.partnership.id)
    found = rows.values_list("ident", "name", "member__person__name")
    return {f"machine:{ident}": f"{name} ({person})" for ident, name, person in found}


def token_row(ident: str) -> Token | None:
    """For the service that judges a key that was shown."""
    rows = Token.objects.filter(ident=ident)
    return rows.select_related(
        "agency", "member__person", "member__partnership", "member__agency"
    ).first()


def token_seen(row: Token) -> TokenSeen:
    """A key without its secret's hash."""
    return TokenSeen(
        ident=row.ident,
        scope=row.scope,
        name=row.name,
        person_id=row.member.person_id,
        person_name=row.member.person.name,
        agency=row.agency.name,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


def token_seat(row: Token) -> Seat | None:
    """The owner's seat as it is now; none for a leaver, or one who went to another agency."""
    member = row.member
    if not member.active or not member.person.is_active or member.agency_id != row.agency_id:
        return None
    return replace(_seat(member), machine=row.ident)
