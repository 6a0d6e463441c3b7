"""Changing partnerships and people; each writes its audit entry in the same transaction."""

import datetime as dt
import secrets

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from watchward_web.accounts.models import User
from watchward_web.accounts.selectors import person_with_email
from watchward_web.accounts.services import end_sessions, note_privileges, open_account
from watchward_web.core.roles import Role
from watchward_web.core.services import record
from watchward_web.partners.models import Agency, Invitation, Membership, Partnership
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import find_invitation, hash_of, invitation_hashed
from watchward_web.partners.services.tokens import end_tokens

INVITATION_DAYS = 7


class Gone(Exception):
    """What the page was about is not there any more, or never was."""


class Taken(Exception):
    """Another one has this name or code already."""


def found_partnership(
    *, slug: str, name: str, store: str, synthetic: bool, by: str, now: dt.datetime
) -> Partnership:
    """A new partnership without agencies or people."""
    with transaction.atomic():
        made = Partnership.objects.create(slug=slug, name=name, store=store, synthetic=synthetic)
        record(by=by, action="partnership founded", now=now, partnership=slug)
    return made


def add_agency(
    partnership: Partnership, *, slug: str, name: str, provider: str, by: str, now: dt.datetime
) -> Agency:
    """A new agency of a partnership."""
    with transaction.atomic():
        made = Agency.objects.create(
            partnership=partnership, slug=slug, name=name, provider=provider
        )
        record(
            by=by,
            action="agency added",
            now=now,
            partnership=partnership.slug,
            subject=f"agency:{slug}",
        )
    return made


def add_own_agency(seat: Seat, *, name: str, provider: str, now: dt.datetime) -> None:
    """To the seat's partnership; `Taken` where another one has the name or the code."""
    home = Partnership.objects.get(pk=seat.partnership.id)
    if Agency.objects.filter(partnership=home, name__iexact=name).exists():
        raise Taken
    try:
        with transaction.atomic():
            add_agency(
                home, slug=slugify(name)[:60], name=name, provider=provider, by=seat.by, now=now
            )
    except IntegrityError as taken:
        raise Taken from taken


def add_member(
    person: User, agency: Agency, role: Role, *, by: str, now: dt.datetime
) -> Membership:
    """Give a person a role in the agency's partnership; a former member is taken back."""
    with transaction.atomic():
        made, _ = Membership.objects.update_or_create(
            person=person,
            partnership=agency.partnership,
            defaults={"agency": agency, "role": role.value, "active": True},
        )
        record(
            by=by,
            action="joined",
            now=now,
            partnership=agency.partnership.slug,
            subject=f"person:{person.pk}",
            detail={"role": role.value, "agency": agency.slug},
        )
    return made


def invite(seat: Seat, *, email: str, agency_id: int, role: Role, now: dt.datetime) -> str:
    """Write an invitation and return its secret, which is shown once and kept nowhere."""
    agency = Agency.objects.filter(partnership_id=seat.partnership.id, pk=agency_id).first()
    if agency is None:
        raise Gone
    return write_invitation(agency, email=email, role=role, by=seat.by, now=now)


def write_invitation(agency: Agency, *, email: str, role: Role, by: str, now: dt.datetime) -> str:
    """For `invite` and for the command that founds a partnership, when nobody has a seat yet."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Invitation.objects.create(
            partnership=agency.partnership,
            agency=agency,
            role=role.value,
            email=email,
            secret_hash=hash_of(secret),
            expires_at=now + dt.timedelta(days=INVITATION_DAYS),
        )
        record(
            by=by,
            action="invited",
            now=now,
            partnership=agency.partnership.slug,
            subject=f"invitation:{made.pk}",
            detail={"role": role.value, "agency": agency.slug},
        )
    return secret


def withdraw_invitation(seat: Seat, invitation_id: int, *, now: dt.datetime) -> None:
    """Its link stops working at once."""
    with transaction.atomic():
        rows = Invitation.objects.filter(
            partnership_id=seat.partnership.id, pk=invitation_id, accepted_at=None
        )
        if not rows.update(withdrawn_at=now):
            raise Gone
        record(
            by=seat.by,
            action="invitation withdrawn",
            now=now,
            partnership=seat.partnership.slug,
            subject=f"invitation:{invitation_id}",
        )


def accept(
    secret: str, *, username: str, name: str, password: str | None, now: dt.datetime
) -> User:
    """Open the account that an invitation is for; the link has then done its work."""
    return accept_hashed(hash_of(secret), username=username, name=name, password=password, now=now)


def accept_hashed(
    secret_hash: str, *, username: str, name: str, password: str | None, now: dt.datetime
) -> User:
    """The same, for who has shown the link already; without a password an issuer signs them in."""
    with transaction.atomic():
        invitation = invitation_hashed(secret_hash, now=now)
        if invitation is None or person_with_email(invitation.email):
            raise Gone
        taken = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
        if not taken.update(accepted_at=now):
            raise Gone
        by = f"invitation:{invitation.pk}"
        person = open_account(
            username=username,
            email=invitation.email,
            name=name,
            password=password,
            by=by,
            now=now,
        )
        add_member(person, invitation.agency, Role(invitation.role), by=by, now=now)
    return person


def accept_as(secret: str, person: User, *, now: dt.datetime) -> None:
    """A person who has an account joins a further partnership; the address must be theirs."""
    with transaction.atomic():
        invitation = find_invitation(secret, now=now)
        if invitation is None or invitation.email.casefold() != person.email.casefold():
            raise Gone
        taken = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
        if not taken.update(accepted_at=now):
            raise Gone
        add_member(
            person,
            invitation.agency,
            Role(invitation.role),
            by=f"invitation:{invitation.pk}",
            now=now,
        )


def change_role(
    seat: Seat, person_id: int, *, role: Role, agency_id: int, now: dt.datetime
) -> None:
    """Takes effect at the next request, and the person's keys end. Nobody changes their own."""
    with transaction.atomic():
        agency = Agency.objects.filter(partnership_id=seat.partnership.id, pk=agency_id).first()
        row = _member(seat, person_id)
        if agency is None:
            raise Gone
        before = row.role
        row.role, row.agency = role.value, agency
        row.save()
        end_tokens(seat, row, now=now)
        note_privileges(person_id, now=now)
        record(
            by=seat.by,
            action="role changed",
            now=now,
            partnership=seat.partnership.slug,
            subject=f"person:{person_id}",
            detail={"from": before, "to": role.value, "agency": agency.slug},
        )


def set_active(seat: Seat, person_id: int, *, active: bool, now: dt.datetime) -> None:
    """A leaver loses this partnership's pages, and no other's, at their next request."""
    with transaction.atomic():
        row = _member(seat, person_id)
        row.active = active
        row.save()
        end_tokens(seat, row, now=now)
        if not active and not Membership.objects.filter(person_id=person_id, active=True).exists():
            end_sessions(person_id, by=seat.by, now=now)
        record(
            by=seat.by,
            action="reinstated" if active else "suspended",
            now=now,
            partnership=seat.partnership.slug,
            subject=f"person:{person_id}",
        )


def _member(seat: Seat, person_id: int) -> Membership:
    rows = Membership.objects.select_for_update().filter(partnership_id=seat.partnership.id)
    row = rows.filter(person_id=person_id).exclude(person_id=seat.person_id).first()
    if row is None:
        raise Gone
    return row
