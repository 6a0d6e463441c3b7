"""The space-time scan, 1,000 areas × 365 days × 999 replicas; nothing else installable does it.

Beside it every cylinder by array sums, for some centres of one replica and scaled: what a person
would write. On a small ground the two must agree to 1e-9.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.child import load, python

AREAS, DAYS, CASES, REPLICAS = 1_000, 365, 20_000, 999
SOME = 4  # centres of one replica that array sums are timed on
SECONDS = 60
TOWN = """
import json, time
import numpy as np
from watchward.maths.scan import scan
def town(places, days, cases):
    rng = np.random.default_rng(5)
    where = rng.uniform(0, 100, (places, 2))
    shares = rng.dirichlet(np.full(places, 2.0))
    area, day = rng.choice(places, cases, p=shares), rng.integers(0, days, cases)
    return area, day, where[:, 0], where[:, 1]
"""
OURS = f"""
area, day, x, y = town(20, 30, 100)
scan(area, day, easting=x, northing=y, days=30, replicas=3)
area, day, x, y = town({AREAS}, {DAYS}, {CASES})
began = time.perf_counter()
scan(area, day, easting=x, northing=y, days={DAYS}, replicas={REPLICAS}, seed=1)
spent = time.perf_counter() - began
area, day, x, y = town(60, 50, 400)
print(json.dumps([spent, scan(area, day, easting=x, northing=y, days=50, replicas=0)[0].score]))
"""
PEER = f"""
def best(area, day, x, y, days, centres):
    cases = len(area)
    counts = np.zeros((len(x), days))
    np.add.at(counts, (area, day), 1)
    best, each_day = 0.0, np.concatenate([[0], np.cumsum(counts.sum(axis=0))]) / cases
    for centre in range(centres):
        far = np.hypot(x - x[centre], y - y[centre])
        zones = np.cumsum(counts[np.argsort(far, kind="stable")], axis=0)
        zones = zones[zones.sum(axis=1) <= 0.1 * cases + 1e-9]
        sums = np.concatenate([np.zeros((len(zones), 1)), np.cumsum(zones, axis=1)], axis=1)
        for length in range(1, days // 10 + 1):
            seen = sums[:, length:] - sums[:, :-length]
            expected = sums[:, -1:] * (each_day[length:] - each_day[:-length])
            with np.errstate(divide="ignore", invalid="ignore"):
                score = seen * np.log(seen / expected)
                score += (cases - seen) * np.log((cases - seen) / (cases - expected))
            best = max(best, float(score[(seen > expected) & (seen >= 2)].max(initial=0.0)))
    return best
at = town({AREAS}, {DAYS}, {CASES})
began = time.perf_counter()
best(*at, {DAYS}, {SOME})
spent = time.perf_counter() - began
print(json.dumps([spent / {SOME} * {AREAS} * ({REPLICAS} + 1), best(*town(60, 50, 400), 50, 60)]))
"""


def rows() -> list[dict[str, Any]]:
    """One row: its goal is absolute, and holds only where both find the same best score."""
    before = load()
    with tempfile.TemporaryDirectory() as scratch:
        ours = python(TOWN + OURS, Path(scratch))
        peer = python(TOWN + PEER, Path(scratch))
    (ours_s, found), (peer_s, expected) = json.loads(ours.out), json.loads(peer.out)
    apart = abs(found - expected)
    return [
        {
            "work": f"space-time scan, {AREAS:,} areas × {DAYS} days × {REPLICAS} replicas",
            "n": CASES,
            "ours_s": ours_s,
            "peer": f"NumPy, every cylinder; {SOME} centres of one replica measured and scaled",
            "peer_s": peer_s,
            "ratio": peer_s / ours_s,
            "goal": f"at most {SECONDS} s; the best score equal to 1e-9",
            "met": ours_s <= SECONDS and apart <= 1e-9,
            "why": f"a tenth of cases and of days; on a small ground {apart:.0e} apart; {before}",
            "rss_mb": ours.rss_mb,
        }
    ]
