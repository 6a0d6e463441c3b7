"""Holds an answer against everything that left before it, and hides more until that is safe.

For every tier that will hold the answer: what it has already, and this, on one attacker's paper.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from watchward.contract.safe_result import SafeResult
from watchward.disclosure.bounds import UnfinishedAudit
from watchward.disclosure.contents import Contents
from watchward.disclosure.history import Held, readers
from watchward.disclosure.overlay import Outlines, laid_over
from watchward.disclosure.paper import Contradiction, Pairs, write
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
    outlines: Callable[[str], Outlines] = lambda _: {}

    def hold(self, prepared: Prepared) -> Checked:
        """The answer with as much more hidden as it takes; or why there is none."""
        return self.settle(prepared)[1]

    def settle(self, prepared: Prepared) -> tuple[Prepared, Checked]:
        """The same, with the plan that it came to."""
        if prepared.who.exact or prepared.safe().outcome != "released":
            return prepared, Checked(prepared.safe())
        deadline = time.thread_time() + self.seconds
        try:
            for _ in range(PASSES):
                checked = self.told(prepared)
                before = self.history.has(prepared.who.name, checked.safe.id)
                if checked.safe.outcome != "released" or before:
                    return prepared, checked
                found = list(self._breaches(prepared, checked, deadline=deadline))
                if not found:
                    return prepared, checked
                prepared = _less(prepared, found)
            why = OVERTAKEN
        except UnfinishedAudit:
            why = OVERTAKEN
        except Contradiction:
            why = CONTRADICTION
        who, rules = prepared.who, prepared.rules
        return prepared, Checked(needs_a_person(prepared.result, why=why, rules=rules, who=who))

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
            read = (*sheets, *(sheet for release in earlier for sheet in release.sheets))
            names = {"", *(dataset for sheet in read for dataset in sheet.datasets)}
            floors = floors_of(names, prepared, tier=tier, agreed=self.floors)
            pairs = self._pairs([*earlier, fresh])
            paper = write([*earlier, fresh], floors=floors, pairs=pairs)
            ranges = Ranges(paper, deadline=deadline)
            yield from (found for found in ranges.breaches(targets(paper)) if found.counts)

    def _pairs(self, read: Sequence[Release]) -> Pairs:
        """Which areas of different geographies meet, where more than one is read."""
        kinds = sorted(
            {
                kind
                for release in read
                for sheet in release.sheets
                for kind in sheet.labels
                if kind.startswith("area@")
            }
        )
        found: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
        for one, other in combinations(kinds, 2):
            drawn = [self.outlines(kind.partition("@")[2]) for kind in (one, other)]
            found |= laid_over((one, other), drawn[0], drawn[1])
        return found


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
    private = {source.dataset for source in prepared.result.sources if not source.public}
    return {
        name: 1
        if name and name not in private and tier in rules.exempt.get(name, ())
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
