"""Two sets of areas laid over each other: nested ones, or two vintages, can be subtracted.

Every set of outlines that counts were released by is kept, so that a later set can be laid over it.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchward.disclosure.paper import OUTSIDE, Pairs
from watchward.lake.store import Store

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SLIVER = 0.01  # of the smaller area: what is left where two drawings of one line differ
Outlines = Mapping[str, "BaseGeometry"]


def keep_outlines(store: Store, geography: str, areas: Mapping[str, Any] | None) -> None:
    """Keep the areas of an answer under the name of their geography, once."""
    path = _path(store, geography)
    drawn = [f for f in (areas or {}).get("features", ()) if _area(f)]
    if not drawn or path.exists():
        return
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"features": drawn}, sort_keys=True), "utf-8")
    part.replace(path)


def outlines_of(areas: Mapping[str, Any] | None) -> Outlines:
    """Code → outline of the areas of an answer."""
    from shapely.geometry import shape

    return {
        str(f["properties"]["code"]): shape(f["geometry"])
        for f in (areas or {}).get("features", ())
        if _area(f)
    }


def _area(feature: Mapping[str, Any]) -> bool:
    properties = feature.get("properties") or {}
    marked = properties.get("layer", properties.get("kind", "area"))
    return marked == "area" and "code" in properties and bool(feature.get("geometry"))


@lru_cache(maxsize=16)
def kept_outlines(store: Store, geography: str) -> Outlines:
    """The outlines of a geography that counts were released by; none where it was not drawn."""
    path = _path(store, geography)
    return outlines_of(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def _path(store: Store, geography: str) -> Path:
    return store.path / "cube" / f"outlines-{geography}.json"


def laid_over(kinds: tuple[str, str], one: Outlines, other: Outlines) -> Pairs:
    """Which areas of two sets meet; ground that only one of them has is `OUTSIDE` of the other."""
    import numpy as np
    import shapely

    if not one or not other:
        return {}
    codes, names = list(one), list(other)
    left = shapely.make_valid(np.array([one[code] for code in codes]))
    right = shapely.make_valid(np.array([other[name] for name in names]))
    met: set[tuple[str, str]] = set()
    covered = {side: np.zeros(len(drawn)) for side, drawn in (("left", left), ("right", right))}
    for a, b in shapely.STRtree(right).query(left, predicate="intersects").T:
        ground = shapely.intersection(left[a], right[b]).area
        covered["left"][a] += ground
        covered["right"][b] += ground
        if ground > SLIVER * min(left[a].area, right[b].area):
            met.add((codes[a], names[b]))
    for at, code in enumerate(codes):
        if covered["left"][at] < (1 - SLIVER) * left[at].area:
            met.add((code, OUTSIDE))
    for at, name in enumerate(names):
        if covered["right"][at] < (1 - SLIVER) * right[at].area:
            met.add((OUTSIDE, name))
    return {kinds: frozenset(met)}
