"""Gi* with 999 deals of the counts on a 200 × 200 grid, against esda's conditional permutations."""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.child import python

SIDE, DEALS, SECONDS = 200, 999, 1.0
GRID = f"""
import json, time
import numpy as np
x = np.random.default_rng(1).negative_binomial(0.3, 0.2, ({SIDE}, {SIDE}))
"""
OURS = f"""
from watchward.maths.gi_chance import gi_star_p
inside = np.ones(x.shape, dtype=bool)
gi_star_p(x[:5, :5], inside=inside[:5, :5], deals=2)
began = time.perf_counter()
p = gi_star_p(x, inside=inside, deals={DEALS})
print(json.dumps([time.perf_counter() - began, float((p <= 0.05).mean())]))
"""
PEER = f"""
import warnings; warnings.simplefilter("ignore")
from esda import G_Local
from libpysal.weights import fill_diagonal, lat2W
w = fill_diagonal(lat2W({SIDE}, {SIDE}, rook=False), 1.0); w.transform = "B"
values = x.ravel().astype(float)
how = dict(transform="B", star=True, n_jobs=1, seed=1)
G_Local(values, w, permutations=1, **how)
began = time.perf_counter()
G_Local(values, w, permutations={DEALS}, **how)
print(json.dumps(time.perf_counter() - began))
"""


def rows() -> list[dict[str, Any]]:
    """One row; the two nulls differ, so their p are not compared: see maths/gi_chance.py."""
    with tempfile.TemporaryDirectory() as scratch:
        ours = python(GRID + OURS, Path(scratch))
        peer = python(GRID + PEER, Path(scratch))
    (ours_s, called), peer_s = json.loads(ours.out), json.loads(peer.out)
    return [
        {
            "work": f"Gi*, {SIDE} × {SIDE} cells, p of {DEALS} deals",
            "n": SIDE * SIDE,
            "ours_s": ours_s,
            "peer": f"esda G_Local, star, {DEALS} permutations, one job",
            "peer_s": peer_s,
            "ratio": peer_s / ours_s,
            "goal": f"at most {SECONDS:.0f} s",
            "met": ours_s <= SECONDS,
            "why": f"at p 0.05 alone {100 * called:.1f} % of cells of chance would be called",
            "rss_mb": ours.rss_mb,
        }
    ]
