"""Evidence over a million made-up records: asked anew, from declared views, by eight at once.

"Asked anew" is an analyst's question that nobody has asked: query, gate, ledger of releases; each
chooses another month or length. An analyst's answer hides nothing, so it is the honest uncached
figure; what partners see was protected before. Pages are the whole request: sign-in, page, audit.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from bench.child import python
from bench.incidents import generator, incidents
from bench.ingest import product

ROWS, ASKED, PAGES, CLIENTS, EACH = 10**6, 120, 400, 8, 60
ASKS, SEES = "analyst", "head"
HOME = "/p/harrowmere/evidence/questions"
AGGREGATES = ("weapons", "victims", "time_profile", "trends")
GOALS = {
    "analyst's aggregate asked anew, p95": 0.030,
    "analyst's page of it anew, p95": None,
    "declared page inside the server, p95": 0.008,
    "declared pages, 8 clients, p95": 0.100,
}
MEMORY = 400  # MB, the server's own, after all of this
PEER = """
import duckdb, json, time
query = "select weapon, count(*) from read_parquet(?) group by all"
took = []
for _ in range({times}):
    begun = time.perf_counter()
    duckdb.connect().execute(query, [{files!r}]).fetchall()
    took.append(time.perf_counter() - begun)
print(json.dumps(sorted(took)[int(len(took) * 0.95) - 1]))
"""


def rows() -> list[dict[str, Any]]:
    """Four times and the memory; nothing where the shared generator is absent."""
    if generator() is None:
        return []
    with tempfile.TemporaryDirectory(prefix="watchward-bench-") as scratch:
        at = Path(scratch)
        held = product(incidents(ROWS), at)
        stored = [str(path) for path in (at / "store" / "tables").rglob("*.parquet")]
        peer = float(python(PEER.format(files=stored, times=40), home=at).out)
        asked = _told(python(f"from bench.web import asked; asked({scratch!r})", home=at).out)
        found = asked | _served(at)
    return [_row(what, held, found[what], peer=peer, rss=found["rss"]) for what in GOALS]


def _row(what: str, n: int, took: Sequence[float], *, peer: float, rss: float) -> dict[str, Any]:
    goal, p95 = GOALS[what], _p95(took)
    served = "clients" in what
    within = f" and {MEMORY} MB" if served else ""
    return {
        "work": what,
        "n": n,
        "ours_s": p95,
        "peer": "DuckDB over the same Parquet: records by weapon; no rules, audit or page",
        "peer_s": peer,
        "ratio": peer / p95,
        "goal": f"at most {goal * 1000:.0f} ms{within}" if goal else "none set",
        "met": not goal or (p95 <= goal and (not served or rss <= MEMORY)),
        "why": f"median {sorted(took)[len(took) // 2] * 1000:.1f} ms",
        "rss_mb": rss if served else 0,
    }


def _p95(took: Sequence[float]) -> float:
    return sorted(took)[int(len(took) * 0.95) - 1]


def _told(out: str) -> dict[str, Any]:
    return dict(json.loads(out.splitlines()[-1]))


def _choices() -> Iterable[str]:
    """Questions that differ from one to the next."""
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    lengths = (12, 6, 3, 24)
    yield from itertools.cycle(
        f"{name}/?month={month}&months={length}"
        for length in lengths
        for month in months
        for name in AGGREGATES
    )


def asked(scratch: str) -> None:
    """In a process of its own: the gate, then the analyst's page, then what partners see."""
    from bench.site import forget, gate, made_ahead, site

    made = site(Path(scratch))
    choices = iter(_choices())
    ask = gate(made)
    ask(next(choices))
    told = {"analyst's aggregate asked anew, p95": _timed(ask, choices, ASKED)}
    page = made.visitor(ASKS)
    page(f"{HOME}/{next(choices)}")

    def anew(choice: str) -> None:
        forget()
        page(f"{HOME}/{choice}")

    told["analyst's page of it anew, p95"] = _timed(anew, choices, ASKED)
    views = itertools.cycle(f"{HOME}/{view}" for view in made_ahead(made))
    told["declared page inside the server, p95"] = _timed(made.visitor(SEES), views, PAGES)
    print(json.dumps(told))


def _timed(work: Callable[[str], None], choices: Iterable[str], times: int) -> list[float]:
    took = []
    for choice in itertools.islice(choices, times):
        begun = time.perf_counter()
        work(choice)
        took.append(time.perf_counter() - begun)
    return took


def _served(at: Path) -> dict[str, Any]:
    """A server as `make serve` starts it, asked by eight clients that keep their connections."""
    from bench.site import cookie

    key, views = cookie(at, SEES)
    env = {**os.environ, "WATCHWARD_WEB_DATA": str(at / "web"), "PORT": "8951"}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:watchward_web.project.gunicorn"]
    server = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(8951)
        time.sleep(20)  # what it asks ahead is not what is measured
        took: list[float] = []
        threads = [
            threading.Thread(target=_client, args=(at_, key, views, took)) for at_ in range(CLIENTS)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        return {"declared pages, 8 clients, p95": took, "rss": _memory(server.pid)}
    finally:
        server.terminate()
        server.wait()


def _client(at: int, key: str, views: Sequence[str], took: list[float]) -> None:
    connection = HTTPConnection("127.0.0.1", 8951)
    for number in range(EACH):
        begun = time.perf_counter()
        path = f"{HOME}/{views[(at * 7 + number) % len(views)]}"
        connection.request("GET", path, headers={"Cookie": key, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"the server answered {answer.status}")
        took.append(time.perf_counter() - begun)


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            HTTPConnection("127.0.0.1", port, timeout=2).connect()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("the server did not start")


def _memory(pid: int) -> float:
    """The most that the one worker has held, in MB."""
    listed = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid="], check=True, capture_output=True, text=True
    )
    peaks = []
    for child in listed.stdout.split():
        status = Path(f"/proc/{child}/status").read_text("utf-8").splitlines()
        peaks += [int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")]
    return max(peaks)


if __name__ == "__main__":
    print(json.dumps(rows(), indent=1))
