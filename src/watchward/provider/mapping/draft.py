"""From what is sure, and what a person says, to a mapping that can be saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from watchward.contract.dataset import Field
from watchward.errors import UsageRefusal
from watchward.provider.headers import folded
from watchward.provider.mapping.profile import Column
from watchward.provider.mapping.propose import Proposed, way_of, words_of
from watchward.provider.mapping.saved import ExtractMapping, harmless
from watchward.provider.mapping.shape import fingerprint, stays


@dataclass
class Draft:
    """What has been settled so far: field → column, way of writing, words."""

    proposed: Proposed
    columns: dict[str, Column] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    doubtful_ways: set[str] = field(default_factory=set)

    def field(self, name: str) -> Field:
        """A field that leaves, or whose words are looked up here, by its name."""
        found = {one.name: one for one in self.proposed.dataset.mapped}
        if name not in found:
            raise UsageRefusal(
                "That is no field which leaves.", where=name, do=f"There are: {', '.join(found)}."
            )
        return found[name]

    def settle(self, name: str, column: Column) -> None:
        """The field is in that column; its way of writing and its words follow."""
        one = self.field(name)
        self.columns[name] = column
        self.codes.pop(name, None)
        self.written.pop(name, None)
        self.doubtful_ways.discard(name)
        if one.type in ("date", "moment", "time"):
            self.written[name], certain = way_of(column, one)
            if not certain:
                self.doubtful_ways.add(name)
        if one.type in ("code", "yes_no"):
            sure = {
                word.text: word.code
                for word in words_of(column, one)
                if word.sure and not word.listed and harmless(word.text)
            }
            self.codes[name] = sure

    def leave(self, name: str) -> None:
        """The field has no column after all."""
        self.columns.pop(name, None)
        self.written.pop(name, None)
        self.codes.pop(name, None)
        self.doubtful_ways.discard(name)

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required fields that have no column yet."""
        required = (one for one in self.proposed.dataset.fields if one.required)
        return tuple(one for one in required if one.name not in self.columns)

    def unmapped(self, name: str) -> int:
        """How many of a coded field's words nothing is known of."""
        column = self.columns[name]
        known = self.codes.get(name, {})
        words = words_of(column, self.field(name))
        return sum(not word.listed and word.text not in known for word in words)


def first_draft(proposed: Proposed) -> Draft:
    """Everything that is sure; a date's column also gives the time where nothing else does."""
    draft = Draft(proposed)
    for one in proposed.columns:
        if one.field in proposed.dataset.mapped:
            draft.settle(one.field.name, one.column)
    rule = proposed.dataset.time
    whole = draft.columns.get(rule.date)
    if rule.time and rule.time not in draft.columns and whole is not None and whole.looked_at:
        asked = any(
            score.field.name == rule.time
            for one in proposed.columns
            for score in one.candidates
            if one.column.place != whole.place
        )
        if whole.share(whole.clocked) > 0.5 and not asked:
            draft.settle(rule.time, whole)
    return draft


def carry_over(draft: Draft, earlier: ExtractMapping) -> None:
    """What was reviewed before still holds where its column is still there."""
    by_header = {folded(column.header): column for column in draft.proposed.profile.columns}
    for name, header in earlier.columns.items():
        column = by_header.get(folded(header))
        if column is None:
            continue
        draft.settle(name, column)
        if name in earlier.written and _still(column, draft.field(name), earlier.written[name]):
            draft.written[name] = earlier.written[name]
            draft.doubtful_ways.discard(name)
        if name in earlier.codes:
            draft.codes[name] = {**draft.codes.get(name, {}), **earlier.codes[name]}


def _still(column: Column, one: Field, way: str) -> bool:
    ways = column.times if one.type == "time" else column.dates
    return ways.get(way, 0) == max(ways.values(), default=0)


def finished(
    draft: Draft, *, reviewed_by: str, reviewed_at: str, sheet: str = ""
) -> ExtractMapping:
    """The mapping; refused while a required field has no column."""
    if draft.missing:
        said = ", ".join(f"“{one.title}” ({one.name})" for one in draft.missing)
        raise UsageRefusal(
            f"Not sure which column holds: {said}.",
            where=draft.proposed.profile.name,
            do="Run it without --accept and say which, or name it: --column FIELD=HEADER.",
        )
    dataset, header = draft.proposed.dataset, draft.proposed.profile.header
    headers = _in_order(draft, {name: column.header for name, column in draft.columns.items()})
    leaving = {header for name, header in headers.items() if name != dataset.place.text}
    return ExtractMapping(
        dataset=dataset.name,
        dataset_version=dataset.version,
        reviewed_by=reviewed_by,
        reviewed_at=reviewed_at,
        columns=headers,
        written=_in_order(draft, draft.written),
        codes={name: words for name, words in draft.codes.items() if words},
        stay=stays(header, leaving),
        headers=len(header),
        fingerprint=fingerprint(header),
        sheet=sheet,
        empty=tuple(sorted({w.casefold() for c in draft.columns.values() for w in c.empties})),
    )


def _in_order(draft: Draft, said: Mapping[str, str]) -> dict[str, str]:
    return {one.name: said[one.name] for one in draft.proposed.dataset.fields if one.name in said}
