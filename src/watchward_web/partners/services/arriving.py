"""Somebody whom their organisation's sign-in vouches for, and who is nobody here yet."""

import datetime as dt
from typing import Any

from django.db import transaction

from watchward_web.accounts.models import User
from watchward_web.accounts.selectors import free_username, person_with_email
from watchward_web.accounts.services import link_issuer
from watchward_web.core.services import record
from watchward_web.partners.selectors import invitation_for, invitation_hashed
from watchward_web.partners.services.people import accept_hashed


def arrive(login: Any, *, email: str, name: str, link_shown: str, now: dt.datetime) -> User | None:
    """Who it is: known by an address that the issuer has checked, or invited. Else nobody.

    `link_shown` is the hash of an invitation's secret that this browser opened before: whoever
    holds it has read the invited address's mail, so no checked address is needed beside it.
    """
    with transaction.atomic():
        person = person_with_email(email) if email else None
        if person is None:
            person = _invited(email=email, name=name, link_shown=link_shown, now=now)
        if person is None or not person.is_active:
            return None
        link_issuer(login, person, by=f"person:{person.pk}", now=now)
    return person


def note_stranger(*, now: dt.datetime) -> None:
    """Of somebody who was turned away nothing is written down but that it happened."""
    record(by="anonymous", action="sign-in failed", now=now, detail={"because": "not invited"})


def note_issuer_failed(*, now: dt.datetime) -> None:
    """The issuer did not vouch for anybody."""
    record(by="anonymous", action="sign-in failed", now=now, detail={"because": "issuer"})


def _invited(*, email: str, name: str, link_shown: str, now: dt.datetime) -> User | None:
    invitation = invitation_hashed(link_shown, now=now) if link_shown else None
    if invitation is None and email:
        invitation = invitation_for(email, now=now)
    if invitation is None or person_with_email(invitation.email):
        return None
    return accept_hashed(
        invitation.secret_hash,
        username=free_username(invitation.email),
        name=name or invitation.email,
        password=None,
        now=now,
    )
