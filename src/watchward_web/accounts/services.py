"""Opening, suspending and reinstating accounts, and noting each sign-in; all of it is audited."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import user_logged_in as arrived
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from watchward_web.accounts.models import User
from watchward_web.core.clock import now as present
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
    """Takes effect at the person's next request: the session's user is read anew each time."""
    with transaction.atomic():
        User.objects.filter(pk=person_id).update(is_active=False, left_at=now)
        record(by=by, action="account suspended", now=now, subject=f"person:{person_id}")


def reinstate(person_id: int, *, by: str, now: dt.datetime) -> None:
    """The person may sign in again."""
    with transaction.atomic():
        User.objects.filter(pk=person_id).update(is_active=True, left_at=None)
        record(by=by, action="account reinstated", now=now, subject=f"person:{person_id}")


def link_issuer(login: Any, person: User, *, by: str, now: dt.datetime) -> None:
    """From now on this subject of the issuer's is this person here."""
    with transaction.atomic():
        login.connect(None, person)
        record(by=by, action="sign-in linked", now=now, subject=f"person:{person.pk}")


def unlink_issuer(person_id: int, *, now: dt.datetime) -> bool:
    """False, and nothing done, for somebody who would be left without a way in."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person_id)
        if not person.has_usable_password():
            return False
        SocialAccount.objects.filter(user=person).delete()
        record(by=f"person:{person_id}", action="sign-in unlinked", now=now)
    return True


def listen() -> None:
    """Note sign-ins, sign-outs and failures; a failure says nothing of the name that was tried."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit-in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit-out")
    user_login_failed.connect(_failed, dispatch_uid="audit-failed")
    arrived.connect(_arrived, dispatch_uid="issuer-factor")


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


def _arrived(sender: Any, request: Any, sociallogin: Any = None, **_more: Any) -> None:
    """A second factor that the issuer asked for holds for this session, and for no other."""
    told = sociallogin.account.extra_data if sociallogin else {}
    request.session["issuer_factor"] = bool(told.get("second_factor"))
