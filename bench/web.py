"""A page of evidence inside the server, anew and from memory, over 44 months of real street files.

"Anew" is the whole request where nothing is remembered: sign-in, query, disclosure audit, picture,
HTML, audit entry. "The gate" is the answer alone. One request at a time; 95th percentiles.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.chain import _chain
from bench.child import SHARED, python

ANEW, AGAIN = 20, 300
WHO, PAGE = "head", "trends"
PEER = """
import duckdb, json, time
files = {files!r}
query = "select period, count(*) from read_parquet(?, hive_partitioning = true) group by all"
took = []
for _ in range({times}):
    begun = time.perf_counter()
    duckdb.connect().execute(query, [files]).fetchall()
    took.append(time.perf_counter() - begun)
print(json.dumps(sorted(took)[int(len(took) * 0.95) - 1]))
"""


def rows() -> list[dict[str, Any]]:
    """The page anew, the gate alone, the page from memory."""
    files = sorted((SHARED / "data" / "police_merseyside").glob("*.csv.gz"))
    if not files:
        return []
    with tempfile.TemporaryDirectory(prefix="watchward-bench-") as scratch:
        at = Path(scratch)
        held = sum(r["rows"] for r in json.loads(_chain(files, at)["receive"].out))
        stored = [str(path) for path in (at / "store" / "tables").rglob("*.parquet")]
        peer = float(python(PEER.format(files=stored, times=ANEW), home=at).out)
        spent = python(f"from bench.web import measure; measure({scratch!r})", home=at)
    found = json.loads(spent.out.splitlines()[-1])
    return [_row(what, held, found[what], peer=peer, rss=spent.rss_mb) for what in GOALS]


GOALS = {
    "page of evidence anew, p95": 0.030,
    "the gate alone, p95": 0.030,
    "page of evidence from memory, p95": 0.008,
}


def _row(what: str, n: int, told: dict[str, float], *, peer: float, rss: float) -> dict[str, Any]:
    goal = GOALS[what]
    return {
        "work": what,
        "n": n,
        "ours_s": told["p95"],
        "peer": "DuckDB over the same Parquet: records by month; no rules, audit, picture or page",
        "peer_s": peer,
        "ratio": peer / told["p95"],
        "goal": f"at most {goal * 1000:.0f} ms",
        "met": told["p95"] <= goal,
        "why": f"median {told['median'] * 1000:.1f} ms",
        "rss_mb": rss,
    }


def measure(scratch: str) -> None:
    """In a process of its own: the site over the store, asked as a signed-in person asks it."""
    at = Path(scratch)
    os.environ |= {
        "WATCHWARD_WEB_DATA": str(at / "web"),
        "DJANGO_SETTINGS_MODULE": "watchward_web.project.settings",
    }
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    client, gate = _site(at)
    from watchward_web.evidence.remembered import forget_everything

    def anew() -> None:
        forget_everything()
        page()

    def page() -> None:
        answer = client.get(f"/p/harrowmere/evidence/questions/{PAGE}/", HTTP_HOST="localhost")
        if answer.status_code != 200:
            raise SystemExit(f"the page answered {answer.status_code}")

    page()
    told = {
        "page of evidence anew, p95": _timed(anew, ANEW),
        "the gate alone, p95": _timed(gate, ANEW),
    }
    page()
    told["page of evidence from memory, p95"] = _timed(page, AGAIN)
    print(json.dumps(told))


def _site(at: Path) -> tuple[Any, Callable[[], None]]:
    from django.core.management import call_command
    from django.test import Client

    from watchward.contract.about import Options
    from watchward.disclosure.flow import ask
    from watchward_web.accounts.models import User
    from watchward_web.core.clock import now
    from watchward_web.core.store import library_settings, open_partnership
    from watchward_web.nonprod.services import load_people

    call_command("migrate", verbosity=0)
    load_people(store=str(at / "store"), other_store=str(at / "none"), now=now())
    client = Client()
    client.force_login(User.objects.get(username=WHO))
    store, settings = open_partnership(str(at / "store")), library_settings("bench")

    def gate() -> None:
        ask(PAGE, store=store, options=Options(), audience="partner", settings=settings, now=now())

    return client, gate


def _timed(work: Callable[[], None], times: int) -> dict[str, float]:
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    took.sort()
    return {"median": took[len(took) // 2], "p95": took[int(len(took) * 0.95) - 1]}


if __name__ == "__main__":
    print(json.dumps(rows(), indent=1))
