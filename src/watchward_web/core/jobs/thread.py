"""On SQLite the server does the jobs itself, in one thread; on PostgreSQL `manage.py worker` does.

A thread of a server that is killed leaves its claim behind; the next server takes it up.
"""

import threading

from django.db import connection

from watchward_web.core.jobs.runner import serve


def begin() -> threading.Thread | None:
    """Called once a server process, after it has forked."""
    if connection.vendor == "postgresql":
        return None
    thread = threading.Thread(
        target=serve, args=(threading.Event(),), name="watchward-jobs", daemon=True
    )
    thread.start()
    return thread
