"""Where and when did more happen than chance explains, having looked everywhere?

Kulldorff's scan over areas and days. Without population it asks only whether place and time go
together; with one, also whether a place had more than its residents explain.
"""

from collections.abc import Iterator, Mapping
from math import isnan

from watchward.analysis import (
    MORE,
    NOT_MORE,
    RECORDS,
    answered,
    count_columns,
    coverage,
    figure,
    joined,
    nobody_says,
)
from watchward.analysis.space_time_clusters.sought import Cases, beyond, cases_of, clusters_of
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.points import dated
from watchward.engine.queries import queries
from watchward.engine.shapes import area_features, collection
from watchward.engine.where import records_of
from watchward.errors import UsageRefusal
from watchward.geography.areas import Boundaries
from watchward.maths.scan import Cluster

ABOUT = About(
    name="space_time_clusters",
    title="Where and when at once?",
    question="In which areas did violence gather for some days, beyond what chance explains?",
    method=(
        "Kulldorff's scan: every circle of areas with up to a tenth of the violence and every run "
        "of up to a tenth of the days, the best against the best of 999 replicas made by chance "
        "(SaTScan's own default is a half of each). The permutation model: place and time apart "
        "explain what is expected. Where every area has a population, the Poisson model too: "
        "residents explain it. Clusters share no area. The best of each source go through "
        "false-discovery control together, at 0.05."
    ),
    source=(
        "Kulldorff 1997; Kulldorff and others 2005; Abrams, Kulldorff and Kleinman 2010 (the tail)"
    ),
    limits=(
        "It says where and when to look, not why; an event, a campaign or a new counter may be it.",
        "Records of one point and one day are one case: several hurt in a brawl are no cluster.",
        "Circles of areas are rough: a cluster's edge is uncertain.",
        "Residents are not those who are there: by people, town centres are clusters every night.",
        "Clusters after the first are judged as if each were the first, which is cautious.",
        "What policing itself makes (possession of weapons, drugs) is left out.",
        "For analysts only: small counts of few areas and days.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SQL = dict(queries(__file__))
MOST_AREAS = 3_000  # distances between all pairs are held in memory
MODELS = {"": "beyond place and time apart", "_people": "beyond what residents explain"}
CLUSTER = Column("cluster", "Cluster", "dimension", "kind")
WHERE = (
    Column("areas", "Areas", "note", describes="place"),
    Column("first", "First day", "note"),
    Column("last", "Last day", "note"),
)
FIGURES = (
    Column("expected", "Expected", "note"),
    Column("ratio", "Times expected", "note"),
    Column("p", "p", "note"),
    Column("tail", "p in Gumbel's tail", "note"),
)


def run(tables: Tables, options: Options) -> Result:
    """For each side and model the clusters, best first; then their areas for a map."""
    asked = ask_of(tables, options, able=dated)
    areas = tables.boundaries()
    if areas is not None and len(areas) > MOST_AREAS:
        raise UsageRefusal(
            f"There are more than {MOST_AREAS:,} areas to scan.",
            where="areas",
            do="Add larger areas with `watchward area add`.",
        )
    cases = {
        side: cases_of(tables, asked, side, areas=areas, sql=SQL) for side in asked.sides if areas
    }
    made = list(_tables(asked, cases, areas, options.level)) if areas else []
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(*made, _placed(tables, asked, cases)),
        caveats=(
            *asked.caveats(),
            *nobody_says(asked, "both the day and the place finely enough"),
            *(() if areas else ("No areas have been added, so no cluster of areas is sought.",)),
        ),
        areas=collection(area_features(areas)) if areas else None,
    )


def _tables(
    asked: Asked, cases: Mapping[str, Cases], areas: Boundaries, level: float
) -> Iterator[Table]:
    held = set(areas.populations) >= set(areas.codes) and any(areas.populations.values())
    for suffix in ("", "_people") if held else ("",):
        found = {
            side: listed
            for side, of_side in cases.items()
            if (listed := clusters_of(of_side, areas, people=bool(suffix)))
        }
        for side, judged in beyond(found, level).items():
            yield _clusters(asked, f"{side}{suffix}", judged, cases[side], areas)
            yield _areas(asked, f"{side}{suffix}", judged, cases[side], areas)


def _clusters(
    asked: Asked,
    name: str,
    found: tuple[tuple[Cluster, bool], ...],
    cases: Cases,
    areas: Boundaries,
) -> Table:
    side, _, suffix = name.partition("_")
    about = asked.sides[side]
    rows: list[tuple[Cell, ...]] = [
        (
            f"cluster {number}",
            joined([areas.names[at] or areas.codes[at] for at in one.areas]),
            *cases.spell(one),
            MORE if more else NOT_MORE,
            one.seen,
            f"{one.expected:,.1f}",
            f"{one.seen / one.expected:.2f}" if one.expected > 0 else "",
            f"{one.p:.3f}",
            "" if isnan(one.tail) else f"{one.tail:.1g}",
        )
        for number, (one, more) in enumerate(found, start=1)
    ]
    classed = Column(f"{side}_class", "Beside chance", "class", dataset=about.name)
    return Table(
        name=f"clusters_{name}",
        title=f"{about.subject}: clusters {MODELS['_' + suffix if suffix else '']}",
        columns=(CLUSTER, *WHERE, classed, *count_columns({side: about}), *FIGURES),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def _areas(
    asked: Asked,
    name: str,
    found: tuple[tuple[Cluster, bool], ...],
    cases: Cases,
    areas: Boundaries,
) -> Table:
    """Each area of a cluster, with what it saw in the cluster's days; hot where it is beyond."""
    side, _, _ = name.partition("_")
    about = asked.sides[side]
    rows: list[tuple[Cell, ...]] = [
        (
            areas.codes[at],
            areas.names[at],
            f"cluster {number}",
            "hot" if more else "not hot",
            _seen(cases, at, one),
        )
        for number, (one, more) in enumerate(found, start=1)
        for at in one.areas
    ]
    return Table(
        name=f"areas_{name}",
        title=f"{about.subject}: areas of the clusters, in their days",
        columns=(
            Column("area", "Area", "dimension", "area"),
            Column("name", "Name", "note"),
            Column("cluster", "Cluster", "note"),
            Column(f"{side}_class", "Hot or not", "class", dataset=about.name),
            *count_columns({side: about}),
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def _seen(cases: Cases, area: int, cluster: Cluster) -> int:
    then = (cases.day >= cluster.first) & (cases.day <= cluster.last)
    return int(((cases.area == area) & then).sum())


def _placed(tables: Tables, asked: Asked, cases: Mapping[str, Cases]) -> Table:
    counts = {
        side: (records_of(tables, asked, side).all, cases[side].records if cases else 0)
        for side in asked.sides
    }
    return coverage(asked, "placed", counts, with_what="a day and a place in an area")


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The best cluster of each side that place and time apart do not explain."""
    told = {
        side: _told(side, table)
        for side in RECORDS
        if (table := tables.get(f"clusters_{side}")) is not None
    }
    said = [text for text in told.values() if text]
    none = joined([RECORDS[side] for side, text in told.items() if not text])
    if none:
        said.append(f"In {none}, no areas and days stand out beyond chance.")
    if not said:
        return "No source has days and areas in which a cluster could be sought."
    return f"{' '.join(said)} (In the {result_window}.)"


def _told(side: str, table: SafeTable) -> str:
    best = next(iter(table.records()), None)
    if best is None or best[f"{side}_class"].value != MORE or not figure(best[side]):
        return ""
    where = str(best["areas"].value)
    return (
        f"In {RECORDS[side]}, violence gathered in {where} from {best['first'].value} to "
        f"{best['last'].value}: {figure(best[side])}, where {best['expected'].value} were expected."
    )
