"""Which queue this site has: its database decides."""

from django.db import connection

from watchward_web.core.jobs.queue import Queue

_QUEUES: dict[str, Queue] = {}


def the_queue() -> Queue:
    """This process's queue over the site's database."""
    if connection.vendor not in _QUEUES:
        _QUEUES[connection.vendor] = _made(connection.vendor)
    return _QUEUES[connection.vendor]


def _made(vendor: str) -> Queue:
    if vendor == "postgresql":
        from watchward_web.core.jobs.postgres import PostgresQueue

        return PostgresQueue()
    from watchward_web.core.jobs.sqlite import TableQueue

    return TableQueue()
