"""Which places have violence again and again, how soon, and how much of that is chance.

Even chance gives some places a second event and a third; so every count of places stands beside
the count that chance would make of as many events. Named places and areas are listed, points never.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.analysis import RECORDS, answered, count_columns, coverage, percent
from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset
from watchward.contract.result import Cell, Column, Derived, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.points import gridded
from watchward.engine.queries import queries
from watchward.engine.where import records_of
from watchward.geography.places import nearest_place
from watchward.maths.repeats import (
    Repeats,
    by_even_chance,
    by_truncated_chance,
    gaps,
    gaps_by_chance,
    in_bands,
    repeats,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

ABOUT = About(
    name="repeat_locations",
    title="Where does it keep happening?",
    question="How many places have violence again and again, and how soon does the next one come?",
    method=(
        "Records of one point and one day are one event, for a brawl makes several records. "
        "Over twelve months: places (points as recorded, named places, areas) with at least 2 "
        "to 50 events, and their share of all. Beside it what even chance would make of as "
        "many events: Poisson over places that are all known; over points, where only those with "
        "an event are known, Poisson cut off at one. Time from each event to the next at its "
        "point, beside the mean of 99 deals of the dates."
    ),
    source=(
        "Farrell and Pease 1993 (repeats); Weisburd 2015 (concentration); Cohen 1960 (Poisson cut "
        "off at one); the bands of time are local defaults"
    ),
    limits=(
        "Chance alone repeats: compare each share with that beside it.",
        (
            "A point of a snapped source is a square of 50 or 100 m, of street files a published "
            "point that stands for several addresses: more repeats than at single addresses."
        ),
        "Two events of one day at one point count as one; without a day each record is an event.",
        "What policing itself makes (possession of weapons, drugs) is left out.",
        "A few busy points raise the mean, so places with 2 or 3 can be fewer than by chance.",
        "Busy places repeat because many people are there: this says nothing of risk for each.",
        "The last event of the window has no next one yet, so long times are seen too seldom.",
        "What may have happened at a home is left out; of whom it happened to nothing is asked.",
        "For analysts only: the counts of single places could be told from it.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SQL = queries(__file__)
LEAST = (2, 3, 5, 10, 20, 50)
RARE = 20  # per cent: a sentence is of the fewest events that chance seldom gives a place
DEALS, SEED = 99, 1993
TOP = 10
DAYS = (7, 28, 91)
IN_DAYS = ("1 to 7 days", "8 to 28 days", "29 to 91 days", "later")
MONTHS = (0, 1, 3)
IN_MONTHS = ("the same month", "the next month", "2 or 3 months", "later")
POINTS, NAMED, AREAS = "points", "named places", "areas"
UNIT = Column("unit", "Places", "dimension", "kind")
WITH = Column("least", "With at least", "dimension", "kind")
AFTER = Column("after", "Next one after", "dimension", "kind")
CODE = Column("place", "Code", "dimension", "place")
NAME = Column("name", "Place", "note", describes="place")
Unit = tuple["Ints", tuple[str, ...], tuple[str, ...]]  # events by place, codes, names


@dataclass(frozen=True)
class Events:
    """One entry an event: its point (an index), that point's coordinates, and when.

    Records of one point and day are one event; where the day is not known each record is one.
    """

    point: "Ints"
    easting: "Ints"
    northing: "Ints"
    when: "Ints"  # days since 1970, or month numbers where the source has no days
    timed: "NDArray[np.bool_]"
    in_days: bool
    records: int

    def by(self, index: "Ints", size: int) -> "Ints":
        """Events by an index that is -1 for nowhere."""
        import numpy as np

        return np.bincount(index[index >= 0], minlength=size)


def run(tables: Tables, options: Options) -> Result:
    """For each side: places by how often, the time to the next event, and where it is most."""
    asked = ask_of(tables, options)
    made: list[Table] = []
    said: list[str] = []
    counts: dict[str, tuple[Cell, ...]] = {}
    for side, about in asked.sides.items():
        seen = _events(tables, asked, about)
        counts[side] = (records_of(tables, asked, side).all, seen.records)
        if len(seen.point):
            said.append(f"{about.title}: {seen.records:,} records are {len(seen.point):,} events.")
            units = dict(_units(tables, seen, about))
            made += [_often(asked, side, units), _soon(asked, side, seen)]
            made += [_most(asked, side, units)] if len(units) > 1 else []
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(*made, coverage(asked, "placed", counts, with_what="a point, not at home")),
        caveats=(*asked.caveats(), *said),
    )


def _events(tables: Tables, asked: Asked, about: Dataset) -> Events:
    import numpy as np

    span = {"first": asked.first, "last": asked.last}
    found = tables.arrays(SQL["events"], dataset=about.name, **span)
    columns = [np.asarray(one).astype(np.int64) for one in found.values()]
    in_days, (day, records) = about.time.keep != "month", columns[3:]
    events = np.where(day >= 0, 1, records) if in_days else records
    east, north, month, day = (np.repeat(one, events) for one in columns[:4])
    fresh = np.ones(len(east), dtype=bool)  # in order of their points
    fresh[1:] = (east[1:] != east[:-1]) | (north[1:] != north[:-1])
    when = day if in_days else month
    point = np.cumsum(fresh) - 1
    return Events(point, east, north, when, when >= 0, in_days, int(records.sum()))


def _units(tables: Tables, seen: Events, about: Dataset) -> "Iterator[tuple[str, Unit]]":
    """Events by place of each kind, with the places' codes and names; points have none."""
    import numpy as np

    yield POINTS, (np.bincount(seen.point), (), ())
    places, areas = tables.places(), tables.boundaries()
    if places is not None and gridded(about):
        at = nearest_place(seen.easting, seen.northing, places)
        codes, names = (tuple(map(str, places.table[one])) for one in ("place_id", "name"))
        yield NAMED, (seen.by(at, len(places)), codes, names)
    if areas is not None:
        at = areas.locate(seen.easting, seen.northing)
        yield AREAS, (seen.by(at, len(areas)), areas.codes, areas.names)


