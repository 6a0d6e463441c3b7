"""Which column holds which field: what the header says and what the cells hold, both or not at all.

A proposal is *sure* only where the header is all but the field's own name, the cells fit, and no
other field or column comes near. Everything else is a question for the officer
(docs/adr/0017-a-mapping-is-proposed-never-taken.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from watchward.contract.dataset import Dataset, Field
from watchward.provider.identifiers import headed_kind
from watchward.provider.mapping.codes import Word, propose_codes
from watchward.provider.mapping.fit import fit, telling
from watchward.provider.mapping.formats import ORDERS
from watchward.provider.mapping.likeness import likeness, names
from watchward.provider.mapping.profile import Column, Profile

SAID = 0.85  # how much a header must say to be sure
FITS = 0.8  # how much of a column must fit to be sure
MARGIN = 0.1  # how far behind everything else must be
WORTH_ASKING = 0.45
OF_HEADER = 0.65  # the header's part of a score
TELLING = 3  # different codes of its list that speak for a column by themselves
MOST_ASKED = 4


@dataclass(frozen=True)
class Score:
    """How well one column goes with one field."""

    field: Field
    header: float
    content: float | None

    @property
    def whole(self) -> float:
        """Both parts; an empty column has only its header."""
        if self.content is None:
            return OF_HEADER * self.header
        return OF_HEADER * self.header + (1 - OF_HEADER) * self.content


@dataclass(frozen=True)
class Proposal:
    """What one column seems to be. `candidates` are worth asking about, the best first."""

    column: Column
    field: Field | None
    sure: bool
    candidates: tuple[Score, ...]


@dataclass(frozen=True)
class Proposed:
    """A whole extract, ready to be looked at."""

    profile: Profile
    dataset: Dataset
    columns: tuple[Proposal, ...]

    def column_of(self, field: str) -> Proposal | None:
        """The sure column of a field."""
        found = (one for one in self.columns if one.sure and one.field and one.field.name == field)
        return next(found, None)

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required fields without a sure column."""
        required = (field for field in self.dataset.fields if field.required)
        return tuple(field for field in required if self.column_of(field.name) is None)


def propose(profile: Profile, dataset: Dataset) -> Proposed:
    """Score every pair, and be sure of those that stand alone."""
    scores = {column.place: _scores(column, dataset) for column in profile.columns}
    columns = tuple(_proposal(column, scores) for column in profile.columns)
    return Proposed(profile, dataset, columns)


def _scores(column: Column, dataset: Dataset) -> tuple[Score, ...]:
    known = names(dataset.name)
    clocked = column.share(column.clocked) > 0.5
    found = []
    for field in dataset.given:
        if field.treatment != "drop" and promises(column.header, field):
            continue
        said = likeness(column.header, field, known, with_clock=clocked)
        found.append(Score(field, said, fit(column, field)))
    return tuple(sorted(found, key=lambda score: -score.whole))


def promises(header: str, field: Field) -> bool:
    """A header that promises somebody's data is never one that leaves; half a postcode may."""
    kind = headed_kind(header)
    return bool(kind) and not (kind == "postcode" and field.type == "outward")


def _proposal(column: Column, scores: Mapping[int, tuple[Score, ...]]) -> Proposal:
    mine = scores[column.place]
    best = mine[0]
    rivals = [
        other.whole
        for place, theirs in scores.items()
        if place != column.place
        for other in theirs
        if other.field == best.field
    ]
    clear = all(best.whole - MARGIN >= other.whole for other in mine[1:]) and all(
        best.whole - MARGIN >= other for other in rivals
    )
    sure = clear and _certain(best)
    asked = tuple(one for one in mine if _worth_asking(one, column))[:MOST_ASKED]
    return Proposal(column, best.field if sure else None, sure, asked)


def _certain(score: Score) -> bool:
    if score.field.treatment == "drop":
        return score.header >= SAID
    if score.content is None or score.field.type == "text":
        return score.header == 1.0  # its cells say nothing, or text that leaves as it is
    if score.field.type in ("code", "yes_no") and score.header >= SAID:
        return score.content >= 0.3
    return score.header >= SAID and score.content >= FITS


def _worth_asking(score: Score, column: Column) -> bool:
    if score.field.treatment == "drop":
        return score.header >= SAID
    if score.field.type in ("code", "yes_no") and telling(column, score.field) >= TELLING:
        return True
    return score.whole >= WORTH_ASKING and score.header > 0 and score.content != 0.0


def way_of(column: Column, field: Field) -> tuple[str, bool]:
    """How the column writes its dates or times, and whether no other way reads as many."""
    ways = column.times if field.type == "time" else column.dates
    if not ways:
        return ("HH:MM" if field.type == "time" else "YYYY-MM-DD", False)
    most = max(ways.values())
    best = [way for way, cells in ways.items() if cells == most]
    for day_first, month_first in ORDERS:
        if best == [day_first, month_first]:
            return day_first, False  # every day is a twelfth or earlier: only a person knows
    return best[0], True


def words_of(column: Column, field: Field) -> tuple[Word, ...]:
    """The column's words as the field's codes; none where there are too many to be codes."""
    return propose_codes(field, column.words) if column.words is not None else ()
