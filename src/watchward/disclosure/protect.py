"""From an answer to what one audience may see of it: admit, count, tie, hide, lay out, say."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from watchward.contract.result import Result, Table
from watchward.contract.safe_result import GATE, SafeResult, SafeTable
from watchward.disclosure.admit import Admitted, admit, without
from watchward.disclosure.bounds import Plan, State, UnfinishedAudit
from watchward.disclosure.exempt import rule_for
from watchward.disclosure.grid import Grid, build
from watchward.disclosure.hide import decide
from watchward.disclosure.links import link
from watchward.disclosure.outlines import outlines
from watchward.disclosure.own import is_of_places, own_places
from watchward.disclosure.rules import Audience, Rules, read_rules
from watchward.disclosure.shown import Layout
from watchward.disclosure.written import table_values

Say = Callable[[Mapping[str, SafeTable], str], str]
WIDEST = "partner"  # sees no less than any other audience that is not exact
NO_FLOORS: Mapping[str, int] = {}


def protect_result(
    result: Result,
    *,
    audience: str,
    rules: Rules | None = None,
    floors: Mapping[str, int] = NO_FLOORS,
    say: Say | None = None,
) -> SafeResult:
    """What `audience` may see; `floors` come from agreements in date, by data set."""
    rules = rules or read_rules()
    who = rules.audience(audience)
    rules.check_options(result.options, who)
    admitted = admit(result, audience=who, rules=rules)
    try:
        tables, reasons = _protected(result, admitted, rules=rules, who=who, floors=floors)
    except UnfinishedAudit:
        return _needs_a_person(result, rules=rules, who=who)
    outcome = "refused" if admitted.refused else "released"
    headline = ""
    if say and outcome == "released":
        whole = [table for table in tables if who.places != "none" or not is_of_places(table)]
        headline = say({table.name: table for table in whole}, result.window)
    return _safe(
        result,
        rules=rules,
        who=who,
        outcome=outcome,
        reasons=(*admitted.reasons, *reasons),
        tables=tables,
        headline=headline,
    )


def _protected(
    result: Result, admitted: Admitted, *, rules: Rules, who: Audience, floors: Mapping[str, int]
) -> tuple[tuple[SafeTable, ...], tuple[str, ...]]:
    grid, plan = plan_for(result, who=who, rules=rules, floors=floors)
    tables = tuple(
        Layout(grid, plan, table, columns).lay_out()
        for table, columns in zip(admitted.tables, admitted.columns, strict=True)
    )
    tables = own_places(tables, who=who, premises=str(result.options.get("premises", "")))
    return tables, _said(grid, plan, {table.name for table in tables})


def plan_for(
    result: Result, *, who: Audience, rules: Rules, floors: Mapping[str, int]
) -> tuple[Grid, Plan]:
    """What becomes of every count that any partner may see, for this audience.

    A smaller audience's plan starts from the partner's, over the same tables: what partners may not
    see nobody else may, so two audiences together hold no more than the larger one does.
    """
    widest = who if who.exact else rules.audience(WIDEST)
    admitted = admit(result, audience=widest, rules=rules)
    tables = [without(t, c) for t, c in zip(admitted.tables, admitted.columns, strict=True)]
    grid = _grid(result, tables, rules=rules, who=widest, floors=floors)
    plan = decide(grid)
    if who.name == widest.name:
        return grid, plan
    narrower = _grid(result, tables, rules=rules, who=who, floors=floors)
    return narrower, decide(narrower, above=(grid, plan))


def _grid(
    result: Result,
    tables: Sequence[Table],
    *,
    rules: Rules,
    who: Audience,
    floors: Mapping[str, int],
) -> Grid:
    rule_of = rule_for(result, tables, rules=rules, who=who, floors=floors)
    sets = frozenset(source.dataset for source in result.sources)
    grid = build(tables, rule_of=rule_of, sets=sets)
    if not who.exact:
        link(grid)
    return grid


def _said(grid: Grid, plan: Plan, seen: set[str]) -> tuple[str, ...]:
    """What was done to the numbers, in words that hold no number of people."""
    said = {
        f"Counts from 1 to {count.rule.hide_below - 1} are hidden and shown as [c]; 0 is shown; "
        f"others are rounded to the nearest {count.rule.round_to}."
        for count in grid.counts
        if count.known and count.table in seen and not count.rule.exact
    }
    more = {
        count.table
        for count, state in zip(grid.counts, plan.states, strict=True)
        if state in (State.MORE, State.PART, State.WHOLE)
    }
    titles = [f"“{table.title}”" for table in grid.tables if table.name in more & seen]
    if titles:
        listed = ", ".join(titles)
        said.add(f"In {listed} further cells are hidden, so that hidden ones cannot be worked out.")
    return tuple(sorted(said))


def _needs_a_person(result: Result, *, rules: Rules, who: Audience) -> SafeResult:
    why = (
        "The check that hidden counts cannot be worked out did not finish, so nothing is shown. "
        "Ask the partnership's data officer to look, or ask as an analyst."
    )
    return _safe(result, rules=rules, who=who, outcome="needs a person", reasons=(why,))


def _safe(
    result: Result,
    *,
    rules: Rules,
    who: Audience,
    outcome: str,
    reasons: tuple[str, ...],
    tables: tuple[SafeTable, ...] = (),
    headline: str = "",
) -> SafeResult:
    shown = outcome == "released"
    return SafeResult(
        id=result_id(
            store_version=result.store_version,
            rules_version=rules.version,
            audience=who.name,
            options=result.options,
            tables=tables,
        ),
        about=result.about,
        audience=who.name,
        outcome=outcome,
        reasons=reasons,
        headline=headline,
        tables=tables,
        sources=result.sources,
        store_version=result.store_version,
        rules_version=rules.version,
        window=result.window,
        options=dict(result.options),
        caveats=result.caveats if shown else (),
        not_comparable=result.not_comparable if shown else (),
        areas=outlines(result.areas, tables) if shown else None,
        synthetic=result.synthetic,
        gate=GATE,
    )


def result_id(
    *,
    store_version: str,
    rules_version: str,
    audience: str,
    options: Mapping[str, Any],
    tables: Sequence[SafeTable],
) -> str:
    """The same answer for the same people from the same store has the same id, on any day."""
    said = [
        store_version,
        rules_version,
        audience,
        dict(options),
        [table_values(t) for t in tables],
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]
