"""Every postcode of Great Britain in the gazetteer: to build, to make ready, and to look up in.

It needs the file that `scripts/write_postcodes.py` writes, named by WATCHWARD_POSTCODES. There is
no peer with the same task offline: a dictionary of the same postcodes, in the same interpreter,
stands for it.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from bench.child import python, watchward

LONG = True
LOOKUPS = 100_000
COMMON = """
import json, random, time
from pathlib import Path
import polars as pl
path = Path({path!r})
n = {lookups}
"""
OURS = """
from watchward.geography.gazetteer.book import read_book
from watchward.geography.gazetteer.posts import Posts
began = time.perf_counter()
book = read_book(path)
posts = Posts(book.posts)
ready = time.perf_counter() - began
codes = book.posts["postcode"].sample(n, seed=1).to_list()
held = len(posts)
del book
began = time.perf_counter()
found = sum(posts.metres(code) is not None for code in codes)
looked = time.perf_counter() - began
outward = [code[:-3] for code in codes]
began = time.perf_counter()
areas = sum(code in posts.outward for code in outward)
print(json.dumps([ready, looked, time.perf_counter() - began, held, found, areas]))
"""
PEER = """
began = time.perf_counter()
table = pl.read_parquet(path, columns=["postcode", "easting", "northing"])
posts = {{code: (east, north) for code, east, north in table.iter_rows()}}
ready = time.perf_counter() - began
codes = table["postcode"].sample(n, seed=1).to_list()
began = time.perf_counter()
found = sum(code in posts for code in codes)
print(json.dumps([ready, time.perf_counter() - began, len(posts)]))
"""


def rows() -> list[dict[str, Any]]:
    """Built, made ready, looked up; the file's size and peak memory in the reasons."""
    file = Path(os.environ["WATCHWARD_POSTCODES"])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        said = ("--near", "385000,396000", "--vintage", "bench", "--citation", "bench")
        built = watchward("gazetteer", "build", "--postcodes", file, *said, home=home)
        kept = next(home.rglob("gazetteer.parquet"))
        common = COMMON.format(path=str(kept), lookups=LOOKUPS)
        ours = python(common + OURS, home)
        peer = python(common + PEER.replace("{{", "{").replace("}}", "}"), home)
        ready, looked, outward, held, found, areas = json.loads(ours.out)
        theirs = json.loads(peer.out)
        size = kept.stat().st_size / 1e6
    if not (found == areas == LOOKUPS and held == theirs[2]):
        raise SystemExit("a postcode was lost")
    each = 1e6 / LOOKUPS
    dictionary = "a Python dictionary of the same postcodes"
    return [
        {
            "work": "gazetteer built of every postcode",
            "n": held,
            "ours_s": built.seconds,
            "peer": "none: no goal was set",
            "peer_s": 0.0,
            "ratio": 0.0,
            "goal": "none set",
            "met": True,
            "why": f"{size:.0f} MB on disk",
            "rss_mb": built.rss_mb,
        },
        {
            "work": "every postcode made ready",
            "n": held,
            "ours_s": ready,
            "peer": dictionary,
            "peer_s": theirs[0],
            "ratio": theirs[0] / ready,
            "goal": "none set",
            "met": True,
            "why": f"the dictionary took {peer.rss_mb:,.0f} MB",
            "rss_mb": ours.rss_mb,
        },
        {
            "work": "full postcodes looked up",
            "n": LOOKUPS,
            "ours_s": looked,
            "peer": dictionary,
            "peer_s": theirs[1],
            "ratio": theirs[1] / looked,
            "goal": "none set",
            "met": True,
            "why": f"{looked * each:.1f} µs each; outward codes {outward * each:.2f} µs each",
            "rss_mb": ours.rss_mb,
        },
    ]


if __name__ == "__main__":
    for row in rows():
        print(row)
