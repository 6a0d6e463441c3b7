"""Licensed premises: what police and health each saw there, points, a colour, and why.

For analysts and licensing officers only: a colour screens, and is no evidence of fault. Nothing of
it goes into the papers of a hearing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from watchward.analysis import answered, joined
from watchward.analysis.premises.found import left_out, measures
from watchward.analysis.premises.matching import CONFIDENCE, SQL, Matched, matched
from watchward.analysis.premises.nights import by_side, incidents
from watchward.analysis.premises.register import WINDOW, Venue, size_used, venues
from watchward.analysis.premises.scored import Given, Held, changes, scores
from watchward.analysis.premises.told import (
    change_table,
    line_table,
    month_table,
    premises_table,
    register_table,
)
from watchward.contract.about import About, Options
from watchward.contract.premises_finding import Finding, newest
from watchward.contract.result import Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.points import dated
from watchward.engine.shapes import area_features, collection, place_features
from watchward.geography.supplied import Supplied
from watchward.reference.load import figure as rules_of

ABOUT = About(
    name="premises",
    title="Which licensed premises?",
    question="Which licensed premises see more violence than average ones of their size, and why?",
    method=(
        "Records away from home belong to the premises whose number they carry, or to the only one "
        "within the rules' reach. Each night counts as the side that weighs it more has it. "
        "Points are severity by recency less credits for measures, compared with those of average "
        "premises of the same size; red also by the bare count of six months."
    ),
    source=(
        "Fay and Feuer 1997 (weighted counts); Marshall 1991 (what a high count falls to); the "
        "rules are a local default with a date, not official"
    ),
    limits=(
        "A colour screens: it is not evidence of fault, and is never put into a hearing's papers.",
        "Violence near a venue may have nothing to do with it: look at each line before you act.",
        "Size is not all: kinds of venue differ, and average premises are those on the register.",
        "Chance is allowed for one incident at a time; a brawl recorded as five crimes is five.",
        "The same fight dated to different days by two sides is counted twice.",
        "What only the venue or another agency told of adds no points.",
    ),
    inputs=("police", "health", "partnership"),
    analysts_only=True,
)
SIDES = frozenset(ABOUT.inputs)
NO_REGISTER = (
    "No register of licensed premises is held. Add one: `watchward supply licensed-premises FILE`."
)


@dataclass(frozen=True)
class Found:
    """What the tables are made from."""

    venues: Sequence[Venue]
    matched: Sequence[Matched]
    held: Held  # without what a challenge leaves out
    counted: Held  # with it: last year's could not be contested
    rules: Mapping[str, Any]
    given: Sequence[Given]


def run(tables: Tables, options: Options) -> Result:
    """Scores with their lines, counts by month and side, how records were matched, and falls."""
    asked = ask_of(tables, options, able=lambda about: about.side in SIDES and dated(about))
    supplied = tables.supplied("licensed-premises")
    listed = venues(supplied, last=asked.last) if supplied else ()
    found = _found(tables, asked, listed) if listed and asked.sides else None
    shapes = place_features((v.name, v.easting, v.northing) for v in listed)
    ground = tables.boundaries()
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(_tables(asked, found, options.premises)) if found else (),
        caveats=(*asked.caveats(), *_caveats(tables, asked, supplied)),
        areas=collection([*(area_features(ground) if ground else ()), *shapes]),
    )


def _since(asked: Asked) -> int:
    """The score looks back a year, and the fall as far again as the window is long."""
    return min(asked.last - WINDOW + 1, asked.before)


def _found(tables: Tables, asked: Asked, listed: Sequence[Venue]) -> Found:
    rules = rules_of("premises_rules").data
    span = {"since": _since(asked), "last": asked.last}
    rows = [
        one
        for about in asked.sides.values()
        for one in matched(tables, about, listed, rules, **span)
    ]
    counted = dict(incidents(rows, rules, last=asked.last))
    held, given = dict(counted), []
    by_premises: dict[str, list[Finding]] = {}
    for one in newest(tables.findings()):
        by_premises.setdefault(one.premises, []).append(one)
    for at, venue in enumerate(listed):
        here = by_premises.get(venue.ident, [])
        held[at], lines = left_out(here, held.get(at, ()), last=asked.last)
        given.append(Given(measures(venue, here, last=asked.last), lines))
    return Found(listed, rows, held, counted, rules, given)


def _tables(asked: Asked, found: Found, only: str) -> Iterator[Table]:
    """`only` one premises' lines and months, where it is named."""
    shown = [at for at, venue in enumerate(found.venues) if not only or venue.name == only]
    scored = scores(found.venues, found.held, found.rules, found.given)
    many = by_side(found.matched, found.rules)
    yield premises_table(asked, found.venues, scored, many)
    yield line_table(asked, found.venues, scored, shown)
    yield month_table(asked, found.venues, many, shown)
    if all(asked.both(side) for side in asked.sides):
        fallen = changes(found.venues, found.counted, months=asked.months)
        yield change_table(asked, found.venues, fallen)
    yield _matching(asked, found.matched)
    yield register_table(asked, found.venues)


def _matching(asked: Asked, found: Sequence[Matched]) -> Table:
    """Records near the premises by how they were matched, each data set by itself."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        if asked.first <= one.month <= asked.last:
            counts[one.how, one.dataset] += one.records
    return Table(
        name="matching",
        title="Records at or near the premises, by how they were matched",
        columns=(
            Column("how", "Matched", "dimension", "kind"),
            Column("confidence", "Confidence", "note"),
            *(
                Column(side, about.subject, "count", dataset=about.name)
                for side, about in asked.sides.items()
            ),
        ),
        rows=tuple(
            (how, sure or "not used", *(counts[how, a.name] for a in asked.sides.values()))
            for how, sure in CONFIDENCE.items()
        ),
        window=asked.rolling,
        months=asked.months,
    )


def _caveats(tables: Tables, asked: Asked, supplied: Supplied | None) -> Iterator[str]:
    if supplied is None:
        yield NO_REGISTER
        return
    yield f"Register: {supplied.cited}"
    yield f"Size is {size_used(supplied)}; premises without it get no colour."
    cited = rules_of("premises_rules").citation
    yield f"Rules of {cited.valid_from}: {cited.status}."
    yield from asked.uneven()
    for about in asked.sides.values():
        span = {"since": _since(asked), "last": asked.last}
        ((known, records),) = tables.rows(SQL["domestic"], dataset=about.name, **span)
        if records and not known:
            yield f"{about.title}: domestic incidents are not marked, so none is left out."


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """How many of each colour, and which are red."""
    table = tables.get("premises")
    if table is None:
        return "No register of licensed premises is held, or no source can be placed: no colour."
    rows = table.records()
    many = Counter(str(row["colour"].value) for row in rows)
    red = [str(row["place"].value) for row in rows if row["colour"].value == "red"]
    named = f": {joined(red)}" if red else ""
    return (
        f"Of {len(rows)} licensed premises, {many['red']} are red{named}; {many['amber']} amber, "
        f"{many['green']} green, and {many['untold']} without a colour, in the {result_window}. "
        "A colour asks for a look; it is not evidence of fault."
    )
