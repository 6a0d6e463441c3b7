"""From a CSV through every check to a store and a list of rejects: ours, Polars' and pandas' way.

Every run has a process of its own; seconds are of the work alone, memory is of the whole process.
Ours does more: it depersonalises, looks for identifiers, measures uniqueness, signs, verifies,
judges again at the hub and commits. Theirs read, check and write two files.
"""

import datetime as dt
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from bench.child import Spent, spend
from bench.incidents import generator, incidents
from watchward.contract.dataset import dataset
from watchward.contract.period import Period
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.flow import prepare
from watchward.reference.load import code_list
from watchward.settings import Settings

ACCEPTED = 0.986
MADE = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
LATEST = dt.datetime(2026, 11, 23, 9)  # noqa: DTZ001 the file's times are local
LARGEST_RSS = 600
SPENT = (  # processor seconds, two cores, profiled stage by stage at a million rows
    "records are read twice and written twice, into a package and a store: of 3.0 s of processor "
    "time those take 1.3 s, and the whole floor 0.8 s; types, codes, time and place take 0.5 s, "
    "the search for identifiers 0.2 s, uniqueness 0.1 s, hashes 0.1 s, duplicates 0.1 s, the "
    "hub's own codes and rules 0.2 s, sorting into months 0.1 s, the rest is set-up and commit"
)
LISTS = {
    "agency": "agency",
    "category": "incident_category",
    "weapon": "weapon_code",
    "age_band": "age_band",
    "sex": "sex_code",
}


def product(source: Path, out: Path) -> int:
    """Prepare and receive, exactly as the commands do."""
    prepared = prepare(
        source,
        dataset=dataset("partnership_incident"),
        provider="bench",
        out=out,
        keys=out / "keys",
        made_at=MADE,
        period=Period.parse("2023-01..2025-12"),
        synthetic=True,
    )
    assert prepared.package is not None
    receipt = receive(
        prepared.package,
        store=open_store(out / "store", create=True),
        by="bench",
        now=MADE,
        settings=Settings("development", out, "the bench"),
    )
    return receipt.accepted


def polars_floor(source: Path, out: Path) -> int:
    """No check at all: what reading and writing alone cost."""
    read = pl.read_csv(source, infer_schema=False)
    read.write_parquet(out / "all.parquet")
    return int(len(read) * ACCEPTED)


def polars_checks(source: Path, out: Path) -> int:
    """The same rules as an analyst would write them."""
    at = pl.col("occurred_at").str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False)
    read = pl.read_csv(source, infer_schema=False).with_row_index("row", offset=2)
    typed = read.with_columns(at, pl.col("easting", "northing").cast(pl.Int32, strict=False))
    broken = {
        ("occurred_at", "unreadable_value"): pl.col("occurred_at").is_null(),
        ("occurred_at", "future_date"): pl.col("occurred_at") > LATEST,
        ("easting", "unreadable_value"): ~pl.col("easting").is_between(0, 700_000).fill_null(False),
        ("northing", "unreadable_value"): ~pl.col("northing")
        .is_between(0, 1_300_000)
        .fill_null(False),
        ("incident_id", "duplicate_record"): ~pl.col("incident_id").is_first_distinct(),
        **{
            (name, "unlisted_code"): ~pl.col(name).is_in(list(code_list(codes).labels))
            for name, codes in LISTS.items()
        },
    }
    flags = typed.select(
        expression.fill_null(False).alias(f"{field}:{rule}")
        for (field, rule), expression in broken.items()
    )
    rejects = [
        typed["row"].filter(flags[name]).to_frame().with_columns(rule=pl.lit(name))
        for name in flags.columns
    ]
    pl.concat(rejects).write_parquet(out / "rejects.parquet")
    valid = typed.filter(~flags.select(pl.any_horizontal(pl.all())).to_series())
    valid.write_parquet(out / "valid.parquet")
    return len(valid)


