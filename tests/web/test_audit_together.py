"""Several processes write to one audit log, one is killed: no gap, no double, nothing torn."""

import os
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT

EACH = 25
WRITE = """
import datetime as dt
from watchward_web.core.services import record
for number in range({count}):
    record(by="command", action="written", now=dt.datetime(2026, 11, 5, tzinfo=dt.UTC))
"""
THREADS = """
import datetime as dt, threading
from django.db import connections, transaction
from watchward_web.core.services import record
def write(within):
    for number in range(10):
        if within:
            with transaction.atomic():
                record(by="command", action="first", now=dt.datetime(2026, 11, 5, tzinfo=dt.UTC))
                record(by="command", action="second", now=dt.datetime(2026, 11, 5, tzinfo=dt.UTC))
        else:
            record(by="command", action="alone", now=dt.datetime(2026, 11, 5, tzinfo=dt.UTC))
    connections.close_all()
every = [threading.Thread(target=write, args=(number % 2,)) for number in range(4)]
[one.start() for one in every]
[one.join() for one in every]
"""


@pytest.fixture
def site(tmp_path):
    """A site of its own with a database in a file."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "watchward_web.project.settings",
        "WATCHWARD_WEB_DATA": str(tmp_path),
    }
    env.pop("DATABASE_URL", None)

    def run(*words, wait=True):
        started = subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return started if not wait else (started.communicate(timeout=120)[0], started.returncode)

    assert run("migrate", "--verbosity", "0") == ("", 0)
    return run


@pytest.mark.slow
def test_two_writers_and_one_that_is_killed(site, tmp_path):
    writers = [site("shell", "-c", WRITE.format(count=EACH), wait=False) for _ in range(2)]
    victim = site("shell", "-c", WRITE.format(count=100_000), wait=False)
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    _until_written(tmp_path / "audit" / "anchor.txt", 2 * EACH + 10)
    victim.kill()
    victim.communicate(timeout=60)
    said, code = site("audit", "verify")
    assert code == 0, said
    assert int(said.split()[-2]) > 2 * EACH


@pytest.mark.slow
def test_threads_of_a_process_take_turns_also_inside_a_transaction(site):
    begun = time.monotonic()
    said, code = site("shell", "-c", THREADS)
    assert code == 0, said
    assert time.monotonic() - begun < 20, "nobody waited for SQLite's own patience to end"
    said, code = site("audit", "verify")
    assert code == 0, said
    assert int(said.split()[-2]) == 2 * 10 + 2 * 20


def _until_written(anchor, lines: int) -> None:
    for _ in range(600):
        if anchor.exists() and anchor.read_text("ascii").count("\n") >= lines:
            return
        time.sleep(0.1)
    pytest.fail("nothing was written for a minute")
