"""Reading accounts."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest
from django.utils.text import slugify

from watchward_web.accounts.models import Session, User


def has_second_factor(person: User) -> bool:
    """Whether the person has set up codes or a passkey."""
    return bool(is_mfa_enabled(person))


def person_with_email(email: str) -> User | None:
    """The account of an address, whatever its capitals."""
    return User.objects.filter(email__iexact=email).first()


def active_person(person_id: int) -> User | None:
    """Somebody who may sign in."""
    return User.objects.filter(pk=person_id, is_active=True).first()


def username_taken(username: str) -> bool:
    """Whether somebody has this user name."""
    return User.objects.filter(username__iexact=username).exists()


def issuer_name() -> str:
    """What the organisation's sign-in is called; "" where none is set up."""
    return settings.ISSUER.name if settings.ISSUER else ""


def issuer_provider(request: HttpRequest) -> Any:
    """allauth's provider for it, or None."""
    found = get_adapter(request).list_providers(request)
    return found[0] if found else None


def is_linked(person: User) -> bool:
    """Whether the person can sign in through the issuer that is set up now."""
    return SocialAccount.objects.filter(user=person, provider=_issuer_id()).exists()


def _issuer_id() -> str:
    if not settings.ISSUER:
        return ""
    (app,) = settings.ISSUER.providers()["openid_connect"]["APPS"]
    return str(app["provider_id"])


def free_username(email: str) -> str:
    """For somebody who arrives without having chosen one: from the address, numbered if taken."""
    start = slugify(email.partition("@")[0])[:50] or "person"
    names = (start, *(f"{start}-{number}" for number in range(2, 10_000)))
    return next(name for name in names if not username_taken(name))


@dataclass(frozen=True)
class SessionSeen:
    """A session as its owner sees it."""

    ident: str
    device: str
    began_at: dt.datetime
    seen_at: dt.datetime
    this: bool


def sessions_of(person_id: int, *, key: str, now: dt.datetime) -> list[SessionSeen]:
    """Those that have not run out, the one that asks first, then by last use."""
    rows = Session.objects.filter(
        owner_id=person_id,
        seen_at__gt=now - dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS),
        began_at__gt=now - dt.timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS),
    )
    found = [
        SessionSeen(row.ident, row.device, row.began_at, row.seen_at, row.session_key == key)
        for row in rows.order_by("-seen_at", "ident")
    ]
    return sorted(found, key=lambda each: not each.this)
