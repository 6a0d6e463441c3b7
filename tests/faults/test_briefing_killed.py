"""The worker or PostgreSQL is killed while a meeting's papers are made: all come, each once."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from tests.faults.site import ROOT, Postgres, Site
from watchward.briefing.archive import kept
from watchward.lake.store import open_store

BACK = 30.0
SEED = int(os.environ.get("WATCHWARD_SEED", "20261122"))


class Chair:
    """The test's end of the process that calls meetings."""

    def __init__(self, site: Site) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.chair"],
            cwd=ROOT,
            env=site.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        while "ready" not in (line := self._line()):
            assert line, "the process that calls meetings has died"

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def ask(self, order: str, number: int):
        """None where the database was away."""
        assert self.process.stdin
        self.process.stdin.write(f"{order} {number}\n")
        self.process.stdin.flush()
        return json.loads(self._line())

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def site(tmp_path):
    made = Site(tmp_path, Postgres())
    try:
        made.chair = Chair(made)
        made.start("worker")
        yield made
    finally:
        made.close()
        if hasattr(made, "chair"):
            made.chair.close()


def papers_made(site, number, *, within: float) -> float:
    """Seconds until the papers were there, each recipient's once."""
    began = time.monotonic()
    while time.monotonic() - began < within:
        told = site.chair.ask("state", number)
        if told and told[0]:
            _, recipients, papers, doubled = told
            assert (papers, doubled) == (recipients, 0)
            return time.monotonic() - began
        time.sleep(0.2)
    pytest.fail(f"no papers within {within:.0f} seconds")


@pytest.mark.nightly
def test_papers_are_made_whatever_is_killed(site):
    points = int(os.environ.get("WATCHWARD_BRIEFING_POINTS", "20"))
    chance, took = random.Random(SEED), []
    papers_made(site, site.chair.ask("call", 0), within=300)
    undisturbed = papers_made(site, site.chair.ask("call", 1), within=300)
    for point in range(points):
        victim = ("worker", "postgres")[point % 2]
        number = site.chair.ask("call", 2 + point)
        time.sleep(chance.uniform(0, undisturbed))
        site.kill(victim)
        site.start(victim)
        took.append(papers_made(site, number, within=300))
    told = {
        "points": points,
        "undisturbed": round(undisturbed, 1),
        "median": round(median(took), 1),
        "most": round(max(took), 1),
    }
    print(json.dumps(told))
    if where := os.environ.get("WATCHWARD_FAULTS_REPORT"):
        Path(where).write_text(json.dumps(told))
    idents = [one.id for one in kept(open_store(site.folder / "stores" / "harrowmere"))]
    assert len(idents) == len(set(idents))
    assert "is whole" in site.ask("audit", "verify")
    # Begun again within half a minute of the kill, and then as long as it takes.
    assert max(took) <= BACK + undisturbed
