"""The queue over PostgreSQL: procrastinate's tables and statements, through Django's connection.

Its own worker is not used (docs/adr/0015): both databases have one runner, with one behaviour.
"""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.sql import queries

from watchward_web.core.jobs.queue import STALE, Claimed

NAME = "watchward"


class PostgresQueue:
    """`procrastinate_workers` has one row a process; a claim points at it."""

    def __init__(self) -> None:
        self.worker = 0

    def put(
        self, name: str, arguments: Mapping[str, Any], *, lane: str, key: str, now: dt.datetime
    ) -> bool:
        """The lock on the key lasts as long as the caller's transaction: nobody slips between."""
        kept = {"queueing_lock": key, "lock": key} if key else {}
        with transaction.atomic():
            if key:
                _run("select pg_advisory_xact_lock(hashtextextended(%(key)s, 0))", key=key)
                if self.holds(key):
                    return False
            deferrer = app.configure_task(name, allow_unknown=True, queue=_queue(lane), **kept)
            deferrer.defer(**arguments)
        return True

    def holds(self, key: str) -> bool:
        """Waiting or running."""
        rows = ProcrastinateJob.objects.filter(queueing_lock=key, status__in=("todo", "doing"))
        return bool(rows.exists())

    def begin(self) -> None:
        """One row for this process; another may have pruned it while the machine slept."""
        with transaction.atomic():
            _run(
                "delete from procrastinate_workers where last_heartbeat < now() - interval '1 hour'"
            )
            if not ProcrastinateWorker.objects.filter(pk=self.worker).exists():
                self.worker = _run(queries["register_worker"])[0]["worker_id"]
            _run(queries["update_heartbeat"], worker_id=self.worker)

    def lost(self) -> None:
        """Begins again as another process, so that the old one's heartbeat stops."""
        self.worker = 0

    def claim(self, now: dt.datetime, *, lane: str) -> Claimed | None:
        """procrastinate's own way: `for update skip locked`."""
        found = _run(queries["fetch_job"], queues=[_queue(lane)], worker_id=self.worker)
        return _claimed(found[0]) if found and found[0]["id"] is not None else None

    def beat(self, claimed: Claimed, now: dt.datetime) -> None:
        """Of the process, so of all that it has claimed."""
        _run(queries["update_heartbeat"], worker_id=self.worker)

    def abandoned(self, now: dt.datetime) -> list[Claimed]:
        """Told by the database's clock, which all processes share; one process looks at a time."""
        _run("select pg_advisory_xact_lock(hashtextextended('watchward abandoned', 0))")
        found = _run(
            queries["select_stalled_jobs_by_heartbeat"],
            queue=None,
            task_name=None,
            seconds_since_heartbeat=STALE,
        )
        return [_claimed(row) for row in found]

    def again(self, claimed: Claimed, *, at: dt.datetime) -> None:
        """Counts one attempt more."""
        _run(
            queries["retry_job"],
            job_id=claimed.id,
            retry_at=at,
            new_priority=None,
            new_queue_name=None,
            new_lock=None,
        )

    def drop(self, claimed: Claimed) -> None:
        """Out of the table; what was given up is kept among the faults."""
        rows = ProcrastinateJob.objects.filter(pk=claimed.id, status__in=("todo", "doing"))
        if rows.exists():
            _run(queries["finish_job"], job_id=claimed.id, status="succeeded", delete_job=True)


def _queue(lane: str) -> str:
    return f"{NAME}-{lane}"


def _claimed(row: Mapping[str, Any]) -> Claimed:
    key = row["queueing_lock"] or ""
    return Claimed(row["id"], row["task_name"], _plain(row["args"]), key, row["attempts"] + 1)


def _plain(arguments: Any) -> Mapping[str, Any]:
    """Django leaves JSON of a statement of one's own as text."""
    return json.loads(arguments) if isinstance(arguments, str) else arguments


def _run(statement: str, **values: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        if not cursor.description:
            return []
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
