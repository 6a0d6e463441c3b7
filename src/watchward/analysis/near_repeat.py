"""Does violence come again near by and soon, more than its places and days alone explain?

Knox's test: pairs of events near in space and time, against the same places with dates shuffled.
Records of one point and day are one event; the same day stands by itself and is not spoken of.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from watchward.analysis import (
    MORE,
    NOT_MORE,
    RECORDS,
    answered,
    count_columns,
    coverage,
    joined,
    nobody_says,
)
from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeCell, SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.points import dated
from watchward.engine.queries import queries
from watchward.engine.where import records_of
from watchward.errors import UsageRefusal
from watchward.maths.fdr import benjamini_hochberg
from watchward.maths.knox import MOST_POINTS, Knox, knox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ABOUT = About(
    name="near_repeat",
    title="Does it come again?",
    question="Is violence followed by more near by and soon, beyond what chance explains?",
    method=(
        "Records of one point and one day are one event, for a brawl makes several records. Pairs "
        "of events at the same place, up to 100, 200 and 400 m apart, on the same day and "
        "1 to 7, 8 to 14 and 15 to 28 days apart (Knox's test), against 999 shuffles of the dates "
        "among the places. A band is more than chance explains where its p, under "
        "Benjamini-Hochberg false-discovery control over all bands and sources, is 0.05 or below. "
        "What may have happened at a home is left out."
    ),
    source="Knox 1964; Johnson and others 2007; Ratcliffe and Rengert 2008",
    limits=(
        "It is about places and days, and says nothing of who was there.",
        "Two events of one day at one point are taken for one.",
        "Where points are snapped, “the same place” is the same square of 100 m: more pairs.",
        "A short season at one place, such as a festival or a term, looks like a repeat.",
        "So do the places of a provider that began or ended within the window.",
        "It passes: a pattern of these months is no plan for the year. Ask again each period.",
        "What policing itself makes (possession of weapons, drugs) is left out.",
        "For analysts only: the counts are of pairs, whose protection has no rule.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SQL = queries(__file__)
METRES, DAYS = (0, 100, 200, 400), (0, 7, 14, 28)
NEAR = ("the same place", "1 to 100 m", "101 to 200 m", "201 to 400 m")
SOON = ("the same day", "1 to 7 days", "8 to 14 days", "15 to 28 days")
SHUFFLES, SEED = 999, 1964
COLUMNS = (
    Column("apart", "Apart", "dimension", "kind"),
    Column("after", "After", "dimension", "kind"),
)
FIGURES = (
    Column("expected", "By chance, mean", "note"),
    Column("ratio", "Times chance", "note"),
    Column("p", "p, one band alone", "note"),
)


def run(tables: Tables, options: Options) -> Result:
    """A table a side: bands of distance by bands of days, with pairs, chance and class."""
    asked = ask_of(tables, options, able=dated)
    found = {side: _events(tables, asked, side) for side in asked.sides}
    pairs = {side: _pairs(*at) for side, (*at, _) in found.items() if len(at[0])}
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(
            *(_table(asked, side, pairs[side], more) for side, more in _more_than(pairs, options)),
            _paired(tables, asked, {side: int(many.sum()) for side, (*_, many) in found.items()}),
        ),
        caveats=(
            *asked.caveats(),
            *nobody_says(asked, "both the day and the place finely enough"),
            *(_same_place(about) for about in asked.sides.values()),
            *(
                f"{asked.sides[side].title}: {int(many.sum()):,} records are {len(many):,} events."
                for side, (*_, many) in found.items()
            ),
        ),
    )


def _same_place(about: Dataset) -> str:
    snap = about.place.snap_metres
    same = f"in one square of {snap} m" if snap else "at one point"
    return f"{about.title}: “the same place” is {same}."


def _events(tables: Tables, asked: Asked, side: str) -> "tuple[NDArray[np.int64], ...]":
    """Easting, northing, day and records of each event, of the months that every provider sent."""
    import numpy as np

    span = {"first": asked.first, "last": asked.last}
    about = asked.sides[side]
    columns = tables.arrays(SQL["events"], dataset=about.name, **span)
    whole = np.isin(np.asarray(columns.pop("month")).astype(np.int64), [*asked.held[side]])
    if int(whole.sum()) > MOST_POINTS:
        raise UsageRefusal(
            f"There are more than {MOST_POINTS:,} events to pair.",
            where=about.title,
            do="Ask for fewer months.",
        )
    return tuple(np.asarray(one)[whole].astype(np.int64) for one in columns.values())


def _pairs(
    easting: "NDArray[np.int64]", northing: "NDArray[np.int64]", day: "NDArray[np.int64]"
) -> Knox:
    return knox(easting, northing, day, metres=METRES, days=DAYS, shuffles=SHUFFLES, seed=SEED)


def _paired(tables: Tables, asked: Asked, events: Mapping[str, int]) -> Table:
    """How much of each source's violence the pairs are of."""
    counts = {side: (records_of(tables, asked, side).all, events[side]) for side in asked.sides}
    return coverage(asked, "paired", counts, with_what="a day and a place, not at home")


def _more_than(
    pairs: Mapping[str, Knox], options: Options
) -> "Iterator[tuple[str, NDArray[np.bool_]]]":
    """Bands beyond chance, false finds controlled over all bands of all sides together."""
    import numpy as np

    if pairs:
        adjusted = benjamini_hochberg(np.stack([one.p for one in pairs.values()]))
        yield from zip(pairs, adjusted <= options.level, strict=True)


def _table(asked: Asked, side: str, found: Knox, more: "NDArray[np.bool_]") -> Table:
    about = asked.sides[side]
    classed = Column(f"{side}_class", "Beside chance", "class", dataset=about.name)
    rows: list[tuple[Cell, ...]] = [
        (
            apart,
            after,
            MORE if more[at] else NOT_MORE,
            int(found.observed[at]),
            f"{found.mean[at]:,.1f}",
            f"{found.ratio[at]:.2f}" if found.mean[at] > 0 else "",
            f"{found.p[at]:.3f}",
        )
        for row, apart in enumerate(NEAR)
        for column, after in enumerate(SOON)
        for at in [(row, column)]
    ]
    return Table(
        name=f"near_{side}",
        title=f"{about.subject}: pairs near in place and time",
        columns=(*COLUMNS, classed, *count_columns({side: about}, title="Pairs"), *FIGURES),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """For each side what follows within a week, and how far off it still does."""
    told = {
        name.removeprefix("near_"): _told(name.removeprefix("near_"), table)
        for name, table in tables.items()
        if name.startswith("near_")
    }
    said = [
        f"In {RECORDS[side]}, after a violent incident, {text}."
        for side, text in told.items()
        if text
    ]
    none = joined([RECORDS[side] for side, text in told.items() if not text])
    if none:
        said.append(f"In {none}, no more follows near by within a week than by chance.")
    if not said:
        return "No source has days and places fine enough to look for near repeats."
    return f"{' '.join(said)} (In the {result_window}.)"


def _told(side: str, table: SafeTable) -> str:
    return "; ".join(
        f"another {_where(str(row['apart'].value))} within 1 to 7 days is {row['ratio'].value} "
        "times as likely as by chance"
        for row in table.records()
        if row["after"].value == SOON[1] and _more(row.get(f"{side}_class")) and row["ratio"].value
    )


def _where(apart: str) -> str:
    return "at the same place" if apart == NEAR[0] else f"{apart} away"


def _more(cell: SafeCell | None) -> bool:
    return cell is not None and cell.value == MORE
