"""Keys for machines: given to a person's own seat, and never worth more than that seat is now."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from watchward_web.core.roles import Role
from watchward_web.core.services import record
from watchward_web.partners.models import Membership, Token
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import may_have, token_row, token_seat, token_seen
from watchward_web.partners.services.noting import note
from watchward_web.partners.tokens import (
    DAYS,
    EACH,
    Issued,
    TokenSeen,
    hash_of_key,
    ident_of,
    matches,
    new_ident,
    new_secret,
)

NOTED_EVERY = dt.timedelta(minutes=1)  # a write at each request would cost more than it tells


class NotYours(Exception):
    """This seat cannot have such a key, or has too many."""


def issue_token(seat: Seat, *, scope: str, name: str, days: int, now: dt.datetime) -> Issued:
    """A key for one scope and at most 366 days; its secret is in the answer and nowhere else."""
    if scope not in may_have(seat) or not 1 <= days <= DAYS:
        raise NotYours
    ident = new_ident()
    secret = new_secret(ident)
    with transaction.atomic():
        row = Membership.objects.select_for_update().get(
            person_id=seat.person_id, partnership_id=seat.partnership.id, active=True
        )
        if _open(row, now).count() >= EACH:
            raise NotYours
        made = Token.objects.create(
            ident=ident,
            member=row,
            agency_id=seat.agency.id,
            scope=scope,
            name=name,
            secret_hash=hash_of_key(secret),
            issued_at=now,
            expires_at=now + dt.timedelta(days=days),
        )
        note(seat, "key issued", f"machine:{ident}", now=now, detail={"scope": scope, "days": days})
    return Issued(token_seen(made), secret)


def revoke_token(seat: Seat, ident: str, *, now: dt.datetime) -> bool:
    """End one's own key, or as administrator anybody's here; False where there is none."""
    rows = Token.objects.filter(
        member__partnership_id=seat.partnership.id, ident=ident, revoked_at=None
    )
    if seat.role != Role.ADMINISTRATOR:
        rows = rows.filter(member__person_id=seat.person_id)
    with transaction.atomic():
        if not rows.update(revoked_at=now):
            return False
        note(seat, "key revoked", f"machine:{ident}", now=now)
    return True


def end_tokens(seat: Seat, member: Membership, *, now: dt.datetime) -> None:
    """Whoever leaves or changes role or agency leaves their keys behind."""
    for ident in list(_open(member, now).values_list("ident", flat=True)):
        Token.objects.filter(ident=ident).update(revoked_at=now)
        note(seat, "key revoked", f"machine:{ident}", now=now, detail={"because": "person changed"})


def admit(shown: str, *, now: dt.datetime) -> tuple[TokenSeen, Seat] | None:
    """The key and its owner's seat as it is now; None alike for every reason to refuse."""
    row = token_row(ident_of(shown))
    if not matches(shown, row.secret_hash if row else None) or row is None:
        return None
    token, seat = token_seen(row), token_seat(row)
    if seat is None or not token.open(now) or token.scope not in may_have(seat):
        return None
    if row.last_used_at is None or now - row.last_used_at >= NOTED_EVERY:
        Token.objects.filter(pk=row.pk).update(last_used_at=now)
    return token, seat


def note_refused(shown: str, *, now: dt.datetime) -> None:
    """Somebody showed the name of a key that there is, and was not let in by it."""
    row = token_row(ident_of(shown))
    if row is not None:
        record(
            by="anonymous",
            action="key refused",
            now=now,
            partnership=row.member.partnership.slug,
            subject=f"machine:{row.ident}",
        )


def _open(member: Membership, now: dt.datetime) -> "QuerySet[Token]":
    return Token.objects.filter(member=member, revoked_at=None, expires_at__gt=now)
