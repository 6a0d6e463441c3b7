"""Near repeats: Knox's test with 999 shuffles against pointpats, on the common generator's events.

pointpats takes minutes for 999 permutations at 20,000 events, so it is timed at a few and at none,
and its time for 999 follows from the two: every permutation costs it the same.
"""

import json
import tempfile
from math import log
from pathlib import Path
from typing import Any

from bench.child import load, python

METRES, DAYS, SHUFFLES = 100, 7, 999
GOALS = {5_000: 300, 20_000: 500}
FEW = {5_000: 19, 20_000: 4}
LIMIT = "three fifths of a shuffle at 5,000 are branches that a new order makes unforeseeable"
MOST, SECONDS, MEGABYTES, GROWTH = 100_000, 8, 500, 1.3
EVENTS = """
import json, time
import numpy as np
from bench.incidents import drawn
g = drawn({n})
x, y = g["e"].astype(np.int64), g["n"].astype(np.int64)
day = g["t"].astype("datetime64[D]").astype(np.int64)
"""
OURS = f"""
from watchward.maths.knox import knox
bands = dict(metres=({METRES},), days=({DAYS},))
knox(x[:500], y[:500], day[:500], shuffles=2, **bands)
began = time.perf_counter()
found = knox(x, y, day, shuffles={SHUFFLES}, **bands)
print(json.dumps([time.perf_counter() - began, int(found.observed.sum())]))
"""
PEER = f"""
from pointpats import Knox
at, when = np.column_stack([x, y]).astype(float), day.reshape(-1, 1).astype(float)
def spent(permutations):
    began = time.perf_counter()
    found = Knox(at, when, delta={METRES}, tau={DAYS}, permutations=permutations)
    return time.perf_counter() - began, int(found.statistic_)
spent(1)
one, pairs = spent(1)
more, _ = spent(1 + {{few}})
print(json.dumps([one + (more - one) / {{few}} * {SHUFFLES - 1}, pairs]))
"""


def rows() -> list[dict[str, Any]]:
    """At 5,000 and 20,000 beside the peer, at 100,000 alone; counts must agree exactly."""
    with tempfile.TemporaryDirectory() as scratch:
        home, before = Path(scratch), load()
        ours = {n: _run(OURS, n, home) for n in (*GOALS, MOST)}
        peers = {n: _run(PEER.format(few=FEW[n]), n, home) for n in GOALS}
    made = [*(_beside(n, ours[n], peers[n]) for n in GOALS), _alone(ours)]
    return [{**row, "why": _why(row, before)} for row in made]


def _why(row: dict[str, Any], before: str) -> str:
    return "; ".join([row["why"], *([] if row["met"] else [LIMIT]), before])


def _run(code: str, n: int, home: Path) -> tuple[float, int, float]:
    child = python(EVENTS.format(n=n) + code, home)
    seconds, pairs = json.loads(child.out)
    return seconds, pairs, child.rss_mb


def _beside(
    n: int, ours: tuple[float, int, float], peer: tuple[float, int, float]
) -> dict[str, Any]:
    ratio, same = peer[0] / ours[0], ours[1] == peer[1]
    return {
        "work": f"Knox near repeats, {METRES} m × {DAYS} days, {SHUFFLES} shuffles",
        "n": n,
        "ours_s": ours[0],
        "peer": f"pointpats Knox; measured at 1 and {1 + FEW[n]} permutations and scaled to 999",
        "peer_s": peer[0],
        "ratio": ratio,
        "goal": f"the same pairs; at least {GOALS[n]} × pointpats",
        "met": same and ratio >= GOALS[n],
        "why": f"pairs {ours[1]:,}, theirs {peer[1]:,}",
        "rss_mb": ours[2],
    }


def _alone(ours: dict[int, tuple[float, int, float]]) -> dict[str, Any]:
    seconds, _, memory = ours[MOST]
    growth = log(seconds / ours[5_000][0]) / log(MOST / 5_000)
    steps = [
        log(ours[b][0] / ours[a][0]) / log(b / a) for a, b in ((5_000, 20_000), (20_000, MOST))
    ]
    return {
        "work": f"Knox near repeats, {METRES} m × {DAYS} days, {SHUFFLES} shuffles",
        "n": MOST,
        "ours_s": seconds,
        "peer": "none: the goal is absolute",
        "peer_s": float(SECONDS),
        "ratio": SECONDS / seconds,
        "goal": f"at most {SECONDS} s and {MEGABYTES} MB; grows with at most n^{GROWTH}",
        "met": seconds <= SECONDS and memory <= MEGABYTES and growth <= GROWTH,
        "why": f"growth n^{growth:.2f} from 5,000 ({steps[0]:.2f}, then {steps[1]:.2f})",
        "rss_mb": memory,
    }
