"""Jobs: written with what asks for them, done once each, tried three times, shown when given up."""

import datetime as dt
import os
import threading
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from watchward_web.core.jobs import enqueue, job, pending
from watchward_web.core.jobs.chosen import the_queue
from watchward_web.core.jobs.periodic import enqueue_due, last_due
from watchward_web.core.jobs.queue import STALE
from watchward_web.core.jobs.registry import forget
from watchward_web.core.jobs.runner import rescue, run_one, run_waiting, serve
from watchward_web.core.jobs.sqlite import TableQueue
from watchward_web.core.models import JobFault, JobSchedule

START = dt.datetime(2026, 11, 5, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves; it begins a fortnight before today's, for the database's."""
    held = SimpleNamespace(at=START)
    monkeypatch.setattr("watchward_web.core.clock.timezone", SimpleNamespace(now=lambda: held.at))
    return held


@pytest.fixture
def done(db):
    """What the tests' own jobs did, in order."""
    told = []

    @job("tests.note")
    def note(*, word: str) -> None:
        told.append(word)

    @job("tests.break", given_up=lambda *, word: told.append(f"given up {word}"))
    def broken(*, word: str) -> None:
        told.append(f"tried {word}")
        raise ValueError("a secret value")

    yield told
    forget("tests.note")
    forget("tests.break")


def test_jobs_are_done_in_turn_and_leave_nothing(done):
    for word in ("one", "two"):
        assert enqueue("tests.note", word=word)
    assert run_waiting() == 2
    assert done == ["one", "two"]
    assert run_waiting() == 0


def test_a_job_of_one_key_is_there_once_until_it_is_done(done):
    assert enqueue("tests.note", word="one", key="k")
    assert not enqueue("tests.note", word="two", key="k")
    assert pending("k")
    assert run_waiting() == 1
    assert not pending("k")
    assert enqueue("tests.note", word="three", key="k")
    assert run_waiting() == 1
    assert done == ["one", "three"]


def test_while_it_runs_its_key_is_taken(done):
    said = []

    @job("tests.itself")
    def itself() -> None:
        said.append(enqueue("tests.itself", key="itself"))

    enqueue("tests.itself", key="itself")
    run_waiting()
    forget("tests.itself")
    assert said == [False]


def test_what_is_rolled_back_asks_for_nothing(done):
    def ask_and_fail():
        with transaction.atomic():
            enqueue("tests.note", word="never")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_and_fail()
    assert run_waiting() == 0


@pytest.mark.parametrize("wrong", [{}, {"word": "a", "more": 1}, {"word": {1: 2}}])
def test_wrong_arguments_are_told_at_once(done, wrong):
    with pytest.raises(TypeError):
        enqueue("tests.note", **wrong)
    with pytest.raises(LookupError):
        enqueue("tests.unknown")


def test_three_attempts_with_waits_then_it_is_given_up_and_kept(done, clock):
    enqueue("tests.break", word="a", key="b")
    ran = []
    for wait in (0, 4, 1, 59, 1):
        clock.at += dt.timedelta(seconds=wait)
        ran.append(run_waiting())
    # PostgreSQL's queue goes by the database's clock, to which all of this is long past.
    assert ran == ([3, 0, 0, 0, 0] if connection.vendor == "postgresql" else [1, 0, 1, 0, 1])
    assert run_waiting() == 0
    assert done == ["tried a"] * 3 + ["given up a"]
    fault = JobFault.objects.get()
    assert (fault.name, fault.attempts, fault.key) == ("tests.break", 3, "b")
    assert fault.what.startswith("ValueError tests.web.test_jobs:")
    assert "secret" not in fault.what
    assert not pending("b")


def test_a_job_of_a_later_version_fails_and_does_not_stop_the_others(done):
    @job("tests.dropped")
    def dropped() -> None:
        """Known when it was asked for, not when it is done."""

    enqueue("tests.dropped")
    forget("tests.dropped")
    enqueue("tests.note", word="next")
    assert run_waiting(2) == 2
    assert done == ["next"]


def _go_silent(seconds: float) -> None:
    """As if the process that has claimed had died so long ago."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "update procrastinate_workers"
                " set last_heartbeat = now() - make_interval(secs => %s)",
                [seconds],
            )
        else:
            then = START - dt.timedelta(seconds=seconds)
            cursor.execute("update core_queuedjob set beat_at = %s", [then])


def test_what_a_killed_process_had_claimed_is_taken_up_again(done, clock):
    enqueue("tests.note", word="one", key="k")
    queue = the_queue()
    queue.begin()
    claimed = queue.claim(clock.at, lane="quick")
    assert claimed
    rescue(queue)
    assert run_waiting() == 0, "its process is alive"
    _go_silent(STALE + 1)
    rescue(queue)
    assert run_waiting() == 1
    assert done == ["one"]


def test_on_one_machine_a_dead_process_is_known_at_once(done, clock, settings, tmp_path):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL's workers may be on other machines: only their heartbeat tells")
    settings.DATA = tmp_path
    enqueue("tests.note", word="one")
    victim, other = TableQueue(), TableQueue()
    victim.begin()
    other.begin()
    assert victim.claim(clock.at, lane="quick")
    assert other.abandoned(clock.at) == []
    os.close(victim.held)
    rescue(other)
    assert other.claim(clock.at, lane="quick")
    assert [file.name for file in (tmp_path / "jobs").iterdir()] == [other.me]
    os.close(other.held)


def test_a_job_that_kills_its_process_each_time_is_given_up(done, clock):
    enqueue("tests.note", word="deadly")
    for _ in range(3):
        the_queue().begin()
        assert the_queue().claim(clock.at, lane="quick")
        _go_silent(STALE + 1)
        rescue(the_queue())
    assert the_queue().claim(clock.at, lane="quick") is None
    assert JobFault.objects.get().what == "interrupted"


@pytest.mark.parametrize(
    "every, now, due",
    [
        (15, "2026-11-05T09:14:59+00:00", "2026-11-05T09:00:00+00:00"),
        (15, "2026-11-05T09:15:00+00:00", "2026-11-05T09:15:00+00:00"),
        ("05:30", "2026-11-05T05:29:00+00:00", "2026-11-04T05:30:00+00:00"),
        ("05:30", "2026-11-05T05:30:00+00:00", "2026-11-05T05:30:00+00:00"),
        ("05:30", "2026-07-05T04:30:00+00:00", "2026-07-05T04:30:00+00:00"),
    ],
)
def test_when_a_periodic_job_was_last_due(every, now, due):
    assert last_due(every, dt.datetime.fromisoformat(now)) == dt.datetime.fromisoformat(due)


def test_each_moment_once_and_a_missed_one_made_up_for_once(done, db):
    @job("tests.often", every=15)
    def often() -> None:
        done.append("often")

    try:
        for minute in (1, 2, 16, 17, 70):
            enqueue_due(START + dt.timedelta(minutes=minute))
            run_waiting()
    finally:
        forget("tests.often")
    assert done == ["often", "often"]
    assert JobSchedule.objects.get(name="tests.often").due_at == START + dt.timedelta(minutes=60)


def test_what_takes_minutes_stands_before_nobody(done):
    @job("tests.slow", lane="slow")
    def slow() -> None:
        done.append("slow")

    enqueue("tests.slow")
    enqueue("tests.note", word="quick")
    queue = the_queue()
    queue.begin()
    assert run_one(queue, lane="quick", beating=False)
    assert done == ["quick"]
    assert run_waiting() == 1
    forget("tests.slow")
    assert done == ["quick", "slow"]
    with pytest.raises(ValueError, match="lane"):
        job("tests.slow", lane="other")


@pytest.mark.parametrize("every", ["5:30", "25:00", "daily", 0])
def test_a_rhythm_that_means_nothing_is_refused(every):
    with pytest.raises(ValueError, match=r"tests\.never"):
        job("tests.never", every=every)


def test_a_name_stands_for_one_job(done):
    with pytest.raises(ValueError, match="twice"):
        job("tests.note")(test_a_name_stands_for_one_job)


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_a_server_does_them_and_stops(transactional_db, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory is one connection's: tests/faults has it with real processes")
    seen, stop = threading.Event(), threading.Event()

    @job("tests.seen")
    def seen_it() -> None:
        seen.set()

    thread = threading.Thread(target=serve, args=(stop,))
    thread.start()
    try:
        enqueue("tests.seen")
        assert seen.wait(10)
    finally:
        stop.set()
        thread.join(20)
        forget("tests.seen")
    assert not thread.is_alive()
    assert not run_one(the_queue(), lane="quick")
