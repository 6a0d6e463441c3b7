"""The attacker on tables small enough to solve by hand: one that sees nothing proves nothing."""

from dataclasses import replace

import pytest

from tests.unit.disclosure_answers import PEOPLE, answer, dimension, rules_for, table
from watchward.contract.result import Column, Table
from watchward.disclosure import protect as gate
from watchward.disclosure.attack import Knowledge, learn
from watchward.disclosure.bounds import Plan, State
from watchward.disclosure.hide import NO_TOP

SMALL = (1, 7)


@pytest.fixture
def primary(monkeypatch):
    """The gate with everything taken out but the hiding of small counts."""

    def decide(grid, **rest):
        small = [c.value is not None and c.rule.small(c.value) for c in grid.counts]
        hidden = {True: State.SMALL, False: State.SHOWN}
        return Plan(tuple(hidden[one] for one in small), (NO_TOP,) * len(small))

    monkeypatch.setattr(gate, "decide", decide)


def released(*tables: Table, round_to: int):
    rules = rules_for(answer(*tables))
    rules = replace(rules, default=replace(rules.default, round_to=round_to))
    return gate.protect_result(answer(*tables), audience="open", rules=rules)


def found(*releases, **knows) -> list[tuple[int, float]]:
    knowledge = Knowledge(**{"hidden": SMALL, "round_to": 1, **knows})
    return [(one.least, one.most) for one in learn(releases, knowledge)]


def test_subtraction_finds_the_only_hidden_cell(primary):
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 3), ("b", 20), ("c", 0)])
    # 23 less 20.
    assert found(released(one, round_to=1)) == [(3, 3)]
    # 25 (23 to 27) less 20 (18 to 22) leaves 1 to 9: no more than the mark says.
    assert found(released(one, round_to=5), round_to=5) == [SMALL]


def test_rounding_leaves_an_interval(primary):
    one = table("sex", (dimension("sex"), PEOPLE), [("women", 2), ("men", 33)])
    # 35 (33 to 37) less 35 (33 to 37) leaves 4 at most.
    assert found(released(one, round_to=5), round_to=5) == [(1, 4)]


def test_whoever_is_told_nothing_of_a_mark_takes_it_for_anything(primary):
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 3), ("b", 20)], totals=())
    ((least, most),) = found(released(one, round_to=1), hidden=(0, float("inf")))
    assert (least, most) == (0, float("inf"))


def test_a_sum_of_columns_is_subtracted_from(primary):
    both = Column("both", "Both", "count", dataset="ed_assault", parts=("health", "others"))
    others = Column("others", "Others", "count", dataset="ed_assault")
    one = table("areas", (dimension("area"), PEOPLE, others, both), [("a", 4, 30, 34)], totals=())
    assert found(released(one, round_to=1)) == [(4, 4)]


def test_another_table_of_the_same_people_gives_the_margin(primary):
    sex = table("sex", (dimension("sex"), PEOPLE), [("women", 33), ("men", 20)], totals=())
    cells = [("women", "a", 3), ("women", "b", 30), ("men", "a", 9), ("men", "b", 11)]
    both = table("both", (dimension("sex"), dimension("weapon"), PEOPLE), cells, totals=())
    assert found(released(both, round_to=1)) == [SMALL]
    assert found(released(both, sex, round_to=1)) == [(3, 3)]
    # The same from two releases as from one.
    assert found(released(both, round_to=1), released(sex, round_to=1)) == [(3, 3)]


def test_a_tie_that_the_numbers_contradict_is_dropped(primary):
    some = table("sex", (dimension("sex"), PEOPLE), [("women", 12), ("men", 10)], totals=())
    cells = [("women", "a", 3), ("women", "b", 30), ("men", "a", 9), ("men", "b", 11)]
    both = table("both", (dimension("sex"), dimension("weapon"), PEOPLE), cells, totals=())
    assert found(released(both, some, round_to=1)) == [SMALL]


def test_a_rolling_year_less_eleven_months_is_the_twelfth(primary):
    columns = (dimension("month"), PEOPLE)
    counts = [*[10] * 11, 4]
    months = Table(
        "months", "Months", columns, tuple(zip(range(24300, 24312), counts, strict=True))
    )
    ending = "rolling 12 months to 2025-12"
    year = table("year", (dimension("year"), PEOPLE), [("y", 114)], totals=(), window=ending)
    assert found(released(months, round_to=1)) == [SMALL]
    assert found(released(months, year, round_to=1)) == [(4, 4)]
    by_month = table("years", columns, [(24311, 114)], totals=(), window=ending)
    assert found(released(months, by_month, round_to=1)) == [(4, 4)]
