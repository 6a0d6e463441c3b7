"""What next month will hold, cell by cell and area by area, and whether that beats last year's map.

The forecast stands beside two maps that anybody can make, scored on months that it had not seen;
where it does no better, the answer says so.
"""

from collections.abc import Mapping
from dataclasses import replace

from watchward.analysis import RECORDS, answered, coverage, no_ground, percent
from watchward.analysis.forecast.foretold import area_table, cell_table
from watchward.analysis.forecast.scored import OURS, calibration_table, scores_table, tested
from watchward.analysis.forecast.series import YEAR, Looked, Series, of_areas, of_cells
from watchward.contract.about import About, Options
from watchward.contract.result import Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of, month_words
from watchward.engine.ground import ground_of
from watchward.engine.points import gridded
from watchward.engine.shapes import Feature, area_features, collection
from watchward.engine.throughout import throughout, whole_months
from watchward.engine.where import records_of
from watchward.geography.areas import Boundaries

ABOUT = About(
    name="forecast",
    title="Where next month?",
    question="Where will there be most next month, and does asking beat last year's map?",
    method=(
        "Up to 36 months by area and by cell: a month counts half after twelve, the same month of "
        "last year once more, by season where two years are held; every place is drawn towards "
        "the mean of all, and the sum of all follows the latest months. What is foretold is a "
        "negative binomial. The last twelve months are foretold as if they were not known, and "
        "the 5 per cent of places called are scored beside the same month of the year before "
        "and the mean of the last twelve."
    ),
    source=(
        "West and Harrison 1997; Marshall 1991; Chainey, Tompson and Uhlig 2008 (PAI); Hunt 2016 "
        "(PEI); Czado, Gneiting and Held 2009 (calibration); weights are local defaults"
    ),
    limits=(
        "It is of places, never of people, and expires when its month ends.",
        "It foretells what is recorded: send police where it points and more is recorded there.",
        "Look at the scores first: where it is no better than a rival, use the rival.",
        "Most cells expect less than one event: one that is called is a place to look at.",
        "Leaves out what policing itself makes (possession, drugs) and what may be at a home.",
        "For analysts only: what is expected says what single places hold.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
LONGEST = 36  # months looked back
LEAST = 12


def run(tables: Tables, options: Options) -> Result:
    """For each side the month after the last one held, by area and by cell, and the scores."""
    asked = ask_of(tables, options)
    asked = replace(asked, first=asked.last - YEAR + 1)  # whatever was asked: what is tested
    areas = tables.boundaries()
    made: list[Table] = []
    said: list[str] = []
    shapes: list[Feature] = area_features(areas) if areas else []
    for side, about in asked.sides.items() if areas else ():
        looked = looked_back(asked, side)
        if areas is None or len(looked.months) < LEAST:
            said.append(f"{about.title}: too few months are held to foretell one.")
            continue
        said += looked.said
        tabled, squares = _of_side(tables, asked, side, looked, areas, options)
        made += tabled
        shapes += squares
    counts = {side: records_of(tables, asked, side)[:2] for side in asked.sides}
    month = month_words(asked.last + 1)
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(*made, coverage(asked, "coverage", counts, with_what="a usable place")),
        caveats=(
            f"This is for {month} and expires at the end of that month: ask again then.",
            *asked.caveats(),
            *said,
            *no_ground(areas),
        ),
        areas=collection(shapes),
    )


def looked_back(asked: Asked, side: str) -> Looked:
    """From the first month held, three years back at most, to the last one asked for.

    A hospital that began within them would make its places look as if they rose: of several
    providers only those are counted that reported throughout.
    """
    wide = replace(asked, first=asked.last - LONGEST + 1)
    among = throughout(wide, side)
    held = frozenset(one for one in whole_months(wide, side, among) if one >= wide.first)
    months = range(min(held), asked.last + 1) if held else range(0)
    return Looked(months, held, among.left_out, among.said)


def _of_side(
    tables: Tables,
    asked: Asked,
    side: str,
    looked: Looked,
    areas: Boundaries,
    options: Options,
) -> tuple[list[Table], list[Feature]]:
    about = asked.sides[side]
    by_area = of_areas(tables, about, looked, areas=areas)
    made = [area_table(asked, side, by_area, areas=areas)]
    squares: list[Feature] = []
    series: list[Series] = [by_area]
    if gridded(about):
        ground = ground_of(areas, options.cell_metres)
        by_cell = of_cells(tables, about, looked, ground=ground)
        cells, squares = cell_table(asked, side, by_cell, ground=ground, areas=areas)
        made.append(cells)
        series.append(by_cell)
    found = [one for each in series if (one := tested(each))]
    if found:
        made += [scores_table(asked, side, found), calibration_table(asked, side, found)]
    return made, squares


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """What the places called held in the months tested, and whether that beat the rivals."""
    said = [
        text
        for side in RECORDS
        if (table := tables.get(f"scores_{side}")) and (text := _told(side, table))
    ]
    if not said:
        return "Too few months are held to say whether a forecast would help."
    months = max(
        int(row["months"].value or 0)
        for name, table in tables.items()
        if name.startswith("calibration_")
        for row in table.records()
    )
    tested_on = result_window.replace(f"{YEAR} months", f"{months} months")
    return f"{' '.join(said)} (Tested on the {tested_on}, each month from those before it.)"


def _told(side: str, table: SafeTable) -> str:
    ours = [row for row in table.records() if row["map"].value == OURS]
    if not ours or not percent(ours[-1].get(f"{side}_share")):
        return ""
    row = ours[-1]
    return (
        f"In {RECORDS[side]}, the 5 % of {row['unit'].value} called beforehand held "
        f"{percent(row[f'{side}_share'])} of events: {row['verdict'].value}."
    )
