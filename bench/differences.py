"""Difference in differences: 300 areas × 156 weeks beside a Poisson with a column for each."""

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
ours = np.arange({AREAS}) < 60
level = rng.gamma(2.0, 2.0, ({AREAS}, 1)) * np.exp(rng.normal(0, 0.2, {WEEKS}))
on = np.outer(ours, np.arange({WEEKS}) >= {START})
y = rng.poisson(level * np.where(on, 0.8, 1.0)).astype(float)
"""
OURS = f"""
from watchward.maths.differences import difference
seconds = []
for _ in range(50):
    began = time.perf_counter()
    found = difference(y, ours, {START})
    seconds.append(time.perf_counter() - began)
print(json.dumps([min(seconds), found.by, found.plain]))
"""
PEER = f"""
import statsmodels.api as sm
area, week = np.divmod(np.arange({AREAS * WEEKS}), {WEEKS})
columns = [np.eye({AREAS})[area], np.eye({WEEKS})[week][:, 1:], on.reshape(-1, 1)]
began = time.perf_counter()
fit = sm.GLM(y.ravel(), np.column_stack(columns), family=sm.families.Poisson()).fit(
    tol=1e-12, cov_type="cluster", cov_kwds={{"groups": area, "use_correction": False}}
)
seconds = time.perf_counter() - began
print(json.dumps([seconds, fit.params[-1], fit.bse[-1]]))
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
            "peer": "statsmodels Poisson with a column for each area and week, clustered by area",
            "peer_s": peer_s,
            "ratio": peer_s / our_s,
            "goal": f"at least {GOAL:,} × statsmodels, the same error to 1e-8",
            "met": peer_s / our_s >= GOAL and apart <= 1e-8,
            "why": f"largest difference {apart:.0e}; the peer took {peer.rss_mb:,.0f} MB",
            "rss_mb": ours.rss_mb,
        }
    ]
