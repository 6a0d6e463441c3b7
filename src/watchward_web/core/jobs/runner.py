"""Takes one job after another and does them: the same on both databases."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from time import monotonic

from django.db import (
    DatabaseError,
    InterfaceError,
    close_old_connections,
    connection,
    connections,
    transaction,
)

from watchward_web.core.clock import now
from watchward_web.core.jobs.chosen import own_queue, the_queue
from watchward_web.core.jobs.faults import INTERRUPTED, place_of, write_down
from watchward_web.core.jobs.periodic import enqueue_due
from watchward_web.core.jobs.queue import BEAT, MOST_ATTEMPTS, WAITS, Claimed, Queue
from watchward_web.core.jobs.registry import LANES, QUICK, Work, find
from watchward_web.core.jobs.waking import doze

logger = logging.getLogger("watchward.jobs")
LOOK_ROUND = 3.0  # seconds between looks for abandoned and for periodic jobs
DATABASE_AWAY = (DatabaseError, InterfaceError)


def run_one(queue: Queue, *, lane: str, beating: bool = True) -> bool:
    """Claim a job of the lane and do it; False where none is ready."""
    claimed = queue.claim(now(), lane=lane)
    if claimed is None:
        return False
    try:
        with _alive(queue, claimed) if beating else nullcontext():
            find(claimed.name).work(**claimed.arguments)
    except Exception as fault:
        # Whatever it is, it is the job's: the runner goes on with the next one.
        logging.getLogger(f"watchward.jobs.{claimed.name}").exception("job failed")
        freshen()
        _settle(queue, claimed, what=place_of(fault))
    else:
        freshen()
        queue.drop(claimed)
        logging.getLogger(f"watchward.jobs.{claimed.name}").info("job done")
    return True


def run_waiting(most: int = 100, *, lanes: Sequence[str] = LANES) -> int:
    """Do what is ready, here and now, and say how many there were: for tests and commands."""
    queue = the_queue()
    queue.begin()
    done = 0
    while done < most and any(run_one(queue, lane=lane, beating=False) for lane in lanes):
        done += 1
    return done


def rescue(queue: Queue) -> None:
    """What a killed process had claimed is given back, or given up after its last attempt."""
    with transaction.atomic():
        for claimed in queue.abandoned(now()):
            logging.getLogger(f"watchward.jobs.{claimed.name}").warning("job was interrupted")
            _settle(queue, claimed, what=INTERRUPTED)


def serve(stop: threading.Event, lane: str = QUICK) -> None:
    """One lane, until told to stop; a database that goes away is waited for."""
    queue, looked = own_queue(), 0.0
    while not stop.is_set():
        try:
            freshen()
            if monotonic() - looked >= LOOK_ROUND:
                queue.begin()
                rescue(queue)
                enqueue_due(now())
                looked = monotonic()
            busy = run_one(queue, lane=lane)
        except DATABASE_AWAY:
            logger.warning("the database does not answer")
            connections.close_all()
            queue.lost()
            looked = 0.0
            stop.wait(1)
            continue
        if not busy:
            doze()
    connections.close_all()


def freshen() -> None:
    """Drop a connection that broke or grew old; inside a transaction it is somebody else's."""
    if not connection.in_atomic_block:
        close_old_connections()


def _settle(queue: Queue, claimed: Claimed, *, what: str) -> None:
    with transaction.atomic():
        if claimed.attempt < MOST_ATTEMPTS:
            wait = 0 if what == INTERRUPTED else WAITS[claimed.attempt - 1]
            queue.again(claimed, at=now() + timedelta(seconds=wait))
            return
        queue.drop(claimed)
        write_down(claimed, what=what, now=now())
        told = _given_up(claimed.name)
        if told:
            told(**claimed.arguments)


def _given_up(name: str) -> Work | None:
    """What is to be told; nothing for a job that a later version dropped."""
    try:
        return find(name).given_up
    except LookupError:
        return None


@contextmanager
def _alive(queue: Queue, claimed: Claimed) -> Iterator[None]:
    """Says from a thread of its own that this process lives, as long as the job runs."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(BEAT):
            try:
                queue.beat(claimed, now())
            except DATABASE_AWAY:
                connections.close_all()
        connections.close_all()

    thread = threading.Thread(target=beat, name="watchward-jobs-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
