"""The engine reads the files it was given and nothing else, and writes nowhere."""

import polars as pl
import pytest

from watchward.contract.dataset import datasets
from watchward.engine import duckdb, views
from watchward.engine.api import tables_from_frames
from watchward.engine.holding import Holding, StoredFile, schema

JANUARY = 2024 * 12


@pytest.fixture
def tables():
    frame = pl.DataFrame({"month": [JANUARY], "crime_type": ["Violence and sexual offences"]})
    opened = tables_from_frames({"police_street": frame})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "asked",
    [
        "select * from read_csv('{path}')",
        "copy (select 1 as a) to '{path}'",
        "attach '{path}' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '8GB'",
    ],
)
def test_nothing_else_can_be_reached(tables, tmp_path, asked):
    path = tmp_path / "other.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"(?i)permission|disabled|locked|cannot"):
        tables.rows(asked.format(path=path))
    assert path.read_text("utf-8") == "a\n1\n"


def test_a_data_set_without_files_is_an_empty_view():
    held = (Holding(datasets()["ed_assault"], (), {}, {}),)
    engine = duckdb.start(held)
    assert engine.rows("select count(*) from incident", {}) == [(0,)]
    engine.close()


def test_files_of_an_older_version_lack_columns(tmp_path):
    about = datasets()["ed_assault"]
    old, new = tmp_path / "it's old.parquet", tmp_path / "new.parquet"
    pl.DataFrame({"month": [JANUARY], "weapon": ["glass"]}).write_parquet(old)
    pl.DataFrame({"month": [JANUARY + 1], "sex": ["?"], "alcohol": ["yes"]}).write_parquet(new)
    files = (StoredFile(old, "a", "2024-01"), StoredFile(new, "a", "2024-02"))
    engine = duckdb.start((Holding(about, files, {"a": frozenset({JANUARY})}, {"a": True}),))
    asked = "select period, weapon, alcohol, reported from incident order by period"
    assert engine.rows(asked, {}) == [
        ("2024-01", "glass", None, None),
        ("2024-02", None, "yes", None),
    ]
    engine.close()


def test_only_plain_names_become_sql():
    assert views.name("ed_assault") == "ed_assault"
    assert views.literal("it's") == "'it''s'"
    with pytest.raises(ValueError, match="identifier"):
        views.name('x"; drop table y')


@pytest.mark.parametrize("about", datasets().values(), ids=lambda about: about.name)
def test_every_declared_data_set_opens(about):
    frame = pl.DataFrame({"month": [JANUARY]}, schema={"month": pl.Int32})
    tables = tables_from_frames({about.name: frame})
    columns = tables.arrays(f"select * from {about.name}")
    assert list(columns) == ["provider", "period", *schema(about)]
    assert tables.rows("select dataset from incident") == [(about.name,)]
    tables.close()
