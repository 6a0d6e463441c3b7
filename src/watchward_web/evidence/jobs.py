"""Asks ahead: when a store, its rules or its agreements change, the declared views are made anew.

Until they are, the plain view of each question is asked for when somebody opens it.
"""

import datetime as dt

from django.conf import settings
from django.utils.translation import override

from watchward.disclosure.cube import build
from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.core.jobs import enqueue, job
from watchward_web.core.roles import ROLES
from watchward_web.core.store import library_settings, open_partnership
from watchward_web.evidence.answers import Asking, made_views
from watchward_web.evidence.bodies import body, settled, sweep
from watchward_web.evidence.choices import CHOOSES, Choice, Read
from watchward_web.evidence.questions import page_of
from watchward_web.partners.seat import PartnershipSeen
from watchward_web.partners.selectors import all_partnerships

AUDIENCES = tuple(
    dict.fromkeys(role.audience for role in ROLES.values() if role.audience not in ("", CHOOSES))
)
BY = "command"


def gate_of(home: PartnershipSeen, audience: str, *, moment: dt.datetime) -> Asking:
    """The gate, asked by the site itself for one audience."""
    return Asking(
        store=open_partnership(home.store),
        settings=library_settings(home.name),
        audience=audience,
        by=BY,
        now=moment,
    )


@job("evidence.look", every=1)
def look() -> None:
    """Ask for the views of every partnership whose records have changed."""
    for home in all_partnerships():
        try:
            lacking = [name for name in AUDIENCES if _lacks(gate_of(home, name, moment=now()))]
        except Refusal:
            continue  # no store yet
        if lacking:
            enqueue("evidence.cube", partnership=home.slug, key=f"evidence.cube {home.slug}")


def _lacks(gate: Asking) -> bool:
    return bool(gate.standing.store_version) and not made_views(gate)


@job("evidence.cube", lane="slow")
def cube(*, partnership: str) -> None:
    """Every declared view of every audience, and the pages that show them; twice is once."""
    for home in all_partnerships():
        if home.slug == partnership:
            for audience in AUDIENCES:
                _make(home, gate_of(home, audience, moment=now()))


def _make(home: PartnershipSeen, gate: Asking) -> None:
    if not gate.standing.store_version:
        return
    build(gate.store, audience=gate.audience, settings=gate.settings, now=gate.now, by=BY)
    sweep(gate, partnership=home.slug)
    every = made_views(gate)
    last = max((one.month or 0 for views in every.values() for one in views), default=0)
    for name, views in every.items():
        page = page_of(name, gate.audience)
        if page is None:
            continue
        for one in views:
            month = one.month if one.month != last else None
            read = settled(gate, page, Read(Choice(month=month, dataset=one.dataset)))
            for language, _ in settings.LANGUAGES:
                with override(language):
                    body(gate, page, read, partnership=home.slug)
