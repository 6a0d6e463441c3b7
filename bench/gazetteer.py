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

from bench.child import Spent, python, watchward

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
posts = {code: (east, north) for code, east, north in table.iter_rows()}
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
        peer = python(common + PEER, home)
        size = kept.stat().st_size / 1e6
    ready, looked, outward, held, found, areas = json.loads(ours.out)
    theirs_ready, theirs_looked, theirs_held = json.loads(peer.out)
    if not (found == areas == LOOKUPS and held == theirs_held):
        raise SystemExit("a postcode was lost")
    each = 1e6 / LOOKUPS
    why = f"{looked * each:.1f} µs each; outward codes {outward * each:.2f} µs each"
    took = f"the dictionary took {peer.rss_mb:,.0f} MB"
    return [
        _row("gazetteer built of every postcode", held, built, why=f"{size:.0f} MB on disk"),
        _row("every postcode made ready", held, ours, took=(ready, theirs_ready), why=took),
        _row("full postcodes looked up", LOOKUPS, ours, took=(looked, theirs_looked), why=why),
    ]


def _row(
    work: str, n: int, spent: Spent, *, why: str, took: tuple[float, float] = (0.0, 0.0)
) -> dict[str, Any]:
    ours, peer = took
    return {
        "work": work,
        "n": n,
        "ours_s": ours or spent.seconds,
        "peer": "a Python dictionary of the same postcodes" if peer else "none: no goal was set",
        "peer_s": peer,
        "ratio": peer / ours if ours else 0.0,
        "goal": "none set",
        "met": True,
        "why": why,
        "rss_mb": spent.rss_mb,
    }


if __name__ == "__main__":
    for row in rows():
        print(row)
