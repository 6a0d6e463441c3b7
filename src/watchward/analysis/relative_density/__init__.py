"""Where is one kind of violence more, or less, than the rest of it or the residents explain?

Both kinds are told by the same people, so what makes a place tell of more of everything falls out
of the comparison. What is called is beyond an exact tolerance, not the steepest of a surface.
"""

from collections.abc import Mapping

from watchward.analysis import RECORDS, answered, coverage, joined, no_ground
from watchward.analysis.relative_density.kinds import KINDS, cell_tables
from watchward.analysis.relative_density.people import area_table, said_of
from watchward.analysis.relative_density.words import MORE
from watchward.contract.about import About, Options
from watchward.contract.result import Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import ask_of
from watchward.engine.clumps import clumping_of
from watchward.engine.ground import ground_of
from watchward.engine.points import gridded
from watchward.engine.queries import queries
from watchward.engine.shapes import Feature, area_features, collection
from watchward.engine.where import records_of

ABOUT = About(
    name="relative_density",
    title="Where more than its share?",
    question="Where is one kind of violence more than the rest, or the residents, explain?",
    method=(
        "On a grid, each cell with those next to it: knives against all other known means, night "
        "(20:00 to 05:59) against day, injury against none. Given both counts, the kind is "
        "binomial with the share that the whole ground shows; two-sided mid-p. By area: violence "
        "away from home against residents, in the same way. False discoveries controlled within "
        "each comparison; 95 % limits are exact, of one place by itself."
    ),
    source=(
        "Bithell 1990 (relative risk surfaces); Przyborowski and Wilenski 1940; Clopper and "
        "Pearson 1934; Benjamini and Hochberg 1995; the hours of night are a local default"
    ),
    limits=(
        "More than its share is not the most: a quiet place can have more knives than its share.",
        "A kind that is written down oftener in some places looks like more of it there.",
        "Residents are not those who are there at night: town centres are always above them.",
        "Neighbouring cells share records: a run of them is one finding.",
        "What may have happened at a home, and what does not say the kind, is left out.",
        "What policing itself makes (possession of weapons, drugs) is left out.",
        "For analysts only: the class rests on exact counts of single cells.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
SQL = queries(__file__)
NIGHT = {"dusk": 20, "dawn": 6}


def run(tables: Tables, options: Options) -> Result:
    """A table for each side and kind that it can tell, and one of areas against residents."""
    asked = ask_of(tables, options)
    areas = tables.boundaries()
    made: list[Table] = []
    shapes: list[Feature] = area_features(areas) if areas else []
    residents = tables.population((asked.first + asked.last) // 2)
    for side, about in asked.sides.items() if areas else ():
        if areas and gridded(about):
            span = {"first": asked.first, "last": asked.last, **NIGHT}
            points = tables.arrays(SQL["points"], dataset=about.name, **span)
            ground = ground_of(areas, options.cell_metres)
            tabled, squares = cell_tables(
                asked,
                side,
                points=points,
                ground=ground,
                areas=areas,
                level=options.level,
                clumping=clumping_of(tables, asked, side),
            )
            made += tabled
            shapes += [one for one in squares if one not in shapes]
        if areas and residents:
            made += area_table(
                tables, asked, side, areas=areas, residents=residents, options=options
            )
    counts = {side: records_of(tables, asked, side)[:2] for side in asked.sides}
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(*made, coverage(asked, "coverage", counts, with_what="a usable place")),
        caveats=(
            *asked.caveats(),
            *said_of(areas, residents),
            *no_ground(areas),
        ),
        areas=collection(shapes),
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """In how many cells each kind is more than its share, by side."""
    said = []
    for side, records in RECORDS.items():
        told = [
            f"{words} in {_more(table, side)}"
            for kind, words in KINDS.items()
            if (table := tables.get(f"{kind}_{side}"))
        ]
        if told:
            said.append(f"In {records}, more than their share: {joined(told)} cells.")
    if not said:
        return "No source places what it knows of kinds finely enough to compare them."
    return f"{' '.join(said)} (In the {result_window}.)"


def _more(table: SafeTable, side: str) -> int:
    return sum(row[f"{side}_class"].value == MORE for row in table.records())
