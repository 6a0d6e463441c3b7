"""Tells the thread that does jobs in this very process that there is one; others look for it."""

from threading import Condition

POLL = 0.5
_WOKEN = Condition()


def wake() -> None:
    """Called when a job has been committed."""
    with _WOKEN:
        _WOKEN.notify_all()


def doze() -> None:
    """Until woken, or for half a second: a job may come from another process."""
    with _WOKEN:
        _WOKEN.wait(POLL)
