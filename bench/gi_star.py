"""Getis-Ord Gi* on a 200 × 200 grid: running sums against esda with its neighbours made ready."""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.child import python

SIDE = 200
GOAL = 200
GRID = f"import numpy as np; x = np.random.default_rng(1).gamma(0.3, 4.0, ({SIDE}, {SIDE}))\n"
TIMED = """
import json, time
best = []
for _ in range({times}):
    began = time.perf_counter()
    z = {call}
    best.append(time.perf_counter() - began)
print(json.dumps([min(best), np.asarray(z).ravel()[::97].tolist()]))
"""
OURS = GRID + "from watchward.maths.gi_star import gi_star\n"
PEER = (
    "import warnings; warnings.simplefilter('ignore')\n"
    + GRID
    + "from esda import G_Local\nfrom libpysal.weights import fill_diagonal, lat2W\n"
    + f"w = fill_diagonal(lat2W({SIDE}, {SIDE}, rook=False), 1.0); w.transform = 'B'\n"
)
ESDA = "G_Local(x.ravel(), w, transform='B', star=True, permutations=0).Zs"


def rows() -> list[dict[str, Any]]:
    """One row; the two must agree to 1e-10 before their times mean anything."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        ours = python(OURS + TIMED.format(times=50, call="gi_star(x)"), home=home)
        peer = python(PEER + TIMED.format(times=3, call=ESDA), home=home)
    (ours_s, found), (peer_s, expected) = json.loads(ours.out), json.loads(peer.out)
    apart = max(abs(a - b) for a, b in zip(found, expected, strict=True))
    met = peer_s / ours_s >= GOAL and apart <= 1e-10
    return [
        {
            "work": f"Gi*, {SIDE} × {SIDE} cells",
            "n": SIDE * SIDE,
            "ours_s": ours_s,
            "peer": "esda G_Local, star, no permutations; its neighbour lists made beforehand",
            "peer_s": peer_s,
            "ratio": peer_s / ours_s,
            "goal": f"at least {GOAL} × esda, equal to 1e-10",
            "met": met,
            "why": f"largest difference {apart:.0e}",
            "rss_mb": ours.rss_mb,
        }
    ]
