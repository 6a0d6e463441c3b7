"""Decides what becomes of every count: small ones hidden, then more, until none can be narrowed.

The promise, held for every hidden count by linear programming: whoever knows the rules, and which
counts they hid, still cannot rule out 1, nor the largest that the rule hides. `[c]` says all that
there is to learn.
"""

from collections.abc import Callable
from math import log1p

from watchward.disclosure.bounds import (
    CLOSE,
    HIDDEN,
    INFEASIBLE,
    Block,
    Gap,
    Plan,
    State,
    UnfinishedAudit,
    blocks,
)
from watchward.disclosure.fewest import fewest
from watchward.disclosure.grid import Count, Grid, Key, Over

NO_TOP = 10**9
Address = tuple[str, str, Key]
PASSES = 60  # each hides more, so it ends


def decide(grid: Grid, *, above: tuple[Grid, Plan] | None = None) -> Plan:
    """Small counts, parts of hidden totals, then as many passes as the audit asks for.

    `above`: the plan for an audience that sees more; what it hides, this one hides too.
    """
    taken = _taken(*above) if above else {}
    plan = first(grid, frozenset(taken))
    for block in blocks(grid):
        came = {taken.get(address(grid.counts[i])) for i in block.members}
        settled = None if State.WHOLE in came else _settle(block, plan)
        plan = settled or _hide_whole(block, plan)
    return plan


def _settle(block: Block, plan: Plan) -> Plan | None:
    """Hide more until the audit passes; nothing where hiding more does not help."""
    for _ in range(PASSES):
        gaps = block.gaps(plan)
        if not gaps:
            return plan
        more = _together(block, plan, gaps)
        if more:
            plan = _hidden(plan, more)
            continue
        for gap in gaps:
            one = _in_the_way(block, plan, gap)
            if one is None:
                return None
            plan = _hidden(plan, one)
    raise UnfinishedAudit("too many passes")


def _hidden(plan: Plan, more: frozenset[int]) -> Plan:
    states = [State.MORE if i in more else state for i, state in enumerate(plan.states)]
    return Plan(tuple(states), plan.tops)


def _together(block: Block, plan: Plan, gaps: list[Gap]) -> frozenset[int] | None:
    """The cheapest to hide for all gaps at once, where that can be found in time."""
    gives = _gives(block, plan)
    price = [_price(block.grid.counts[block.members[at]]) for at in gives]
    return fewest(block, plan, gaps, gives=gives, price=price)


def _gives(block: Block, plan: Plan) -> list[int]:
    """Places in the block of the counts that may be hidden for others."""
    return [
        at for at, i in enumerate(block.members) if _may_hide(block.grid, i, state=plan.states[i])
    ]


def _hide_whole(block: Block, plan: Plan) -> Plan:
    """Tables so small that nothing else helps: with all of it hidden, no mark tells anything."""
    states = list(plan.states)
    for i in block.members:
        count = block.grid.counts[i]
        if states[i] is not State.UNSEEN and not count.rule.exact:
            states[i] = State.WHOLE
    return Plan(tuple(states), plan.tops)


def _taken(grid: Grid, plan: Plan) -> dict[Address, State]:
    """Every count that this plan hides, and how."""
    states = zip(grid.counts, plan.states, strict=True)
    return {address(count): state for count, state in states if state in HIDDEN}


def first(grid: Grid, already: frozenset[Address] = frozenset()) -> Plan:
    """Small counts hidden, and every part of a hidden total with them: even which parts are 0."""
    states = [_alone(count, hidden=address(count) in already) for count in grid.counts]
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


def _alone(count: Count, *, hidden: bool) -> State:
    if count.value is None:
        return State.NONE
    if not count.known:
        return State.UNSEEN
    if count.rule.small(count.value):
        return State.SMALL
    return State.MORE if hidden and count.value else State.SHOWN


def address(count: Count) -> Address:
    """Where a count is, in any grid of the same answer."""
    return count.table, count.column, count.key


def _parts(grid: Grid) -> Callable[[int], set[int]]:
    """What each count is a sum of, and what those are sums of."""
    made: dict[int, set[int]] = {}
    for tie in grid.sums:
        made.setdefault(tie.total, set()).update(tie.parts)

    def below(total: int) -> set[int]:
        found: set[int] = set()
        left = [total]
        while left:
            new = made.get(left.pop(), set()) - found
            found |= new
            left += new
        return found - {total}

    return below


def _in_the_way(block: Block, plan: Plan, gap: Gap) -> frozenset[int] | None:
    """Let every printed number give at a price, hold the hidden one at its target: who gives?"""
    import numpy as np
    from scipy.sparse import hstack

    size = len(block.members)
    limits = block.limits(plan)
    limits[block.at[gap.count]] = gap.target
    gives = _gives(block, plan)
    price = np.array([_price(block.grid.counts[block.members[at]]) for at in gives])
    least = np.array([block.grid.counts[block.members[at]].rule.hide_below for at in gives])
    up, down = np.full(len(gives), np.inf), np.maximum(limits[gives, 0] - least, 0)
    columns = block.matrix[:, gives]
    solved = block.solve(
        np.concatenate([np.zeros(size), price, price]),
        limits=[*limits, *((0, most) for most in up), *((0, most) for most in down)],
        extra=hstack([block.matrix, columns, -columns]).tocsr(),
    )
    if solved.status == INFEASIBLE:
        return None
    if solved.x is None:
        raise UnfinishedAudit(solved.message)
    moved = solved.x[size : size + len(gives)] + solved.x[size + len(gives) :]
    return frozenset(block.members[at] for at, by in zip(gives, moved, strict=True) if by > CLOSE)


def _may_hide(grid: Grid, index: int, *, state: State) -> bool:
    """Not what is known anyway: a 0, a public or accounted number, a total that others tell."""
    count = grid.counts[index]
    grand = bool(count.key) and all(value is Over.ALL for value in count.key)
    known = count.rule.exact or grid.exactly(count) or grand
    return state is State.SHOWN and bool(count.value) and not known


def _price(count: Count) -> float:
    """Small cells go first, totals later."""
    total = Over.ALL in count.key
    return (1 + log1p(count.value or 0)) * (10 if total else 1)
