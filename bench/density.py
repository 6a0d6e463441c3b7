"""Kernel density of 1,000,000 points, exact, against SciPy's transform of binned counts."""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.child import python

N, METRES, CELL, SECONDS = 1_000_000, 500, 200, 0.5
POINTS = f"""
import json, time
import numpy as np
from bench.incidents import drawn
from watchward.maths.grid_cells import Grid
g = drawn({N})
x, y = g["e"].astype(np.int64), g["n"].astype(np.int64)
grid = Grid.over((298_000, 156_500, 337_999, 196_499), {CELL})
def timed(made, times=3):
    best = []
    for _ in range(times):
        began = time.perf_counter()
        surface = made()
        best.append(time.perf_counter() - began)
    return min(best), surface
"""
OURS = f"""
from watchward.maths.density import kernel_density
kernel_density(x[:9], y[:9], grid=grid, metres={METRES})
spent, surface = timed(lambda: kernel_density(x, y, grid=grid, metres={METRES}))
row, column = np.unravel_index(surface.argmax(), surface.shape)
east, north = grid.corner(row, column)
far = ((x - east - {CELL // 2}) ** 2 + (y - north - {CELL // 2}) ** 2) / {METRES}**2
exact = 3e6 / (np.pi * {METRES}**2) * ((1 - far[far < 1]) ** 2).sum()
print(json.dumps([spent, float(surface.max()), float(exact)]))
"""
PEER = f"""
from scipy.signal import fftconvolve
half = {METRES} // {CELL}
steps = np.arange(-half, half + 1) * {CELL}
far = (steps[:, None] ** 2 + steps**2) / {METRES}**2
kernel = np.where(far < 1, 3e6 / (np.pi * {METRES}**2) * (1 - far) ** 2, 0)
ones = np.ones(len(x), dtype=np.int64)
spent, surface = timed(
    lambda: fftconvolve(grid.count(x, y, of=ones).astype(float), kernel, mode="same")
)
print(json.dumps([spent, float(surface.max())]))
"""


def rows() -> list[dict[str, Any]]:
    """One row; exact means equal to the formula at the peak within 1e-6 of it."""
    with tempfile.TemporaryDirectory() as scratch:
        ours = python(POINTS + OURS, Path(scratch))
        peer = python(POINTS + PEER, Path(scratch))
    (ours_s, peak, exact), (peer_s, theirs) = json.loads(ours.out), json.loads(peer.out)
    apart = abs(peak / exact - 1)
    return [
        {
            "work": f"kernel density, {METRES} m reach, cells of {CELL} m",
            "n": N,
            "ours_s": ours_s,
            "peer": "SciPy fftconvolve of counts by cell (binned, not exact)",
            "peer_s": peer_s,
            "ratio": peer_s / ours_s,
            "goal": f"exact to 1e-6 in at most {SECONDS} s",
            "met": ours_s <= SECONDS and apart <= 1e-6,
            "why": f"at the peak {apart:.0e} off; theirs {100 * (theirs / exact - 1):+.1f} %",
            "rss_mb": ours.rss_mb,
        }
    ]
