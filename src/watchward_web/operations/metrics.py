"""Numbers for Prometheus, without a person, partnership or address: labels are names of pages.

Several processes of one server add up through files in a folder that gunicorn.py names.
"""

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from prometheus_client import REGISTRY as ONE_PROCESS
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from watchward_web.core.logs import VERBS

MANY = "PROMETHEUS_MULTIPROC_DIR"
BACKED_UP = "last-backup"
# Seconds: the goals are 0.03 for an answer and 1 for a page.
EDGES = (0.005, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)

REQUESTS = Counter("watchward_requests", "Requests answered", ("page", "verb", "status"))
SECONDS = Histogram("watchward_request_seconds", "Time to answer", ("page",), buckets=EDGES)


class MetricsMiddleware:
    """Counts each request by the name of its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Time it; an address that is no page's counts as one without a name."""
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        page = match.view_name if match else ""
        verb = request.method if request.method in VERBS else "other"
        REQUESTS.labels(page, verb, str(response.status_code)).inc()
        SECONDS.labels(page).observe(time.perf_counter() - started)
        return response


def written(*, data: Path, audit_entries: int, database: bool) -> bytes:
    """Everything as Prometheus reads it."""
    now = CollectorRegistry()
    Gauge("watchward_database_up", "1 where the database answers", registry=now).set(database)
    entries = Gauge("watchward_audit_entries", "Entries of the audit log", registry=now)
    entries.set(audit_entries)
    backup = Gauge("watchward_last_backup_seconds", "Unix time; 0: none yet", registry=now)
    backup.set(last_backup(data))
    return generate_latest(_requests()) + generate_latest(now)


def _requests() -> CollectorRegistry:
    if MANY not in os.environ:
        return ONE_PROCESS
    together = CollectorRegistry()
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


def note_backup(data: Path, *, at: datetime) -> None:
    """When the last backup was finished."""
    (data / BACKED_UP).write_text(at.isoformat(timespec="seconds"), "ascii")


def last_backup(data: Path) -> float:
    """Unix time of it; 0 where there is none."""
    path = data / BACKED_UP
    return datetime.fromisoformat(path.read_text("ascii")).timestamp() if path.exists() else 0.0
