"""Asking for a job, in the transaction of what asks: rolled back together, committed together."""

from typing import Any

from django.db import transaction

from watchward_web.core.clock import now
from watchward_web.core.jobs.chosen import the_queue
from watchward_web.core.jobs.registry import checked, find
from watchward_web.core.jobs.waking import wake


def enqueue(name: str, /, *, key: str = "", **arguments: Any) -> bool:
    """Write the job down; False where one of the same `key` waits or runs already.

    Where the job belongs to a partnership, name it in an argument `partnership`: its
    administrators are shown what failed.
    """
    told = checked(name, arguments)
    with transaction.atomic():
        put = the_queue().put(name, told, lane=find(name).lane, key=key, now=now())
        transaction.on_commit(wake)
    return put


def pending(key: str) -> bool:
    """Whether a job of this key waits or runs."""
    return the_queue().holds(key)