def pandas_checks(source: Path, out: Path) -> int:
    """The same in pandas; pickled, which favours it, because without PyArrow it has no Parquet."""
    import pandas as pd

    read = pd.read_csv(source, dtype=str)
    at = pd.to_datetime(read["occurred_at"], format="%Y-%m-%dT%H:%M:%S", errors="coerce")
    east = pd.to_numeric(read["easting"], errors="coerce")
    north = pd.to_numeric(read["northing"], errors="coerce")
    broken = {
        "occurred_at:unreadable_value": at.isna(),
        "occurred_at:future_date": at > LATEST,
        "easting:unreadable_value": ~east.between(0, 700_000),
        "northing:unreadable_value": ~north.between(0, 1_300_000),
        "incident_id:duplicate_record": read["incident_id"].duplicated(),
        **{
            f"{name}:unlisted_code": ~read[name].isin(list(code_list(codes).labels))
            for name, codes in LISTS.items()
        },
    }
    rejects = [
        pd.DataFrame({"row": np.flatnonzero(flag) + 2, "rule": name})
        for name, flag in broken.items()
    ]
    pd.concat(rejects).to_pickle(out / "rejects.pickle")
    valid = read.assign(occurred_at=at, easting=east, northing=north)
    valid = valid[~np.logical_or.reduce(list(broken.values()))]
    valid.to_pickle(out / "valid.pickle")
    return len(valid)


WAYS: dict[str, Callable[[Path, Path], int]] = {
    "product": product,
    "polars_floor": polars_floor,
    "polars_checks": polars_checks,
    "pandas_checks": pandas_checks,
}


def timed(way: str, rows: int, *, times: int) -> tuple[float, float]:
    """Median seconds of the work, and the most memory that any run took."""
    runs = [_run(way, rows) for _ in range(times)]
    seconds = [json.loads(run.out)["seconds"] for run in runs]
    wrong = [run.out for run in runs if json.loads(run.out)["accepted"] != int(rows * ACCEPTED)]
    if wrong:
        raise SystemExit(f"{way} did not accept exactly {ACCEPTED} of {rows:,} rows: {wrong}")
    return statistics.median(seconds), max(run.rss_mb for run in runs)


def _run(way: str, rows: int) -> Spent:
    with tempfile.TemporaryDirectory() as scratch:
        at = Path(scratch)
        return spend(sys.executable, "-m", "bench.ingest", way, incidents(rows), at, home=at)


def rows() -> list[dict[str, Any]]:
    """Ours beside the floor, beside the same checks by hand, and alone at ten million."""
    if generator() is None:
        return []
    million, ten = 10**6, 10**7
    ours, rss = timed("product", million, times=3)
    floor, _ = timed("polars_floor", million, times=3)
    hand, _ = timed("polars_checks", million, times=3)
    slow_peer, _ = timed("pandas_checks", million, times=1)
    long, most = timed("product", ten, times=1)
    by_hand, hand_rss = timed("polars_checks", ten, times=1)
    slow = f"{ours / floor:.1f} × the floor; {SPENT}"
    return [
        _row(million, ours, ("Polars, no checks", floor), "at most 1.5 × the peer", rss)
        | {"met": ours <= 1.5 * floor, "why": "" if ours <= 1.5 * floor else slow},
        _row(million, ours, ("Polars, the same checks by hand", hand), "none set", rss),
        _row(million, ours, ("pandas, the same checks", slow_peer), "at least 6 times as fast", rss)
        | {"met": slow_peer >= 6 * ours, "why": "" if slow_peer >= 6 * ours else slow},
        _row(ten, long, ("Polars, the same checks by hand", by_hand), "at most 600 MB", most)
        | {"met": most <= LARGEST_RSS, "why": f"the peer took {hand_rss:,.0f} MB"},
    ]


def _row(n: int, ours: float, peer: tuple[str, float], goal: str, rss: float) -> dict[str, Any]:
    return {
        "work": "CSV, every check, store and findings",
        "n": n,
        "ours_s": ours,
        "peer": peer[0],
        "peer_s": peer[1],
        "ratio": peer[1] / ours,
        "goal": goal,
        "met": True,
        "why": "",
        "rss_mb": rss,
    }


def _child(way: str, source: Path, out: Path) -> None:
    import polars  # noqa: F401 its start is nobody's work

    began = time.perf_counter()
    accepted = WAYS[way](source, out)
    print(json.dumps({"seconds": time.perf_counter() - began, "accepted": accepted}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _child(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        print(json.dumps(rows(), indent=1))
