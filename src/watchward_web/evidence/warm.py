"""Asks what the first readers will ask, before they do: a first page then takes no seconds."""

from datetime import datetime
from threading import Thread

from django.db import connection

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.core.roles import ROLES, Role
from watchward_web.evidence.answers import Asking, answers
from watchward_web.evidence.jobs import gate_of, look
from watchward_web.evidence.panels import QUESTIONS, panels
from watchward_web.evidence.questions import beyond, pages
from watchward_web.partners.seat import PartnershipSeen
from watchward_web.partners.selectors import all_partnerships


def warm(partnerships: list[PartnershipSeen], *, moment: datetime) -> int:
    """Every answer and first-page picture of every audience; gives how many answers there are."""
    found = 0
    for home in partnerships:
        for role in QUESTIONS:
            try:
                found += _role(gate_of(home, ROLES[role].audience, moment=moment), role)
            except Refusal:
                break  # no store yet
    return found


def _role(gate: Asking, role: Role) -> int:
    if not gate.standing.store_version:
        return 0
    shown, _ = answers(gate, tuple(pages().values()))
    panels(gate, role)
    if role is Role.ANALYST:  # some of theirs take seconds
        answers(gate, tuple(beyond(ROLES[role].audience).values()))
    return len(shown)


def begin() -> Thread:
    """In the background, so that the site answers meanwhile; a server calls it when it starts."""
    thread = Thread(target=_all, name="warm", daemon=True)
    thread.start()
    return thread


def _all() -> None:
    try:
        warm(all_partnerships(), moment=now())
        look()
    finally:
        connection.close()
