"""Savings for another reduction or in other prices are those that would have been asked for."""

import datetime as dt

import polars as pl
import pytest

from watchward.analysis import savings
from watchward.contract.about import Options
from watchward.disclosure.again import prices_of, with_prices, with_reduction
from watchward.disclosure.protect import protect_result
from watchward.engine.api import tables_from_frames
from watchward.errors import UsageRefusal
from watchward.geography.supplied import Supplied, save_supplied
from watchward.lake.store import open_store
from watchward.reference import Citation

INDEX = Supplied(
    "deflators",
    pl.DataFrame({"year": ["2015-16", "2024-25", "2020-21"], "index": ["76.3", "100", "91.77"]}),
    Citation("Deflators (made up)", "Nobody", "", "OGL", dt.date(2026, 1, 2), "unverified"),
)


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "store", create=True)
    save_supplied(INDEX, made.geography)
    return made


@pytest.fixture
def released():
    crimes = {"month": [24299] * 60, "offence_group": ["violence_with_injury", "robbery"] * 30}
    frames = {"ed_assault": {"month": [24299] * 143}, "police_incident": crimes}
    tables = tables_from_frames(
        {name: pl.DataFrame(rows) for name, rows in frames.items()}, supplied={"deflators": INDEX}
    )

    def at(reduction, audience, prices=""):
        found = savings.run(tables, Options(reduction=reduction, prices=prices))
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


@pytest.mark.parametrize("audience", ["analyst", "partner", "open"])
@pytest.mark.parametrize("prices", ["2024-25", "2020-21"])
def test_other_prices_are_what_asking_for_them_would_have_been(released, store, audience, prices):
    worked = with_prices(released(10.0, audience), prices, store=store)
    asked = released(10.0, audience, prices)
    assert worked.tables == asked.tables
    assert worked.headline == asked.headline
    assert worked.caveats == asked.caveats
    assert worked.options == asked.options
    both, whole = with_reduction(worked, 30.0), released(30.0, audience, prices)
    assert (both.tables, both.headline) == (whole.tables, whole.headline)


def test_only_years_that_were_supplied_are_offered(released, store, tmp_path):
    assert prices_of(store) == ("2024-25", "2020-21")
    assert prices_of(open_store(tmp_path / "none", create=True)) == ()
    with pytest.raises(UsageRefusal, match="No deflator is known for 1999-00"):
        with_prices(released(10.0, "analyst"), "1999-00", store=store)
