"""The link between an account and a subject of the organisation's own sign-in."""

import datetime as dt
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from watchward_web.accounts.models import User
from watchward_web.core.services import record


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
