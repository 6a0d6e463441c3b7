"""The whole chain on 44 months of real street files: raw CSV in, briefing out."""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.child import SHARED, Spent, python, watchward

GOAL_S, GOAL_MB = 60, 1024
PEER = """
import glob, pandas as pd
rows = pd.concat(pd.read_csv(f) for f in sorted(glob.glob({pattern!r})))
hit = rows[rows["Crime type"] == "Violence and sexual offences"]
hit.groupby(["LSOA code", "Month"]).size().unstack().to_csv({out!r})
"""


def rows() -> list[dict[str, Any]]:
    """One row: prepare, receive, boundaries and briefing, one after the other."""
    files = sorted((SHARED / "data" / "police_merseyside").glob("*.csv.gz"))
    if not files:
        return []
    with tempfile.TemporaryDirectory() as scratch:
        at = Path(scratch)
        steps = _chain(files, at)
        pattern = str(files[0].parent / "*.csv.gz")
        peer = python(PEER.format(pattern=pattern, out=str(at / "peer.csv")), home=at)
    seconds, memory = sum(s.seconds for s in steps.values()), max(s.rss_mb for s in steps.values())
    parts = ", ".join(f"{name} {step.seconds:.1f} s" for name, step in steps.items())
    met = seconds <= GOAL_S and memory <= GOAL_MB
    return [
        {
            "work": "44 street files to a briefing",
            "n": sum(r["rows"] for r in json.loads(steps["receive"].out)),
            "ours_s": seconds,
            "peer": "pandas: read, filter, count by LSOA and month; no checks, store or briefing",
            "peer_s": peer.seconds,
            "ratio": peer.seconds / seconds,
            "goal": f"at most {GOAL_S} s and {GOAL_MB} MB",
            "met": met,
            "why": parts,
            "rss_mb": memory,
        }
    ]


def _chain(files: list[Path], at: Path) -> dict[str, Spent]:
    store, packages = at / "store", at / "packages"
    polygons = SHARED / "data" / "geo_lsoa" / "lsoa11_merseyside.geojson.gz"
    named = ("--name", "lsoa2011", "--code", "LSOA11CD", "--label", "LSOA11NM")
    sent = ("--dataset", "police_street", "--provider", "merseyside", "--out", packages, "--json")
    return {
        "prepare": watchward("prepare", *files, *sent, home=at),
        "receive": watchward("receive", packages, "--store", store, "--json", home=at),
        "area": watchward("area", "add", polygons, "--store", store, *named, home=at),
        "brief": watchward("brief", "--store", store, "--out", at / "briefing", home=at),
    }


if __name__ == "__main__":
    print(json.dumps(rows(), indent=1))
