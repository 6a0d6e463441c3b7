"""Made-up answers for the gate's tests, and what an attacker might be told besides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from watchward.contract.about import About
from watchward.contract.result import Column, Result, Source, Table
from watchward.contract.safe_result import SafeResult, SafeTable
from watchward.disclosure.attack import Address
from watchward.disclosure.bounds import Plan, State, protected, reach
from watchward.disclosure.grid import Count, Grid, Over
from watchward.disclosure.protect import plan_for, protect_result
from watchward.disclosure.rules import Rules, read_rules

HOSPITAL = Source(
    *("ed_assault", "Emergency department", "health", "trust", False, False, 24288, 24311, ()),
    *("hour", "snapped", ""),
)
STREET = replace(
    HOSPITAL, dataset="police_street", title="Street", side="police", provider="force", public=True
)
ABOUT = About("made_up", "Made up", "What?", "counted", "nobody", (), ("health",))
PEOPLE = Column("health", "People", "count", dataset="ed_assault")
CRIMES = Column("police", "Crimes", "count", dataset="police_street")
YEAR = "rolling 12 months to 2025-12"
OTHERS = ("partner", "guest", "open")


def dimension(name: str, describes: str = "") -> Column:
    return Column(name, name.capitalize(), "dimension", describes or name)


def table(name: str, columns: Sequence[Column], rows: Sequence[tuple], **rest) -> Table:
    settings = {"totals": ((),), "window": YEAR, "months": 12, **rest}
    return Table(name, name.capitalize(), tuple(columns), tuple(rows), **settings)


def answer(*tables: Table, sources: tuple[Source, ...] = (HOSPITAL,), **rest) -> Result:
    settings = {"options": {"months": 12}, "store_version": "ed_assault@3", "window": YEAR, **rest}
    return Result(ABOUT, tables, sources, **settings)


def rules_for(result: Result) -> Rules:
    """The real rules, with made-up tables on the list of those that leave."""
    listed = {f"{ABOUT.name}.{one.name}": (one.months,) for one in result.tables}
    return replace(read_rules(), tables=listed)


def protect(result: Result, audience: str = "open", **rest) -> SafeResult:
    """Through the real gate."""
    return protect_result(result, audience=audience, rules=rules_for(result), **rest)


def printed(safe: SafeResult | SafeTable, name: str = "") -> list[list[str]]:
    """Rows, then totals, as a reader sees them."""
    found = safe.table(name) if isinstance(safe, SafeResult) and name else safe
    found = found.tables[0] if isinstance(found, SafeResult) else found
    return [[cell.text for cell in row] for row in (*found.rows, *found.total_rows)]


def plan_of(result: Result, audience: str = "open", **floors: int) -> tuple[Grid, Plan]:
    """What the gate decided, and the true numbers."""
    rules = rules_for(result)
    return plan_for(result, who=rules.audience(audience), rules=rules, floors=floors)


def told(grid: Grid, plan: Plan, *, release: int = 0) -> Mapping[Address, tuple[float, float]]:
    """Which counts are small, which parts, which hidden for others: more than a reader knows."""
    known = {}
    for count, state, top in zip(grid.counts, plan.states, plan.tops, strict=True):
        floor = count.rule.hide_below
        known[address(count, release)] = {
            State.SMALL: (1, floor - 1),
            State.PART: (0, top),
            State.MORE: (floor, inf),
            State.WHOLE: (0, inf),
        }.get(state)
    return {where: limits for where, limits in known.items() if limits}


def must_reach(grid: Grid, plan: Plan, *, release: int = 0) -> Mapping[Address, int]:
    """The largest value that each hidden small count must still be able to have."""
    return {
        address(count, release): reach(grid, plan, i)
        for i, count in enumerate(grid.counts)
        if protected(grid, plan, i)
    }


def address(count: Count, release: int = 0) -> Address:
    key = tuple(None if isinstance(value, Over) else value for value in count.key)
    return release, count.table, count.column, key
