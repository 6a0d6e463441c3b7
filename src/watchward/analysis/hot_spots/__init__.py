"""Where violence is seen, by each side: areas, named places, and cells hotter than chance explains.

Only sources whose places are exact or snapped to 100 m or less go on a grid. Domestic incidents are
in the area counts only. Sides stand side by side, never added.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from watchward.analysis import answered, coverage, figure, joined, largest, say_coverage
from watchward.analysis.hot_spots.beside import area_table, place_table
from watchward.analysis.hot_spots.cells import cell_table, judge
from watchward.analysis.hot_spots.explained import explained_tables
from watchward.analysis.hot_spots.street import Street, one_side, street_tables
from watchward.contract.about import About, Options
from watchward.contract.dataset import datasets
from watchward.contract.result import Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of, month_words
from watchward.engine.clumps import clumping_of
from watchward.engine.points import Points, gridded
from watchward.engine.queries import queries
from watchward.engine.shapes import Feature, area_features, collection
from watchward.engine.where import points_of, records_of

ABOUT = About(
    name="hot_spots",
    title="Where?",
    question="Where does each side see violence, and where is it more than chance explains?",
    method=(
        "Counts over twelve months by area and by named place. On a grid, Getis-Ord Gi* over "
        "each cell and its neighbours, and the Poisson chance of so many events there if all were "
        "spread evenly; the larger p of the two, under Benjamini-Hochberg false-discovery "
        "control; at least 8 events round a hot cell. Several records of one point and day count "
        "as one event's: they widen chance. Hot cells are set beside residents (Poisson) and the "
        "source's other incidents (binomial), where these are held."
    ),
    source=("Getis and Ord 1992; Benjamini and Hochberg 1995; Przyborowski and Wilenski 1940"),
    limits=(
        "A cell is hot against all of the partnership's ground: town centres often are.",
        "Residents are not those who are there at night; other incidents follow policing too.",
        "Street files tell no day: chance among their areas is reckoned of crimes, not of events.",
        (
            "Hot means more than chance explains, not the most: a density (“Where is there most?”) "
            "is another map."
        ),
        "Records without a usable place are on no map, and may lie elsewhere.",
        "What policing itself makes (possession of weapons, drugs) is left out.",
        "Places of street files are published points near the crime, not addresses.",
        "Police stations, hospitals and prisons gather crimes that were reported there.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
)
SQL = dict(queries(__file__))
SPOKEN = 5
SEES = {
    "health": "the hospital sees",
    "police": "the police see",
    "ambulance": "the ambulance service sees",
}


def run(tables: Tables, options: Options) -> Result:
    """Areas, named places and hot cells of point sources; areas and points of street files."""
    asked = ask_of(tables, options)
    fine = replace(asked, sides={s: d for s, d in asked.sides.items() if gridded(d)})
    street = [side for side in asked.sides if side not in fine.sides]
    points = {s: points_of(tables, fine, s, since=fine.before) for s in fine.sides}
    areas, places = tables.boundaries(), tables.places()
    made, shapes = _gridded(tables, fine, points, options) if points else ([], [])
    if areas:
        shapes = [*area_features(areas), *shapes]
    for side in street:
        prefix = "street_" if points else ""
        one = Street(one_side(asked, side), side, SQL, areas, prefix, options.level)
        published, marks = street_tables(tables, one)
        made += published
        shapes += marks
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(*made, _coverage(tables, asked)),
        caveats=(
            f"These hot spots expire at the end of {month_words(asked.last + 1)}: ask again then.",
            *asked.caveats(),
            *asked.uneven(),
            *_domestic(tables, fine),
            *_lacking(points, areas=areas is not None, places=places is not None),
        ),
        not_comparable=tuple(_not_comparable(asked, street)),
        areas=collection(shapes),
    )


def _gridded(
    tables: Tables, asked: Asked, points: Mapping[str, Points], options: Options
) -> tuple[list[Table], list[Feature]]:
    """Areas, named places and cells of sources whose places are fine enough."""
    areas, places = tables.boundaries(), tables.places()
    made: list[Table] = [area_table(asked, points, areas)] if areas else []
    shapes: list[Feature] = []
    if places:
        named, marks = place_table(asked, points, places, also=options.premises)
        made.append(named)
        shapes += marks
    clumped = {side: clumping_of(tables, asked, side) for side in points}
    judged = judge(points, options, areas=areas, clumping=clumped)
    cells, squares = cell_table(asked, judged, places)
    explained = explained_tables(tables, asked, judged, sql=SQL["others"], level=options.level)
    return [*made, cells, *explained], [*shapes, *squares]


def _coverage(tables: Tables, asked: Asked) -> Table:
    """How much of each source's violence the maps can show at all."""
    counts = {side: records_of(tables, asked, side)[:2] for side in asked.sides}
    return coverage(asked, "coverage", counts, with_what="a usable place")


def _domestic(tables: Tables, asked: Asked) -> Iterator[str]:
    for side, about in asked.sides.items():
        records, _, known = records_of(tables, asked, side)
        if records and not known:
            yield f"{about.title}: domestic incidents are not marked, so none is left out."


def _lacking(points: Mapping[str, object], *, areas: bool, places: bool) -> Iterator[str]:
    if points and not areas:
        yield "No areas have been added: nothing is counted by area; the grid covers all points."
    if points and not places:
        yield "No named places have been added, so none is listed."


def _not_comparable(asked: Asked, street: list[str]) -> Iterator[str]:
    for side in street:
        if len(asked.sides) > 1:
            yield (
                f"{asked.sides[side].title}: published points, all violence and sexual offences, "
                "whole months: it is not set beside what hospitals see."
            )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The places with most, each side's count beside the other; then how much could be placed."""
    said = [_say_places(tables.get("places"), result_window)]
    said += [_say_street(tables.get("street_places"), result_window)]
    said += [say_coverage(tables.get("coverage"), "A place")]
    spoken = [sentence for sentence in said if sentence]
    return " ".join(spoken) or "No place may be named from what is held."


def _say_places(places: SafeTable | None, window: str) -> str:
    if places is None:
        return ""
    if _published(places):
        return _say_street(places, window)
    sides = _sides(places)
    led = "health" if "health" in sides else next(iter(sides), "")
    top = largest(places, led)[:SPOKEN] if led else []
    if not top:
        return ""
    others = [side for side in sides if side != led]
    listed = [
        f"{row['place'].value} ({figure(row[led])}"
        + "".join(f"; {side} {figure(row[side])}" for side in others if figure(row[side]))
        + ")"
        for row in top
    ]
    who = SEES.get(led, "the partnership sees")
    return (
        f"Away from home, {who} more violence at {joined(listed)} than anywhere else,"
        f" in the {window}."
    )


def _say_street(street: SafeTable | None, window: str) -> str:
    if street is None or not _sides(street):
        return ""
    top = largest(street, _sides(street)[0])[:SPOKEN]
    listed = [f"{row['place'].value} ({figure(row[_sides(street)[0]])})" for row in top]
    if not listed:
        return ""
    return (
        "The places with most violence and sexual offences were "
        f"{joined([_lower(s) for s in listed])}, in the {window}."
    )


def _published(places: SafeTable) -> bool:
    """True for the points of street files, which are near the crime and not at it."""
    sets = {column.dataset for column in places.columns if column.dataset}
    return any(not gridded(datasets()[name]) for name in sets)


def _sides(table: SafeTable) -> list[str]:
    return [c.name for c in table.columns if c.role == "count" and "_" not in c.name]


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
