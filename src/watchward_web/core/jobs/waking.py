"""Tells the thread that does jobs in this very process that there is one; others look for it."""

from threading import Event

POLL = 0.5
_WOKEN = Event()


def wake() -> None:
    """Called when a job has been committed."""
    _WOKEN.set()


def doze() -> None:
    """Until woken, or for half a second: a job may come from another process."""
    _WOKEN.wait(POLL)
    _WOKEN.clear()
