"""Interrupted series: 300 areas × 156 weeks against statsmodels, and 200 placebo dates in each."""

import json
import tempfile
from itertools import chain
from pathlib import Path
from typing import Any

from bench.child import python

AREAS, WEEKS, START, DATES = 300, 156, 90, 200
GOAL, SECONDS = 50, 1.0
DATA = f"""
import json, time
import numpy as np
t = np.arange({WEEKS})
level = 2 + 0.3 * np.sin(2 * np.pi * t / 52) - 0.2 * (t >= {START})
y = np.random.default_rng(1).poisson(np.exp(level), ({AREAS}, {WEEKS})).astype(float)
from watchward.maths.interrupted import design, interrupted, placebo_steps
"""
OURS = f"""
def best(times, work):
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - began)
    return min(seconds), found
one, found = best(20, lambda: interrupted(y, {START}, season=52))
dates = np.resize(np.arange(20, {WEEKS} - 20), {DATES})
many, _ = best(3, lambda: placebo_steps(y, dates, season=52))
print(json.dumps([one, many, np.stack([found.step, found.step_error]).tolist()]))
"""
PEER = f"""
import warnings; warnings.simplefilter("ignore")
import statsmodels.api as sm
x = design({WEEKS}, {START}, season=52)
how = dict(cov_type="HAC", cov_kwds={{"maxlags": 4}}, tol=1e-14, maxiter=100)
began = time.perf_counter()
fits = [sm.GLM(row, x, family=sm.families.Poisson()).fit(**how) for row in y]
seconds = time.perf_counter() - began
print(json.dumps([seconds, [[fit.params[2] for fit in fits], [fit.bse[2] for fit in fits]]]))
"""


def rows() -> list[dict[str, Any]]:
    """The two must agree to 1e-8 before their times mean anything."""
    with tempfile.TemporaryDirectory() as scratch:
        ours = python(DATA + OURS, Path(scratch))
        peer = python(DATA + PEER, Path(scratch))
    (one_s, many_s, found), (peer_s, expected) = json.loads(ours.out), json.loads(peer.out)
    pairs = zip(chain(*found), chain(*expected), strict=True)
    apart = max(abs(a - b) for a, b in pairs)
    shared = {"peer_s": peer_s, "rss_mb": ours.rss_mb, "n": AREAS * WEEKS}
    return [
        shared
        | {
            "work": f"interrupted series, {AREAS} areas × {WEEKS} weeks",
            "ours_s": one_s,
            "peer": "statsmodels GLM with Newey and West's errors, area by area",
            "ratio": peer_s / one_s,
            "goal": f"at least {GOAL} × statsmodels, equal to 1e-8",
            "met": peer_s / one_s >= GOAL and apart <= 1e-8,
            "why": f"largest difference {apart:.0e}",
        },
        shared
        | {
            "work": f"interrupted series, {AREAS} areas, {DATES} placebo dates",
            "ours_s": many_s,
            "peer": f"the same, {DATES} times as long (not run)",
            "peer_s": DATES * peer_s,
            "ratio": DATES * peer_s / many_s,
            "goal": f"at most {SECONDS:.0f} s",
            "met": many_s <= SECONDS,
            "why": "",
        },
    ]
