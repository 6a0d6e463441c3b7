"""Which area each point is in: a million points among 35,000 areas, beside geopandas."""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.child import python

POINTS, AREAS, GOAL = 1_000_000, 35_000, 8
DATA = f"""
import json, os, time
import numpy as np, shapely
rng = np.random.default_rng(1)
seeds = rng.uniform(0, 500_000, ({AREAS}, 2))
cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds)))
areas = np.array([shapely.box(*shapely.bounds(one)) if one.is_empty else one for one in cells])
x, y = rng.uniform(0, 500_000, (2, {POINTS}))
"""
OURS = """
from bench.locate import boundaries_of
ground = boundaries_of(areas)
seconds = []
for _ in range(4):
    began = time.perf_counter()
    found = ground.locate(x, y)
    seconds.append(time.perf_counter() - began)
np.save(os.environ["WATCHWARD_HOME"] + "/ours.npy", found)
print(json.dumps([seconds[0], min(seconds[1:])]))
"""
PEER = """
import geopandas
ground = geopandas.GeoDataFrame(geometry=list(areas), crs=27700)
ground.sindex
points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs=27700)
seconds = []
for _ in range(3):
    began = time.perf_counter()
    joined = geopandas.sjoin(points, ground, how="left", predicate="intersects")
    seconds.append(time.perf_counter() - began)
found = joined["index_right"].groupby(level=0).min().fillna(-1).astype(int).to_numpy()
np.save(os.environ["WATCHWARD_HOME"] + "/theirs.npy", found)
print(json.dumps(min(seconds)))
"""


def boundaries_of(areas: Any) -> Any:
    """The product's boundaries of such areas."""
    import datetime as dt

    from watchward.geography.areas import Boundaries
    from watchward.reference import Citation

    cite = Citation("made up", "Watchward", "", "none needed", dt.date(2026, 1, 1), "made up")
    codes = tuple(f"A{at:05d}" for at in range(len(areas)))
    return Boundaries("made up", "2026", codes, codes, areas, cite)


def rows() -> list[dict[str, Any]]:
    """All points must fall into the same areas before the times mean anything."""
    import numpy as np

    with tempfile.TemporaryDirectory() as scratch:
        ours = python(DATA + OURS, Path(scratch))
        peer = python(DATA + PEER, Path(scratch))
        found = [np.load(Path(scratch) / f"{side}.npy") for side in ("ours", "theirs")]
    (first, again), peer_s = json.loads(ours.out), json.loads(peer.out)
    alike = float((found[0] == found[1]).mean())
    return [
        {
            "work": f"points among {AREAS:,} areas, both with their index made beforehand",
            "n": POINTS,
            "ours_s": again,
            "peer": "geopandas sjoin",
            "peer_s": peer_s,
            "ratio": peer_s / again,
            "goal": f"at least {GOAL} × geopandas, every point the same",
            "met": peer_s / again >= GOAL and alike == 1.0,
            "why": f"{alike:.2%} the same; the first time {first - again:.2f} s more for the index",
            "rss_mb": ours.rss_mb,
        }
    ]
