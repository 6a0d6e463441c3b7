"""A hundred million records: what a dashboard asks, on this machine; and the same from Spark.

Not part of `make bench`, for it makes its store once (minutes, 3 GB). By name: `hundred`.
Where SPARK_URL names a cluster (`sh scripts/with-spark.sh ...`), Spark is asked too, row for row.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

from bench.child import python
from bench.incidents import DATA, generator, incidents

PROVIDERS = tuple(f"bench-{number:02}" for number in range(1, 11))
ROWS_EACH = 10**7
HOME = DATA / "hundred"
ASKS = ("trends", "weapons", "victims", "time_profile")
MONTHS = 36
GOAL_S, GOAL_MB = 5.0, 500
LONG = True
PEERS = (
    "select month, count(*) from r group by 1 order by 1",
    "select weapon, count(*) from r group by 1 order by 1",
    "select victim_age, victim_sex, count(*) from r group by 1, 2 order by 1, 2",
    "select (night_of + 3) % 7, hour, count(*) from r group by 1, 2 order by 1, 2",
)


def rows() -> list[dict[str, Any]]:
    """One row: the slowest of four questions; and one for Spark where there is a cluster."""
    if generator() is None:
        return []
    held = _store()
    ours = _asked("duckdb")
    plainly = python(f"from bench.hundred import plain; plain({str(HOME)!r})", home=HOME)
    peer = json.loads(plainly.out.splitlines()[-1])
    told = ", ".join(f"{name} {took:.1f} s" for name, took in ours["took"].items())
    slowest = max(ours["took"].values())
    made = [
        _row(
            "the slowest of a dashboard's four questions, over every month",
            held,
            slowest,
            peer=("DuckDB, the slowest of the same four counts, no more", peer["took"]),
            met=slowest <= GOAL_S and ours["rss"] <= GOAL_MB,
            why=told,
            rss=ours["rss"],
        )
    ]
    if url := os.environ.get("SPARK_URL"):
        theirs = _asked(url)
        took = max(theirs["took"].values())
        made.append(
            _row(
                "the same from a Spark master and two workers",
                held,
                took,
                peer=("ours on DuckDB, as above", slowest),
                met=theirs["answers"] == ours["answers"],
                why="identical rows" if theirs["answers"] == ours["answers"] else "rows differ",
                rss=0,
            )
        )
    return made


def _row(
    work: str, n: int, took: float, *, peer: tuple[str, float], met: bool, why: str, rss: float
) -> dict[str, Any]:
    goal = "identical rows" if "Spark" in work else f"at most {GOAL_S:.0f} s and {GOAL_MB} MB"
    return {
        "work": work,
        "n": n,
        "ours_s": took,
        "peer": peer[0],
        "peer_s": peer[1],
        "ratio": peer[1] / took,
        "goal": goal,
        "met": met,
        "why": why,
        "rss_mb": rss,
    }


def _store() -> int:
    """Ten million each, received as the hub receives them; kept for the next time."""
    done = HOME / "records"
    if not done.exists():
        source = incidents(ROWS_EACH)
        code = "from bench.users import fill; fill({!r}, {!r}, home={!r})"
        counts = [
            int(python(code.format(str(source), one, str(HOME)), home=HOME).out)
            for one in PROVIDERS
        ]
        done.write_text(str(sum(counts)))
    return int(done.read_text())


def _asked(engine: str) -> dict[str, Any]:
    spent = python(f"from bench.hundred import ask; ask({str(HOME)!r}, {engine!r})", home=HOME)
    return {**json.loads(spent.out.splitlines()[-1]), "rss": spent.rss_mb}


def ask(home: str, engine: str) -> None:
    """Each question, its exact answer, and how long it took with the store open."""
    from hashlib import sha256

    from watchward.analysis import analyses
    from watchward.contract.about import Options
    from watchward.engine.api import open_tables
    from watchward.lake.store import open_store

    tables = open_tables(open_store(Path(home) / "store"), engine=engine)
    tables.sources()
    took, answers = {}, {}
    for name in ASKS:
        begun = time.perf_counter()
        answer = analyses()[name].run(tables, Options(months=MONTHS))
        took[name] = time.perf_counter() - begun
        exact = repr([(one.name, one.rows) for one in answer.tables])
        answers[name] = sha256(exact.encode()).hexdigest()
    tables.close()
    print(json.dumps({"took": took, "answers": answers}))


def plain(home: str) -> None:
    """The same counts by DuckDB alone over the same files."""
    import duckdb

    held = duckdb.connect(config={"threads": 2})
    files = str(Path(home) / "store" / "tables" / "*" / "*" / "*" / "*.parquet")
    held.execute(
        f"create view r as select * from read_parquet({files!r}, hive_partitioning = false)"
    )
    took = []
    for one in PEERS:
        begun = time.perf_counter()
        held.execute(one).fetchall()
        took.append(time.perf_counter() - begun)
    print(json.dumps({"took": max(took)}))
