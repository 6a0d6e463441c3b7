"""Registers through the hub, which hashes and dates; the audit entry holds name and hash."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from watchward.contract.intervention import Registered
from watchward.hub.interventions import hand_in_written, register_written
from watchward_web.core.store import Store, open_partnership
from watchward_web.partners.seat import Seat
from watchward_web.partners.services.noting import note


def register(seat: Seat, name: str, written: bytes, *, reason: str, now: dt.datetime) -> Registered:
    """As the file says, from now on."""
    with _noted(seat, "intervention registered", name, now=now) as store:
        return register_written(store, name, written, by=seat.by, now=now, reason=reason)


def hand_in(seat: Seat, name: str, written: bytes, *, reason: str, now: dt.datetime) -> Registered:
    """What was counted of its people, once its months are over."""
    with _noted(seat, "outcome handed in", name, now=now) as store:
        return hand_in_written(store, name, written, by=seat.by, now=now, reason=reason)


@contextmanager
def _noted(seat: Seat, action: str, name: str, *, now: dt.datetime) -> Iterator[Store]:
    """The store, with an audit entry that is kept only if the block ends well."""
    with transaction.atomic():
        note(seat, action, subject=name, now=now, detail={})
        yield open_partnership(seat.partnership.store)


def note_read(seat: Seat, name: str, release: str, *, now: dt.datetime) -> None:
    """Reading what was found is reading exact evidence."""
    detail = {"audience": "analyst", "answers": release}
    note(seat, "evidence read", f"evaluation {name}", now=now, detail=detail)