def _often(asked: Asked, side: str, units: "Mapping[str, Unit]") -> Table:
    about = asked.sides[side]
    whole = Column(f"{side}_all", f"{about.subject}, in all", "count", dataset=about.name)
    return Table(
        name=f"often_{side}",
        title=f"{about.subject}: places with several, beside even chance",
        columns=(
            UNIT,
            WITH,
            Column("places", "Places", "accounting"),
            Column("of", "Of", "note"),
            Column("chance_places", "Places by chance, mean", "note"),
            *count_columns({side: about}, title="{}, at those places"),
            whole,
            Column("chance", "Share by chance, %", "note"),
        ),
        rows=tuple(
            row
            for unit, (counts, *_) in units.items()
            if counts.sum()
            for row in _rows(unit, counts)
        ),
        derived=(Derived(f"{side}_share", "Share of all, %", "percent", (side, f"{side}_all")),),
        window=asked.rolling,
        months=asked.months,
    )


def _rows(unit: str, counts: "Ints") -> Iterator[tuple[Cell, ...]]:
    size, total = len(counts), int(counts.sum())
    for least in LEAST:
        seen, chance = repeats(counts, least), _chance(unit, size, total, least)
        yield (
            *(unit, f"{least} events"),
            *(int(seen.places), f"{size:,}", f"{chance.places:,.1f}"),
            *(round(seen.share * total), total, f"{100 * chance.share:.0f}"),
        )


def _chance(unit: str, size: int, total: int, least: int) -> Repeats:
    by = by_truncated_chance if unit == POINTS else by_even_chance
    return by(size, total, least)


def _soon(asked: Asked, side: str, seen: Events) -> Table:
    """The time between an event and the next at its point, beside dates dealt anew."""
    import numpy as np

    about = asked.sides[side]
    edges = np.array(DAYS if seen.in_days else MONTHS)
    point, when = seen.point[seen.timed], seen.when[seen.timed]
    if seen.in_days:  # no two events share a point and day, but dates dealt anew bring some there
        edges = np.array((0, *edges))
    own = slice(int(seen.in_days), None)
    found = in_bands(gaps(point, when), edges)[own]
    chance = gaps_by_chance(point, when, edges, shuffles=DEALS, seed=SEED)[own]
    words = IN_DAYS if seen.in_days else IN_MONTHS
    return Table(
        name=f"soon_{side}",
        title=f"{about.subject}: time to the next at the same point",
        columns=(
            AFTER,
            *count_columns({side: about}, title="Events followed by another"),
            Column("chance", "By chance, mean", "note"),
            Column("times", "Times chance", "note"),
        ),
        rows=tuple(
            (after, int(many), f"{mean:,.1f}", f"{many / mean:.2f}" if mean else "")
            for after, many, mean in zip(words, found, chance, strict=True)
        ),
        window=asked.rolling,
        months=asked.months,
    )


def _most(asked: Asked, side: str, units: "Mapping[str, Unit]") -> Table:
    """Named places and areas with most; a point is never listed, for it may be an address."""
    about = asked.sides[side]
    rows: list[tuple[Cell, ...]] = []
    for unit, (counts, codes, names) in units.items():
        order = sorted(range(len(names)), key=lambda at: (-int(counts[at]), names[at]))[:TOP]
        rows += [
            (unit, codes[at], names[at], int(counts[at])) for at in order if counts[at] >= LEAST[0]
        ]
    return Table(
        name=f"most_{side}",
        title=f"{about.subject}: named places and areas with most, away from home",
        columns=(UNIT, CODE, NAME, *count_columns({side: about})),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """What share lies where chance seldom puts so many."""
    said = [
        text
        for side in RECORDS
        if (table := tables.get(f"often_{side}")) and (text := _told(side, table))
    ]
    if not said:
        return "Too little could be placed to say where violence comes again."
    return f"{' '.join(said)} (In the {result_window}.)"


def _told(side: str, table: SafeTable) -> str:
    for row in table.records():
        share, chance = percent(row.get(f"{side}_share")), row["chance"].value
        if row["unit"].value == POINTS and share and int(chance or 0) <= RARE:
            least = str(row["least"].value).removesuffix(" events")
            return (
                f"In {RECORDS[side]}, {share} of events are at points with {least} or more; even "
                f"chance over the points seen would put {chance} % there."
            )
    return ""
