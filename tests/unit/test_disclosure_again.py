"""Savings for another reduction are those that would have been asked for."""

import pytest

from watchward.analysis import savings
from watchward.contract.about import Options
from watchward.disclosure.again import with_reduction
from watchward.disclosure.protect import protect_result
from watchward.engine.api import tables_from_frames


@pytest.fixture
def released():
    import polars as pl

    tables = tables_from_frames({"ed_assault": pl.DataFrame({"month": [24299] * 143})})

    def at(reduction, audience):
        found = savings.run(tables, Options(reduction=reduction))
        return protect_result(found, audience=audience, say=savings.say)

    yield at
    tables.close()


@pytest.mark.parametrize("audience", ["analyst", "partner", "open"])
@pytest.mark.parametrize("reduction", [1.0, 5.0, 30.0, 50.0])
def test_another_reduction_is_what_asking_for_it_would_have_been(released, audience, reduction):
    worked, asked = (
        with_reduction(released(10.0, audience), reduction),
        released(reduction, audience),
    )
    assert worked.tables == asked.tables
    assert worked.headline == asked.headline
    assert worked.options == asked.options
