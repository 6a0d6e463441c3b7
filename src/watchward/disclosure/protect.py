"""From an answer to what one audience may see of it: admit, count, tie, hide, lay out, say."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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
from watchward.disclosure.rules import EXACT, Audience, Rules, read_rules
from watchward.disclosure.shown import Layout
from watchward.disclosure.written import table_values

Say = Callable[[Mapping[str, SafeTable], str], str]
WIDEST = "partner"  # sees no less than any other audience that is not exact
NO_FLOORS: Mapping[str, int] = {}
UNFINISHED = (
    "The check that hidden counts cannot be worked out did not finish, so nothing is shown. "
    "Ask the partnership's data officer to look, or ask as an analyst."
)


def protect_result(
    result: Result,
    *,
    audience: str,
    rules: Rules | None = None,
    floors: Mapping[str, int] = NO_FLOORS,
    say: Say | None = None,
) -> SafeResult:
    """What `audience` may see; `floors` come from agreements in date, by data set."""
    return prepare(result, audience=audience, rules=rules, floors=floors, say=say).safe()


@dataclass(frozen=True)
class Prepared:
    """An answer with its plan, which may still hide more before it is laid out."""

    result: Result
    admitted: Admitted
    who: Audience
    rules: Rules
    grid: Grid
    plan: Plan
    say: Say | None = None
    finished: bool = True  # False where the audit came to no answer

    def safe(self) -> SafeResult:
        """As it would leave."""
        if not self.finished:
            return needs_a_person(self.result, why=UNFINISHED, rules=self.rules, who=self.who)
        tables = tuple(
            Layout(self.grid, self.plan, table, columns).lay_out()
            for table, columns in zip(self.admitted.tables, self.admitted.columns, strict=True)
        )
        premises = str(self.result.options.get("premises", ""))
        tables = own_places(tables, who=self.who, premises=premises)
        reasons = _said(self.grid, self.plan, {table.name for table in tables})
        outcome = "refused" if self.admitted.refused else "released"
        headline = ""
        if self.say and outcome == "released":
            whole = [t for t in tables if self.who.places != "none" or not is_of_places(t)]
            headline = self.say({table.name: table for table in whole}, self.result.window)
        return _safe(
            self.result,
            rules=self.rules,
            who=self.who,
            outcome=outcome,
            reasons=(*self.admitted.reasons, *reasons),
            tables=tables,
            headline=headline,
        )

    def may_hide(self, index: int) -> bool:
        """A shown count that is not 0 and not public; a 0 that is hidden would be known."""
        count = self.grid.counts[index]
        shown = self.plan.states[index] is State.SHOWN
        return shown and bool(count.value) and not count.rule.exact

    def hiding(self, counts: Collection[int]) -> "Prepared":
        """These hidden too; no hidden count can be narrower for it."""
        states = [State.MORE if i in counts else s for i, s in enumerate(self.plan.states)]
        return replace(self, plan=Plan(tuple(states), self.plan.tops))

    def without(self, names: Collection[str], *, why: str) -> "Prepared":
        """These tables withheld, and said to be."""
        kept = [table.name not in names for table in self.admitted.tables]
        gone = [table.title for table in self.admitted.tables if table.name in names]
        admitted = Admitted(
            tuple(t for t, stays in zip(self.admitted.tables, kept, strict=True) if stays),
            tuple(c for c, stays in zip(self.admitted.columns, kept, strict=True) if stays),
            (*self.admitted.reasons, *(f"“{title}”: {why}" for title in gone)),
            refused=not any(kept),
        )
        return replace(self, admitted=admitted)


def prepare(
    result: Result,
    *,
    audience: str,
    rules: Rules | None = None,
    floors: Mapping[str, int] = NO_FLOORS,
    say: Say | None = None,
) -> Prepared:
    """Admit, count, tie and hide; nothing is laid out yet."""
    rules = rules or read_rules()
    who = rules.audience(audience)
    rules.check_options(result.options, who)
    admitted = admit(result, audience=who, rules=rules)
    try:
        grid, plan = plan_for(result, who=who, rules=rules, floors=floors)
    except UnfinishedAudit:
        nothing = Grid((), lambda _: EXACT)
        return Prepared(result, admitted, who, rules, nothing, Plan((), ()), say, finished=False)
    return Prepared(result, admitted, who, rules, grid, plan, say)


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


def needs_a_person(result: Result, *, why: str, rules: Rules, who: Audience) -> SafeResult:
    """Nothing is shown until somebody has looked."""
    return _safe(result, rules=rules, who=who, outcome="needs a person", reasons=(why,))


def refused(prepared: Prepared, *, why: str) -> SafeResult:
    """An answer that somebody decided does not go."""
    return _safe(
        prepared.result, rules=prepared.rules, who=prepared.who, outcome="refused", reasons=(why,)
    )


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
            analysis=result.about.name,
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
    analysis: str,
    options: Mapping[str, Any],
    tables: Sequence[SafeTable],
) -> str:
    """The same answer for the same people from the same store has the same id, on any day."""
    said = [
        store_version,
        rules_version,
        audience,
        analysis,
        dict(options),
        [table_values(t) for t in tables],
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]
