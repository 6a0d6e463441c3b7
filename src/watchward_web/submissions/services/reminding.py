"""Reminders by e-mail: a link and nothing else, to the data officers of the agency concerned.

What has been sent is written in the store's ledger, so that a job that runs twice reminds once. It
is written after the sending: a process that dies between the two reminds once more, which is better
than never.
"""

from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from watchward.errors import StoreRefusal
from watchward.hub.reminders import Reminder, note_sent, reminders, unsent
from watchward_web.core.services import record
from watchward_web.core.store import Store, open_partnership
from watchward_web.partners.seat import PartnershipSeen
from watchward_web.partners.selectors import all_partnerships
from watchward_web.partners.services.owing import data_officers

BY = "job"


def remind(*, now: datetime) -> int:
    """Every partnership; returns how many messages went."""
    return sum(_remind(partnership, now=now) for partnership in all_partnerships())


def _remind(partnership: PartnershipSeen, *, now: datetime) -> int:
    try:
        store = open_partnership(partnership.store)
    except StoreRefusal:
        return 0  # founded, and nothing received yet
    sent = 0
    for provider, own in groupby(unsent(store, reminders(store, now=now)), _whose):
        sent += _send(partnership, provider, tuple(own), store=store, now=now)
    return sent


def _whose(one: Reminder) -> str:
    return one.provider


def _send(
    partnership: PartnershipSeen,
    provider: str,
    own: tuple[Reminder, ...],
    *,
    store: Store,
    now: datetime,
) -> int:
    """One message a person, however much is due."""
    officers = data_officers(partnership, provider)
    path = reverse("submissions:home", kwargs={"partnership": partnership.slug})
    body = render_to_string(
        "submissions/reminder.txt", {"link": f"{settings.SITE}{path}", "name": partnership.name}
    )
    for address in officers:
        send_mail(_("Watchward: something is due"), body, settings.DEFAULT_FROM_EMAIL, [address])
    if not officers:
        return 0
    record(
        by=BY,
        action="reminded",
        now=now,
        partnership=partnership.slug,
        subject=provider,
        detail={"people": len(officers), "reminders": len(own)},
    )
    note_sent(store, own, by=BY, now=now)
    return len(officers)
