"""Opening, suspending and reinstating accounts; all of it is audited."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from watchward_web.accounts.models import User
from watchward_web.accounts.services.sessions import end_sessions
from watchward_web.core.services import record


def open_account(
    *, username: str, email: str, name: str, password: str | None, by: str, now: dt.datetime
) -> User:
    """A new person; the password is judged by the site's rules, and None is for an issuer's."""
    person = User(username=username, email=email, name=name, joined_at=now)
    if password is not None:
        validate_password(password, person)
    person.set_password(password)
    with transaction.atomic():
        person.save()
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
        record(by=by, action="account opened", now=now, subject=f"person:{person.pk}")
    return person


def suspend(person_id: int, *, by: str, now: dt.datetime) -> None:
    """Takes effect at once: every session of the person ends, and none can begin."""
    with transaction.atomic():
        User.objects.filter(pk=person_id).update(is_active=False, left_at=now)
        end_sessions(person_id, by=by, now=now)
        record(by=by, action="account suspended", now=now, subject=f"person:{person_id}")


def reinstate(person_id: int, *, by: str, now: dt.datetime) -> None:
    """The person may sign in again."""
    with transaction.atomic():
        User.objects.filter(pk=person_id).update(is_active=True, left_at=None)
        record(by=by, action="account reinstated", now=now, subject=f"person:{person_id}")


def note_privileges(person_id: int, *, now: dt.datetime) -> None:
    """What the person may do has changed: their sessions take new names at the next request."""
    User.objects.filter(pk=person_id).update(privileges_at=now)
