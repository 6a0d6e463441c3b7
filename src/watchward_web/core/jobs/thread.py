"""On SQLite the server does jobs itself, a thread a lane; on PostgreSQL `manage.py worker` does.

A thread of a server that is killed leaves its claim behind; the next server takes it up.
"""

import threading

from django.db import connection

from watchward_web.core.jobs.registry import LANES
from watchward_web.core.jobs.runner import serve


def begin() -> None:
    """Called once a server process, after it has forked."""
    if connection.vendor != "postgresql":
        start(threading.Event())


def start(stop: threading.Event) -> tuple[threading.Thread, ...]:
    """A thread a lane, so that what takes minutes stands before nobody."""
    threads = tuple(
        threading.Thread(target=serve, args=(stop, lane), name=f"watchward-{lane}", daemon=True)
        for lane in LANES
    )
    for thread in threads:
        thread.start()
    return threads
