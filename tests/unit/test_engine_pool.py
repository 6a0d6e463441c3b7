"""A store is opened once a version, shared by whoever asks, let go of after the last of them."""

import threading

import polars as pl
import pytest

from watchward.contract.dataset import datasets
from watchward.engine import duckdb, pool, scan
from watchward.engine.holding import Holding, StoredFile
from watchward.engine.tables import HeldTables

JANUARY = 2024 * 12


class Engine:
    """Answers nothing, and remembers whether it was let go of."""

    def __init__(self) -> None:
        self.closed = 0

    def rows(self, _sql, _values):
        assert not self.closed
        return [(1,)]

    def close(self):
        self.closed += 1


@pytest.fixture(autouse=True)
def _apart():
    pool.close_all()
    yield
    pool.close_all()


@pytest.fixture
def started():
    made = []

    def start(store, mark):
        def begin():
            made.append(Engine())
            nothing = dict.fromkeys(("boundaries", "places", "residents", "given"), lambda *_: None)
            return HeldTables(
                version=mark, held=(), engine=made[-1], release=lambda: None, **nothing
            )

        return pool.lend(store, mark, begin)

    start.made = made
    return start


def test_one_version_is_opened_once_and_stays_open(started):
    first, second = started("a", "1"), started("a", "1")
    first.close()
    first.close()
    assert second.rows("select 1") == [(1,)]
    second.close()
    assert started("a", "1").version == "1"
    assert [engine.closed for engine in started.made] == [0]


def test_another_version_closes_the_one_before_after_its_last_question(started):
    asking = started("a", "1")
    other = started("a", "2")
    assert asking.rows("select 1") == [(1,)]
    assert [engine.closed for engine in started.made] == [0, 0]
    asking.close()
    assert [engine.closed for engine in started.made] == [1, 0]
    other.close()
    pool.close_all()
    assert [engine.closed for engine in started.made] == [1, 1]


def test_the_store_asked_longest_ago_goes_when_there_are_too_many(started):
    for store in range(pool.MOST + 1):
        started(store, "1").close()
    assert [engine.closed for engine in started.made] == [1, *[0] * pool.MOST]


def test_threads_ask_one_engine_at_once(tmp_path):
    files = []
    for month in range(1, 7):
        folder = tmp_path / "provider=a" / f"period=2024-{month:02}"
        folder.mkdir(parents=True)
        frame = pl.DataFrame({"month": [JANUARY + month - 1] * month, "weapon": ["glass"] * month})
        frame.write_parquet(folder / "0.parquet")
        files.append(StoredFile(folder / "0.parquet", "a", f"2024-{month:02}"))
    held = Holding(datasets()["ed_assault"], tuple(files), {"a": frozenset()}, {"a": True})
    assert scan.in_folders(files)
    engine = duckdb.start((held,))
    asked = "select month, count(*) from incident where month between $first and $last group by 1"
    wrong = []

    def ask(first):
        for _ in range(20):
            found = engine.rows(asked, {"first": JANUARY + first, "last": JANUARY + first + 2})
            if sorted(found) != [(JANUARY + at, at + 1) for at in range(first, first + 3)]:
                wrong.append(found)

    threads = [threading.Thread(target=ask, args=(first,)) for first in (0, 1, 2, 3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    engine.close()
    assert not wrong


def test_only_the_files_of_the_months_asked_for_are_opened(tmp_path):
    files = []
    for month in (1, 2):
        folder = tmp_path / "provider=a" / f"period=2024-{month:02}"
        folder.mkdir(parents=True)
        pl.DataFrame({"month": [JANUARY + month - 1]}).write_parquet(folder / "0.parquet")
        files.append(StoredFile(folder / "0.parquet", "a", f"2024-{month:02}"))
    held = Holding(datasets()["ed_assault"], tuple(files), {"a": frozenset()}, {"a": True})
    engine = duckdb.start((held,))
    files[1].path.write_bytes(b"no longer a Parquet file")
    asked = "select provider, period, count(*) from incident where month <= $last group by all"
    assert engine.rows(asked, {"last": JANUARY}) == [("a", "2024-01", 1)]
    engine.close()
