"""The attacker against many random answers: it breaks half-measures, and learns nothing else.

What must hold for every hidden count: even told which counts were hidden for their own sake, the
attacker cannot rule out 1, nor the largest number that the rule hides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.disclosure_answers import (
    CRIMES,
    HOSPITAL,
    PEOPLE,
    STREET,
    answer,
    dimension,
    must_reach,
    plan_of,
    protect,
    rules_for,
    table,
    told,
)
from watchward.contract.result import Column, Result, Table
from watchward.disclosure import protect as gate
from watchward.disclosure.attack import Knowledge, Learned, learn
from watchward.disclosure.bounds import Plan, State
from watchward.disclosure.hide import NO_TOP

TABLES = 200
SIXTHS = range(24288, 24312)  # 24 months to 2025-12


def crosstabs(number: int, *, seed: int) -> Iterator[Result]:
    """Random tables of few rows or many, sparse or full, with all totals or some."""
    dice = np.random.default_rng(seed)
    wanted = [(("weapon",), ("sex",), ()), (("weapon",),), ((),), (("sex",), ())]
    for n in range(number):
        high, wide = int(dice.integers(1, 9)), int(dice.integers(1, 4))
        typical = np.exp(dice.normal(0, 0.8, (high, wide))) * float(dice.choice([2, 5, 12, 30]))
        counts = dice.poisson(typical)
        rows = [(f"w{i}", f"s{j}", int(counts[i, j])) for i in range(high) for j in range(wide)]
        columns = (dimension("weapon"), dimension("sex"), PEOPLE)
        yield answer(table("both", columns, rows, totals=wanted[n % 4]))


def primary_only(grid, **rest) -> Plan:
    """Hide what is small, and nothing else: what the gate is compared with."""
    small = [c.value is not None and c.rule.small(c.value) for c in grid.counts]
    states = [
        State.UNSEEN if not c.known else State.SMALL if hide else State.SHOWN
        for c, hide in zip(grid.counts, small, strict=True)
    ]
    tops = tuple(
        c.rule.hide_below - 1 if hide else NO_TOP
        for c, hide in zip(grid.counts, small, strict=True)
    )
    return Plan(tuple(states), tops)


def against_the_gate(result: Result, audience: str = "open", **floors: int) -> list[Learned]:
    """What a fully told attacker narrowed."""
    safe = protect(result, audience, floors=floors)
    assert safe.outcome == "released"
    grid, plan = plan_of(result, audience, **floors)
    seen = {(t.name, c.name) for t in safe.tables for c in t.columns}
    knows = {a: limits for a, limits in told(grid, plan).items() if a[1:3] in seen}
    return narrowed(learn([safe], Knowledge(told=knows)), must_reach(grid, plan))


def narrowed(learned: Iterable[Learned], must: dict) -> list[Learned]:
    """Those that no longer span 1 to what they must reach."""
    return [
        one
        for one in learned
        if one.address in must and (one.least > 1 or one.most < must[one.address] or one.exact)
    ]


def test_hiding_small_counts_alone_is_broken(monkeypatch):
    monkeypatch.setattr(gate, "decide", primary_only)
    exact = hidden = 0
    for result in crosstabs(60, seed=1):
        rules = rules_for(result)
        bare = replace(rules, default=replace(rules.default, round_to=1))
        safe = gate.protect_result(result, audience="open", rules=bare)
        learned = learn([safe], Knowledge(hidden=(1, 7), round_to=1))
        hidden += len(learned)
        exact += sum(one.exact for one in learned)
    assert exact > hidden / 20


def test_hiding_and_rounding_without_further_cells_is_narrowed(monkeypatch):
    monkeypatch.setattr(gate, "decide", primary_only)
    found = 0
    for result in crosstabs(60, seed=2):
        safe = protect(result)
        found += sum(
            one.least > 1 or one.most < 7 for one in learn([safe], Knowledge(hidden=(1, 7)))
        )
    assert found > 10


@pytest.mark.slow
def test_nothing_is_learned_from_random_tables_that_went_through_the_gate():
    for result in crosstabs(TABLES, seed=3):
        assert not against_the_gate(result)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=12),
    st.sampled_from([2, 3]),
    st.sampled_from([0, 3, 5, 10]),
)
def test_nothing_is_learned_whatever_the_counts_and_the_floor(counts, wide, floor):
    rows = [(f"w{n // wide}", f"s{n % wide}", count) for n, count in enumerate(counts)]
    totals = (("weapon",), ("sex",), ())
    one = table("both", (dimension("weapon"), dimension("sex"), PEOPLE), rows, totals=totals)
    result = answer(one)
    if floor:
        knows_floor = protect(result, "partner", floors={"ed_assault": floor})
        grid, plan = plan_of(result, "partner", ed_assault=floor)
        learned = learn([knows_floor], Knowledge(hide_below=floor, told=told(grid, plan)))
        assert not narrowed(learned, must_reach(grid, plan))
    else:
        assert not against_the_gate(result)


@pytest.mark.parametrize(
    "counts",
    [(22, 8, 1, 5), (12, 7, 2, 33, 8, 1), (0, 17, 17, 5), (1, 22, 1, 12), (1, 33, 5, 8)],
)
def test_nothing_is_learned_where_a_second_cell_must_be_hidden_for_the_first(counts):
    """Found by search: here it matters that what is hidden for others is known not to be small."""
    rows = [(f"w{n // 2}", f"s{n % 2}", count) for n, count in enumerate(counts)]
    columns = (dimension("weapon"), dimension("sex"), PEOPLE)
    one = table("both", columns, rows, totals=(("weapon",), ("sex",), ()))
    assert not against_the_gate(answer(one))


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_learned_from_tables_that_share_their_people(seed):
    dice = np.random.default_rng(seed)
    counts = dice.poisson(np.exp(dice.normal(0, 1, (5, 3))) * 6)
    ages, sexes = [f"a{i}" for i in range(5)], [f"s{j}" for j in range(3)]
    cells = [(ages[i], sexes[j], int(counts[i, j])) for i in range(5) for j in range(3)]
    both = table("both", (dimension("age"), dimension("sex"), PEOPLE), cells, totals=())
    by_age = [(a, int(n)) for a, n in zip(ages, counts.sum(axis=1), strict=True)]
    by_sex = [(s, int(n)) for s, n in zip(sexes, counts.sum(axis=0), strict=True)]
    age = table("age", (dimension("age"), PEOPLE), by_age)
    sex = table("sex", (dimension("sex"), PEOPLE), by_sex, totals=())
    assert not against_the_gate(answer(both, age, sex))


def months_beside_years(seed: int) -> Result:
    dice = np.random.default_rng(seed)
    counts = [int(n) for n in dice.poisson(np.where(dice.random(24) < 0.5, 3, 9))]
    monthly = list(zip(SIXTHS, counts, strict=True))
    rolling = [(m, sum(counts[n - 11 : n + 1])) for n, m in enumerate(SIXTHS) if n >= 11]
    now, before = (
        Column("now", "Now", "count", dataset="ed_assault"),
        replace(PEOPLE, name="before"),
    )
    month = dimension("month")
    return answer(
        Table("months", "Months", (month, PEOPLE), tuple(monthly), window="24 months to 2025-12"),
        table("years", (month, PEOPLE), rolling, totals=()),
        table(
            "year",
            (dimension("year"), now, before),
            [("y", rolling[-1][1], rolling[0][1])],
            totals=(),
        ),
    )


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_learned_from_months_beside_their_rolling_years(seed):
    assert not against_the_gate(months_beside_years(seed))


def test_without_the_tie_rolling_years_would_narrow_their_months(monkeypatch):
    # The gate with its eyes shut to the tie between tables: the attacker is not fooled.
    monkeypatch.setattr(gate, "link", lambda grid: None)
    rows = [*((m, 1) for m in SIXTHS[:12]), *((m, 7) for m in SIXTHS[12:])]
    rolling = [
        (m, sum(n for _, n in rows[at - 11 : at + 1])) for at, m in enumerate(SIXTHS) if at > 10
    ]
    month = dimension("month")
    result = answer(
        Table("months", "Months", (month, PEOPLE), tuple(rows), window="24 months to 2025-12"),
        table("years", (month, PEOPLE), rolling, totals=()),
    )
    assert against_the_gate(result)
    monkeypatch.undo()
    assert not against_the_gate(result)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_learned_from_two_answers_about_the_same_people(seed):
    dice = np.random.default_rng(seed)
    few = int(dice.integers(8, 60))
    tables = [
        table(kind, (dimension(kind), PEOPLE), [(f"x{i}", int(n)) for i, n in enumerate(split)])
        for kind, split in (
            ("weapon", dice.multinomial(few, [0.4, 0.3, 0.2, 0.1])),
            ("sex", dice.multinomial(few, [0.7, 0.3])),
        )
    ]
    results = [answer(one) for one in tables]
    plans = [plan_of(result) for result in results]
    knows = {k: v for n, plan in enumerate(plans) for k, v in told(*plan, release=n).items()}
    must = {k: v for n, plan in enumerate(plans) for k, v in must_reach(*plan, release=n).items()}
    assert not narrowed(learn([protect(r) for r in results], Knowledge(told=knows)), must)


@pytest.mark.parametrize("seed", range(6))
def test_a_public_count_gives_nothing_away_beside_a_sum(seed):
    dice = np.random.default_rng(seed)
    police, health = dice.poisson(60, 6), dice.poisson(5, 6)
    both = Column("both", "Both", "count", parts=("police", "health"))
    rows = [
        (f"a{n}", int(p), int(h), int(p + h))
        for n, (p, h) in enumerate(zip(police, health, strict=True))
    ]
    one = table("areas", (dimension("area"), CRIMES, PEOPLE, both), rows)
    assert not against_the_gate(answer(one, sources=(HOSPITAL, STREET)))


@pytest.mark.parametrize("pair", [("open", "guest"), ("partner", "open"), ("partner", "guest")])
def test_two_audiences_together_know_no_more_than_the_one_that_sees_more(pair):
    for result in crosstabs(25, seed=5):
        floors = {"ed_assault": 3}
        releases = [protect(result, audience, floors=floors) for audience in pair]
        grid, plan = plan_of(result, pair[0], **floors)
        lesser, lesser_plan = plan_of(result, pair[1], **floors)
        floor = 3 if "partner" in pair else 8
        knows = {**told(grid, plan), **told(lesser, lesser_plan, release=1)}
        learned = learn(releases, Knowledge(hide_below=floor, told=knows))
        assert not narrowed(learned, must_reach(grid, plan))


def test_whatever_partners_may_not_see_nobody_else_may():
    for result in crosstabs(40, seed=6):
        shown = {}
        for audience in ("partner", "open", "guest"):
            safe = protect(result, audience, floors={"ed_assault": 5})
            cells = [c for row in (*safe.tables[0].rows, *safe.tables[0].total_rows) for c in row]
            shown[audience] = [cell.mark != "c" for cell in cells]
        assert all(p or not o for p, o in zip(shown["partner"], shown["open"], strict=True))
        assert shown["open"] == shown["guest"]
