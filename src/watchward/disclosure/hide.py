"""Decides what becomes of every count: small ones hidden, then more, until none can be narrowed.

The promise, held for every hidden count by linear programming: whoever knows the rules, and which
counts they hid, still cannot rule out 1, nor the largest that the rule hides. `[c]` says all that
there is to learn.
"""

from collections.abc import Callable, Sequence
from math import log1p

from watchward.disclosure.bounds import (
    CLOSE,
    Block,
    Gap,
    Plan,
    State,
    UnfinishedAudit,
    components,
    gaps,
)
from watchward.disclosure.grid import Count, Grid, Over, Sum

NO_TOP = 10**9
PASSES = 60  # each hides more, so it ends; no clock, so that the same answer comes out every time


def decide(grid: Grid) -> Plan:
    """Small counts, parts of hidden totals, then as many passes as the audit asks for."""
    plan = first(grid)
    for _ in range(PASSES):
        open_gaps = gaps(grid, plan)
        if not open_gaps:
            return plan
        wider = widen(grid, plan, open_gaps)
        if wider.states == plan.states:
            break
        plan = wider
    raise UnfinishedAudit("hiding more does not help")


def first(grid: Grid) -> Plan:
    """Small counts hidden, and every part of a hidden total with them: even which parts are 0."""
    states = [_alone(count) for count in grid.counts]
    tops = [
        count.rule.hide_below - 1 if state is State.SMALL else NO_TOP
        for count, state in zip(grid.counts, states, strict=True)
    ]
    inside = _parts(grid)
    for i, count in enumerate(grid.counts):
        if count.value is None or not count.rule.small(count.value):
            continue
        for j in inside(i):
            tops[j] = min(tops[j], count.rule.hide_below - 1)
            if states[j] is not State.UNSEEN:
                states[j] = State.PART
    return Plan(tuple(states), tuple(tops))


def _alone(count: Count) -> State:
    if count.value is None:
        return State.NONE
    if not count.known:
        return State.UNSEEN
    return State.SMALL if count.rule.small(count.value) else State.SHOWN


def _parts(grid: Grid) -> Callable[[int], frozenset[int]]:
    """What each count is a sum of, and what those are sums of."""
    made: dict[int, set[int]] = {}
    for tie in grid.sums:
        made.setdefault(tie.total, set()).update(tie.parts)
    found: dict[int, frozenset[int]] = {}

    def below(i: int) -> frozenset[int]:
        if i not in found:
            direct = made.get(i, set())
            found[i] = frozenset(direct).union(*(below(part) for part in direct))
        return found[i]

    return below


def widen(grid: Grid, plan: Plan, open_gaps: Sequence[Gap]) -> Plan:
    """Hide what stands in the way, cheapest first: numbers that must give to close a gap."""
    states = list(plan.states)
    ties = {i: part for part in components(grid, plan) for i in part[0]}
    for gap in open_gaps:
        now = Plan(tuple(states), plan.tops)
        for i in _in_the_way(grid, now, gap, ties[gap.count]):
            states[i] = State.MORE
    return Plan(tuple(states), plan.tops)


def _in_the_way(
    grid: Grid, plan: Plan, gap: Gap, tied: tuple[list[int], list[Sum]]
) -> tuple[int, ...]:
    """Let every printed number give at a price, hold the hidden one at its target: who gives?"""
    import numpy as np
    from scipy.sparse import hstack

    block = Block(grid, plan, *tied)
    size = len(block.members)
    limits = block.limits.copy()
    limits[block.at[gap.count]] = gap.target
    gives = [
        at
        for at, i in enumerate(block.members)
        if plan.states[i] is State.SHOWN and not grid.counts[i].rule.exact
    ]
    price = np.array([_price(grid.counts[block.members[at]]) for at in gives])
    columns = block.matrix[:, gives]
    solved = block.solve(
        np.concatenate([np.zeros(size), price, price]),
        limits=np.concatenate([limits, np.tile([0.0, np.inf], (2 * len(gives), 1))]),
        extra=hstack([block.matrix, columns, -columns]).tocsr(),
    )
    if solved.x is None:
        raise UnfinishedAudit(solved.message)
    moved = solved.x[size : size + len(gives)] + solved.x[size + len(gives) :]
    return tuple(block.members[at] for at, by in zip(gives, moved, strict=True) if by > CLOSE)


def _price(count: Count) -> float:
    """Small cells go first, totals later, the grand total last."""
    over = sum(value is Over.ALL for value in count.key)
    whole = over == len(count.key)
    return (1 + log1p(count.value or 0)) * (1 if not over else 100 if whole else 10)
