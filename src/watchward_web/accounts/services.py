"""Opening, suspending and reinstating accounts, and noting each sign-in; all of it is audited."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from watchward_web.accounts.models import User
from watchward_web.core.clock import now as present
from watchward_web.core.services import record


def open_account(
    *, username: str, email: str, name: str, password: str, by: str, now: dt.datetime
) -> User:
    """A new person; the password is judged by the site's rules."""
    person = User(username=username, email=email, name=name, joined_at=now)
    validate_password(password, person)
    person.set_password(password)
    with transaction.atomic():
        person.save()
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
        record(by=by, action="account opened", now=now, subject=f"person:{person.pk}")
    return person


def suspend(person_id: int, *, by: str, now: dt.datetime) -> None:
    """Takes effect at the person's next request: the session's user is read anew each time."""
    with transaction.atomic():
        User.objects.filter(pk=person_id).update(is_active=False, left_at=now)
        record(by=by, action="account suspended", now=now, subject=f"person:{person_id}")


def reinstate(person_id: int, *, by: str, now: dt.datetime) -> None:
    """The person may sign in again."""
    with transaction.atomic():
        User.objects.filter(pk=person_id).update(is_active=True, left_at=None)
        record(by=by, action="account reinstated", now=now, subject=f"person:{person_id}")


def listen() -> None:
    """Note sign-ins, sign-outs and failures; a failure says nothing of the name that was tried."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit-in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit-out")
    user_login_failed.connect(_failed, dispatch_uid="audit-failed")


def _signed_in(sender: Any, user: User, request: Any = None, **_more: Any) -> None:
    moment = present()
    if request is not None:
        request.session["signed_in_at"] = moment.timestamp()
        request.session["seen_at"] = moment.timestamp()
    record(by=f"person:{user.pk}", action="signed in", now=moment)


def _signed_out(sender: Any, user: User | None, **_more: Any) -> None:
    if user is not None and user.pk:
        record(by=f"person:{user.pk}", action="signed out", now=present())


def _failed(sender: Any, **_more: Any) -> None:
    record(by="anonymous", action="sign-in failed", now=present())
