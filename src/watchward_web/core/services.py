"""Writing to the audit log: a service that changes something calls `record` in its transaction."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from watchward_web.core.anchor import anchor
from watchward_web.core.models import AuditEntry, AuditHead
from watchward_web.core.seal import seal_of

_TURN = Lock()


def record(
    *,
    by: str,
    action: str,
    now: dt.datetime,
    partnership: str = "",
    subject: str = "",
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Add one entry and return its number; rolled back together with what it tells of.

    `by` is "person:ID", "machine:KEY" or "command"; a name would outlive the person's leaving.
    """
    with _in_turn(), transaction.atomic():
        head = _head()
        told: dict[str, Any] = {
            "number": head.number + 1,
            "at": now.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "actor": by,
            "partnership": partnership,
            "action": action,
            "subject": subject[:200],
            "detail": dict(detail or {}),
            "before": head.seal,
        }
        seal = seal_of(told, settings.AUDIT_KEY)
        AuditEntry.objects.create(**told, seal=seal)
        head.number, head.seal = told["number"], seal
        head.save()
        transaction.on_commit(lambda: anchor(settings.DATA, head.number, seal))
    return head.number


@contextmanager
def _in_turn() -> Iterator[None]:
    """SQLite takes one writer, and lets others look again after ever longer naps: up to 100 ms.

    Threads of this process wait for one another here instead. One that writes already has its turn.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _TURN:
        yield


def _head() -> AuditHead:
    """The end of the chain, locked; made where this is the first entry of all."""
    ends = AuditHead.objects.select_for_update()
    try:
        return ends.get(id=1)
    except AuditHead.DoesNotExist:
        AuditHead.objects.get_or_create(id=1)
        return ends.get(id=1)
