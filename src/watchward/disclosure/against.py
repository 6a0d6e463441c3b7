"""Holds an answer against everything that left before it, and hides more until that is safe.

For every tier that will hold the answer: what it has already, and this, on one attacker's paper.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watchward.contract.safe_result import SafeResult
from watchward.disclosure.bounds import UnfinishedAudit
from watchward.disclosure.contents import Contents
from watchward.disclosure.history import Held, readers
from watchward.disclosure.paper import Contradiction, write
from watchward.disclosure.protect import Prepared, needs_a_person
from watchward.disclosure.ranges import Breach, Ranges
from watchward.disclosure.refinement import Release, related
from watchward.disclosure.rules import Audience, Rules
from watchward.disclosure.sheets import Sheet
from watchward.disclosure.targets import targets
from watchward.disclosure.told import sheets_of

PASSES = 12  # each hides more
WITHHELD = (
    "withheld: together with what was released before, it would give hidden counts away. "
    "Ask as an analyst, or ask again when the next months are held."
)
OVERTAKEN = (
    "It could not be shown in time that, together with what was released before, this gives no "
    "hidden count away, so nothing is shown. An analyst can look at it and decide: "
    "`watchward decide`."
)
CONTRADICTION = (
    "This does not agree with what was released before about the same records, so it cannot be "
    "shown that the two together are safe. An analyst can look at it and decide: "
    "`watchward decide`."
)


@dataclass(frozen=True)
class Checked:
    """An answer that may go, or that may not, and what the ledger keeps of it."""

    safe: SafeResult
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class Check:
    """What an answer is held against."""

    history: Held
    contents: Contents
    floors: Mapping[str, int]
    geography: Mapping[str, str]
    seconds: float

    def hold(self, prepared: Prepared) -> Checked:
        """The answer with as much more hidden as it takes; or why there is none."""
        if prepared.who.exact or prepared.safe().outcome != "released":
            return Checked(prepared.safe())
        deadline = time.monotonic() + self.seconds
        try:
            for _ in range(PASSES):
                checked = self.told(prepared)
                if checked.safe.outcome != "released":
                    return checked
                if self.history.has(prepared.who.name, checked.safe.id):
                    return checked
                found = list(self._breaches(prepared, checked, deadline=deadline))
                if not found:
                    return checked
                prepared = _less(prepared, found)
            raise UnfinishedAudit("too many passes")
        except UnfinishedAudit:
            why = OVERTAKEN
        except Contradiction:
            why = CONTRADICTION
        who, rules = prepared.who, prepared.rules
        return Checked(needs_a_person(prepared.result, why=why, rules=rules, who=who))

    def told(self, prepared: Prepared) -> Checked:
        """The answer as it is prepared, and what it tells."""
        safe = prepared.safe()
        sheets = sheets_of(
            safe,
            grid=prepared.grid,
            plan=prepared.plan,
            rules=prepared.rules,
            geography=self.geography,
        )
        return Checked(safe, sheets)

    def _breaches(
        self, prepared: Prepared, checked: Checked, *, deadline: float
    ) -> Iterator[Breach]:
        safe = checked.safe
        sheets = protected(checked.sheets)
        fresh = Release(sheets, self.contents, safe.store_version, fresh=True)
        for tier in readers(prepared.who.name):
            earlier = related(fresh, self.history.by(tier))
            if tier != prepared.who.name and not earlier:
                continue
            names = {dataset for sheet in sheets for dataset in sheet.datasets}
            floors = floors_of(names, prepared, tier=tier, agreed=self.floors)
            paper = write([*earlier, fresh], floors=floors)
            ranges = Ranges(paper, deadline=deadline)
            yield from (found for found in ranges.breaches(targets(paper)) if found.counts)


def protected(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Without public counts that no sum ties to others."""
    summed = {d for sheet in sheets if len(sheet.datasets) > 1 for d in sheet.datasets}
    return tuple(s for s in sheets if s.floor > 1 or set(s.datasets) & summed)


def floors_of(
    names: set[str], prepared: Prepared, *, tier: str, agreed: Mapping[str, int]
) -> dict[str, int]:
    """Below which number a count of each data set is hidden from a tier; 1 for what is public."""
    rules: Rules = prepared.rules
    who: Audience = rules.audience(tier)
    public = {source.dataset for source in prepared.result.sources if source.public}
    return {
        name: 1
        if name in public and tier in rules.exempt.get(name, ())
        else rules.rule(name, audience=who, floors=agreed).hide_below
        for name in names
    }


def _less(prepared: Prepared, found: list[Breach]) -> Prepared:
    """Hide the counts that gave something away; where none may be hidden, their tables."""
    blamed = {count for breach in found for count in breach.counts if count >= 0}
    more = {count for count in blamed if prepared.may_hide(count)}
    if more:
        return prepared.hiding(more)
    tables = {prepared.grid.counts[count].table for count in blamed}
    return prepared.without(tables, why=WITHHELD)
