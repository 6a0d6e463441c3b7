"""Which queue this site has: its database decides."""

from django.db import connection

from watchward_web.core.jobs.queue import Queue

_QUEUES: dict[str, Queue] = {}


def the_queue() -> Queue:
    """For whoever writes jobs down."""
    if connection.vendor not in _QUEUES:
        _QUEUES[connection.vendor] = own_queue()
    return _QUEUES[connection.vendor]


def own_queue() -> Queue:
    """For whoever does jobs: one that claims under a name of its own."""
    if connection.vendor == "postgresql":
        from watchward_web.core.jobs.postgres import PostgresQueue

        return PostgresQueue()
    from watchward_web.core.jobs.sqlite import TableQueue

    return TableQueue()
