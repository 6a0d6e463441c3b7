"""When the night closes: violence near venues, ranks and stops before and after closing time.

For analysts: single places, two hours each, are too few people to leave. Closing times come from
the register of licensed premises or a table of the user's own; ranks and stops from the gazetteer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import erfc, exp, sqrt
from typing import TYPE_CHECKING

from watchward.analysis import RECORDS, answered, coverage, has_hours, joined, nobody_says
from watchward.analysis.night_time.spots import LENT, Spots, spots_of
from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.clumps import clumping_of
from watchward.engine.points import gridded
from watchward.engine.queries import queries
from watchward.engine.where import records_of
from watchward.maths.after_closing import RING, AfterClosing, after_closing
from watchward.maths.fdr import benjamini_hochberg
from watchward.maths.intervals import ratio_interval, ratio_of_ratios

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ABOUT = About(
    name="night_time",
    title="When the night closes?",
    question="Is there more violence near venues, taxi ranks and stops after closing than before?",
    method=(
        "Every event away from home with an hour and a fine place belongs to the nearest place of "
        "each kind: licensed premises, the gazetteer's ranks and stops, and those that you "
        "supplied. Counted within 100 metres (200 where the source moves places "
        "to squares of 100), in the hour of closing and the next, and in the two hours before; and "
        "the same from there to three times as far, as a comparison. A rank or stop takes the "
        "closing time of the nearest place that has one, a kilometre off at most. Limits are wider "
        "where several records share a point and a day. All kinds and sources are judged together, "
        "with the false discovery rate held at 5 per cent."
    ),
    source="Przyborowski and Wilenski 1940; Woolf 1955; Benjamini and Hochberg 1995",
    limits=(
        "More after closing near a rank says where people gather, not that the rank is the cause.",
        "Times are as each source gives them; calls and arrivals come later than the violence.",
        "What policing itself makes (possession of weapons, drugs) is left out.",
        "Closing times are as supplied; a place that closes at several hours has one here.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SQL = queries(__file__)
METRES = 100
REACH = 1.959964  # standard normal, 95 %
MORE, LESS, NEITHER = "more after closing", "less after closing", "not shown"
RECORDS_AT = 3  # column of events
MOST = 20  # single places listed
Which = tuple[str, str]  # side and kind of place
HELD = ("licensed-premises", "night-places")
NO_PLACES = (
    "No places of the night are held. Add them: `watchward supply night-places FILE`, or "
    "`licensed-premises`."
)


@dataclass(frozen=True)
class Events:
    """Rows of easting, northing, hour and records; variance over mean of such counts."""

    rows: "NDArray[np.int64]"
    clumping: float


@dataclass(frozen=True)
class Beside:
    """The ratio near by over that of the ring, its limits, and how far it is from 1 (normal)."""

    ratio: float
    low: float
    high: float
    p: float


def placed_by_hour(about: Dataset) -> bool:
    """Whether its records can say both the hour and the place finely."""
    return has_hours(about) and gridded(about)


def run(tables: Tables, options: Options) -> Result:
    """Two tables a side: kinds of places beside their rings, and single places."""
    asked = ask_of(tables, options, able=placed_by_hour)
    held = [one for kind in HELD if (one := tables.supplied(kind))]
    spots = spots_of(tables, held)
    closing = bool(spots.listed)
    events = {side: _events(tables, asked, side) for side in asked.sides} if closing else {}
    made = [*_tables(asked, events, spots, options.level)]
    known = {
        side: (records_of(tables, asked, side).all, int(one.rows[:, RECORDS_AT].sum()))
        for side, one in events.items()
    }
    if known:
        made.append(coverage(asked, "placed", known, with_what="an hour and a place, not at home"))
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(made),
        caveats=(
            *asked.caveats(),
            *nobody_says(asked, "both the hour and the place finely enough"),
            *(f"Places: {one.cited}" for one in held),
            *([] if held else [NO_PLACES]),
            *([] if closing or not held else ["None of the places has a closing time."]),
            *([_left_out(spots)] if closing and spots.without else []),
        ),
    )


def _tables(
    asked: Asked, events: Mapping[str, Events], spots: Spots, level: float
) -> Iterator[Table]:
    import numpy as np

    kinds = np.array([spot.kind for spot in spots.listed])
    kinds_of: dict[str, dict[str, AfterClosing]] = {}
    single_of: dict[str, list[tuple[Cell, ...]]] = {}
    for side, held in events.items():
        metres = _near(asked, side)
        found = kinds_of.setdefault(side, {})
        single = single_of.setdefault(side, [])
        for kind in sorted(set(kinds)) if len(held.rows) else []:
            of = np.flatnonzero(kinds == kind)
            found[kind] = after_closing(
                held.rows, spots.points[of], spots.closes[of], metres=metres
            )
            single += [
                (spots.listed[at].name, kind, spots.words[at], int(before), int(after))
                for at, before, after in zip(of, found[kind].before, found[kind].after, strict=True)
            ]
    beside = {
        (side, kind): one
        for side, kinds_found in kinds_of.items()
        for kind, counts in kinds_found.items()
        if (one := _beside(counts, events[side].clumping))
    }
    verdicts = _verdicts(beside, level)
    for side, found in kinds_of.items():
        if found:
            yield _kinds(asked, side, found=found, beside=beside, verdicts=verdicts)
            yield _single(asked, side, single_of[side])


def _left_out(spots: Spots) -> str:
    return (
        f"{spots.without:,} places without a closing time are further than {LENT:,} m from any "
        "that has one: they are left out."
    )


def _near(asked: Asked, side: str) -> int:
    return max(METRES, 2 * asked.sides[side].place.snap_metres)


def _verdicts(beside: Mapping[Which, Beside], level: float) -> dict[Which, str]:
    """Of each side and kind whether chance explains it, all looked at together."""
    import numpy as np

    passed = benjamini_hochberg(np.array([one.p for one in beside.values()])) <= level
    return {
        which: (MORE if one.ratio > 1 else LESS) if beyond else NEITHER
        for (which, one), beyond in zip(beside.items(), passed, strict=True)
    }


def _events(tables: Tables, asked: Asked, side: str) -> Events:
    import numpy as np

    name = asked.sides[side].name
    columns = tables.arrays(SQL["events"], dataset=name, first=asked.first, last=asked.last)
    rows = np.column_stack([np.asarray(one).astype(np.int64) for one in columns.values()])
    return Events(rows, clumping_of(tables, asked, side))


def _kinds(
    asked: Asked,
    side: str,
    *,
    found: Mapping[str, AfterClosing],
    beside: Mapping[Which, Beside],
    verdicts: Mapping[Which, str],
) -> Table:
    about, metres = asked.sides[side], _near(asked, side)
    zones = (f"within {metres} m", f"{metres} to {RING * metres} m")
    rows: list[tuple[Cell, ...]] = []
    for kind, counts in found.items():
        near = int(counts.before.sum()), int(counts.after.sum())
        ring = int(counts.ring_before.sum()), int(counts.ring_after.sum())
        one = beside.get((side, kind))
        told = f"{one.ratio:.2f} ({one.low:.2f} to {one.high:.2f})" if one else ""
        verdict = verdicts.get((side, kind), "")
        rows.append((kind, zones[0], *near, *_ratio(*near), told, verdict))
        rows.append((kind, zones[1], *ring, *_ratio(*ring), "", ""))
    return Table(
        name=f"closing_{side}",
        title=f"{about.subject}: before and after closing, near and further off",
        columns=(
            Column("kind", "Kind of place", "dimension", "kind"),
            Column("zone", "How far", "dimension", "kind"),
            Column("before", "Two hours before", "count", dataset=about.name),
            Column("after", "Two hours after", "count", dataset=about.name),
            Column("ratio", "After over before", "note"),
            Column("limits", "Likely between", "note"),
            Column("beside", "Beside further off (likely between)", "note"),
            Column("verdict", "Beyond chance", "note"),
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def _ratio(before: int, after: int) -> tuple[str, str]:
    if not before:
        return "", ""
    low, high = ratio_interval(after, before)
    return f"{after / before:.2f}", f"{low:.2f} to {high:.2f}"


def _beside(counts: AfterClosing, clumping: float) -> Beside | None:
    """The ratio near by over that of the ring, with Woolf's limits; none where any count is 0.

    The limits are widened where events make several records each.
    """
    near = int(counts.before.sum()), int(counts.after.sum())
    ring = int(counts.ring_before.sum()), int(counts.ring_after.sum())
    if not all((*near, *ring)):
        return None
    effect, error = ratio_of_ratios(near, ring, spread=clumping)
    low, high = exp(effect - REACH * error), exp(effect + REACH * error)
    return Beside(exp(effect), low, high, erfc(abs(effect) / error / sqrt(2)))


def _single(asked: Asked, side: str, rows: list[tuple[Cell, ...]]) -> Table:
    """Places with most in the two hours after closing."""
    about = asked.sides[side]
    most = sorted(rows, key=lambda row: (-int(row[4] or 0), str(row[0])))[:MOST]
    return Table(
        name=f"places_{side}",
        title=f"{about.subject}: the places with most after closing",
        columns=(
            Column("place", "Place", "dimension", "place"),
            Column("kind", "Kind of place", "dimension", "kind"),
            Column("closes", "Closes", "note"),
            Column("before", "Two hours before", "count", dataset=about.name),
            Column("after", "Two hours after", "count", dataset=about.name),
        ),
        rows=tuple(row for row in most if row[4]),
        window=asked.rolling,
        months=asked.months,
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """Kinds of places where closing brings more near by than further off, side by side."""
    said = []
    for name, table in tables.items():
        if not name.startswith("closing_"):
            continue
        more = [
            f"{row['kind'].value} ({str(row['beside'].value).replace(' (', ', likely ')}"
            for row in table.records()
            if row["verdict"].value == MORE
        ]
        who = RECORDS[name.removeprefix("closing_")]
        told = f"more than further off near: {joined(more)}" if more else "no more than further off"
        said.append(f"In {who}, after closing there is {told}.")
    if not said:
        return "Nothing is said of closing time: no places with closing times are held."
    return f"{' '.join(said)} (In the {result_window}.)"
