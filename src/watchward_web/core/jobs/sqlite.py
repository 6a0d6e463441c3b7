"""The queue over SQLite: one small table, a claim that only one process can make, a heartbeat."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from watchward_web.core.jobs.living import dead, hold
from watchward_web.core.jobs.queue import STALE, Claimed
from watchward_web.core.models import QueuedJob


class TableQueue:
    """A row is deleted once its job is done, so that what is in the table is what is to do."""

    def __init__(self) -> None:
        self.me = secrets.token_hex(16)
        self.held: int | None = None

    def put(
        self, name: str, arguments: Mapping[str, Any], *, lane: str, key: str, now: dt.datetime
    ) -> bool:
        """SQLite lets one writer in at a time, so looking first is enough."""
        with transaction.atomic():
            if key and self.holds(key):
                return False
            QueuedJob.objects.create(
                name=name, arguments=arguments, lane=lane, key=key, ready_at=now
            )
        return True

    def holds(self, key: str) -> bool:
        """Waiting or running."""
        return bool(QueuedJob.objects.filter(key=key).exists())

    def begin(self) -> None:
        """The kernel tells others when this process is gone."""
        if self.held is None:
            self.held = hold(self.me)

    def lost(self) -> None:
        """A claim that is not beaten for goes stale of itself."""

    def claim(self, now: dt.datetime, *, lane: str) -> Claimed | None:
        """Looks without the writer's lock first, for most looks find nothing."""
        ready = QueuedJob.objects.filter(lane=lane, claimed_by="", ready_at__lte=now).order_by("pk")
        if not ready.exists():
            return None
        with transaction.atomic():
            row = ready.first()
            if row is None:
                return None
            QueuedJob.objects.filter(pk=row.pk, claimed_by="").update(
                claimed_by=self.me, beat_at=now
            )
        return _claimed(row)

    def beat(self, claimed: Claimed, now: dt.datetime) -> None:
        """Only its own."""
        QueuedJob.objects.filter(pk=claimed.id, claimed_by=self.me).update(beat_at=now)

    def abandoned(self, now: dt.datetime) -> list[Claimed]:
        """Claimed by a process that is dead, or not heard of."""
        before = now - dt.timedelta(seconds=STALE)
        gone = Q(beat_at__lt=before) | Q(claimed_by__in=dead())
        rows = QueuedJob.objects.exclude(claimed_by="").filter(gone)
        return [_claimed(row) for row in rows.order_by("pk")]

    def again(self, claimed: Claimed, *, at: dt.datetime) -> None:
        """One attempt more has been used."""
        QueuedJob.objects.filter(pk=claimed.id).update(
            claimed_by="", beat_at=None, ready_at=at, attempts=claimed.attempt
        )

    def drop(self, claimed: Claimed) -> None:
        """Out of the table."""
        QueuedJob.objects.filter(pk=claimed.id).delete()


def _claimed(row: Any) -> Claimed:
    return Claimed(row.pk, row.name, row.arguments, row.key, row.attempts + 1)
