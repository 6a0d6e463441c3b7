"""Which data set speaks for a side, and which months a question is about."""

import polars as pl
import pytest

from watchward.contract.about import Options
from watchward.engine.api import tables_from_frames
from watchward.engine.asked import ask_of, month_words
from watchward.engine.queries import queries
from watchward.errors import StoreRefusal, UsageRefusal

DECEMBER = 2024 * 12 + 11


@pytest.fixture
def held():
    """Opens tables over the months of each data set."""
    made = []

    def start(**months):
        frames = {name: pl.DataFrame({"month": list(which)}) for name, which in months.items()}
        made.append(tables_from_frames(frames))
        return made[-1]

    yield start
    for tables in made:
        tables.close()


def year(last):
    """Twelve months that end in `last`."""
    return range(last - 11, last + 1)


def test_the_finest_data_set_speaks_for_a_side(held):
    whole = year(DECEMBER)
    tables = held(police_street=whole, police_incident=whole, ed_assault=whole)
    asked = ask_of(tables, Options())
    assert {side: about.name for side, about in asked.sides.items()} == {
        "police": "police_incident",
        "health": "ed_assault",
    }
    assert [about.name for about in asked.left_out] == ["police_street"]
    assert any("not added" in said for said in asked.caveats())
    only = ask_of(tables, Options(dataset="police_street"))
    assert [about.name for about in only.sides.values()] == ["police_street"]


@pytest.mark.parametrize(("lag", "expected"), [(0, 0), (2, 2), (3, 0)])
def test_the_window_waits_for_a_side_that_is_a_little_late(held, lag, expected):
    tables = held(police_street=year(DECEMBER - lag), ed_assault=year(DECEMBER))
    asked = ask_of(tables, Options())
    assert asked.last == DECEMBER - expected
    assert asked.months == 12


def test_missing_months_are_said(held):
    asked = ask_of(held(ed_assault=[DECEMBER - 2, DECEMBER]), Options(months=3))
    assert asked.missing("health") == (DECEMBER - 1,)
    assert any("November 2024 not received" in said for said in asked.caveats())
    assert asked.words == "3 months to December 2024"
    assert asked.rolling == "rolling 3 months to 2024-12"


def test_a_side_without_a_month_of_the_window_is_said_and_not_counted_as_none(held):
    tables = held(police_incident=year(DECEMBER), ed_assault=[DECEMBER - 12])
    asked = ask_of(tables, Options(month=DECEMBER))
    assert list(asked.sides) == ["police"]
    assert [about.name for about in asked.silent] == ["ed_assault"]
    assert any("no month of the 12 months to December 2024 received" in s for s in asked.caveats())
    assert list(ask_of(tables, Options(month=DECEMBER), silent=True).sides) == ["police", "health"]


@pytest.mark.parametrize("month", [DECEMBER + 12, DECEMBER - 12])
def test_a_window_of_which_nothing_is_held_is_refused(held, month):
    with pytest.raises(UsageRefusal, match="Months held: 2024-01 to 2024-12"):
        ask_of(held(ed_assault=year(DECEMBER)), Options(month=month))


def test_an_answer_without_a_side_still_says_what_is_held(held):
    asked = ask_of(held(ed_assault=year(DECEMBER)), Options(), able=lambda _: False)
    assert asked.sides == {}
    assert [source.dataset for source in asked.sources] == ["ed_assault"]


def test_what_cannot_be_asked_is_refused(held):
    tables = held(ed_assault=year(DECEMBER))
    with pytest.raises(UsageRefusal, match="data set"):
        ask_of(tables, Options(dataset="police_street"))
    with pytest.raises(UsageRefusal, match="one month"):
        ask_of(tables, Options(months=0))
    with pytest.raises(StoreRefusal, match="no records"):
        ask_of(held(), Options())


def test_months_in_words():
    assert month_words(DECEMBER) == "December 2024"
    assert month_words(DECEMBER + 1) == "January 2025"


def test_queries_are_found_by_name(tmp_path):
    (tmp_path / "when.sql").write_text("-- name: one\nselect 1\n\n-- name: two\nselect 2\n")
    assert queries(str(tmp_path / "when.py")) == {"one": "select 1", "two": "select 2"}
    (tmp_path / "twice.sql").write_text("-- name: one\nselect 1\n-- name: one\nselect 2\n")
    with pytest.raises(ValueError, match="name of its own"):
        queries(str(tmp_path / "twice.py"))
