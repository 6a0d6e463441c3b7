"""Difference in differences: 300 areas × 156 weeks against a regression with a column for each."""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.child import python

AREAS, WEEKS, START, GOAL = 300, 156, 90, 1_000
DATA = f"""
import json, time
import numpy as np
rng = np.random.default_rng(1)
treated = np.zeros(({AREAS}, {WEEKS})); treated[:60, {START}:] = 1
y = rng.normal(size=({AREAS}, 1)) + rng.normal(size=(1, {WEEKS})) + 0.2 * treated
y = y + rng.normal(size=({AREAS}, {WEEKS}))
"""
OURS = """
from watchward.maths.differences import difference
seconds = []
for _ in range(50):
    began = time.perf_counter()
    found = difference(y, treated)
    seconds.append(time.perf_counter() - began)
print(json.dumps([min(seconds), found.effect, found.error]))
"""
PEER = f"""
import pandas, statsmodels.formula.api as smf
area, week = np.divmod(np.arange({AREAS * WEEKS}), {WEEKS})
frame = pandas.DataFrame(dict(y=y.ravel(), d=treated.ravel(), area=area, week=week))
began = time.perf_counter()
fit = smf.ols("y ~ d + C(area) + C(week)", frame).fit(
    cov_type="cluster", cov_kwds={{"groups": area}}
)
seconds = time.perf_counter() - began
print(json.dumps([seconds, fit.params["d"], fit.bse["d"]]))
"""


def rows() -> list[dict[str, Any]]:
    """Effect and clustered error must agree to 1e-8 before the times mean anything."""
    with tempfile.TemporaryDirectory() as scratch:
        ours = python(DATA + OURS, Path(scratch))
        peer = python(DATA + PEER, Path(scratch))
    (our_s, *found), (peer_s, *expected) = json.loads(ours.out), json.loads(peer.out)
    apart = max(abs(a - b) for a, b in zip(found, expected, strict=True))
    return [
        {
            "work": f"difference in differences, {AREAS} areas × {WEEKS} weeks",
            "n": AREAS * WEEKS,
            "ours_s": our_s,
            "peer": "statsmodels OLS with a column for each area and week, clustered by area",
            "peer_s": peer_s,
            "ratio": peer_s / our_s,
            "goal": f"at least {GOAL:,} × statsmodels, the same error to 1e-8",
            "met": peer_s / our_s >= GOAL and apart <= 1e-8,
            "why": f"largest difference {apart:.0e}; the peer took {peer.rss_mb:,.0f} MB",
            "rss_mb": ours.rss_mb,
        }
    ]
