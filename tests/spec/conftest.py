"""Engines that every spec test runs on, and a short way to write a few records."""

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
import pytest

from tests.spec.engines import ENGINES, NAMES, STARTED
from watchward.engine.api import Tables, tables_from_frames

Open = Callable[..., Tables]


@pytest.fixture(params=ENGINES, ids=NAMES)
def opened(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Tables over hand-made records: data set → list of records (missing columns are blank)."""
    made: list[Tables] = []

    def start(records: dict[str, list[dict[str, Any]]], **more: Any) -> Tables:
        frames = {
            name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in records.items()
        }
        tables = tables_from_frames(frames, engine=request.param, **more)
        made.append(tables)
        return tables

    yield start
    for tables in made:
        tables.close()


# Against itself DuckDB would always agree.
collect_ignore = [] if STARTED else ["test_same_answers.py"]
