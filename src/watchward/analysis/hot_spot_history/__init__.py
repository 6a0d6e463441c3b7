"""What became of the hot spots: new, growing, persistent, fading, sporadic or former.

Each window is judged by itself as in hot_spots; a name comes from the windows in which a place was
hot and from the trend of its counts, by rules that are dated and ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from watchward.analysis import RECORDS, answered, coverage, joined, no_ground
from watchward.analysis.hot_spot_history.named import Seen, area_table, cell_table, rule
from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset
from watchward.contract.result import Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of, month_words
from watchward.engine.points import gridded
from watchward.engine.shapes import Feature, area_features, collection
from watchward.engine.throughout import throughout, whole_months
from watchward.engine.where import records_of
from watchward.maths.spot_history import NAMES

ABOUT = About(
    name="hot_spot_history",
    title="What became of the hot spots?",
    question="Which hot spots are new, which stay, grow or fade, and which are no more?",
    method=(
        "Windows of the months asked for, or of one month where fewer than four such are held. In "
        "each, hot as in hot_spots: Gi* and Poisson under false-discovery control. Growing or "
        "fading: hot in half of the windows, with a Mann-Kendall trend of its counts, false finds "
        "controlled. Persistent: hot in three quarters. New: hot now and before the last quarter "
        "of windows never. Former: twice or more, and not in that quarter. Sporadic: the rest "
        "with two."
    ),
    source=(
        "Getis and Ord 1992; Mann 1945; Kendall 1975; Benjamini and Hochberg 1995; after the idea "
        "of Esri's emerging hot spots, by definitions of our own (figures/spot_history.toml)"
    ),
    limits=(
        "A name is of the windows looked at: others, or longer ones, can name a place otherwise.",
        "In a window of one month only busy places can be hot: a quiet place has no history here.",
        "A change in how crimes are recorded or placed makes hot spots new, or former.",
        "Neighbouring cells share records: a run of them is one hot spot.",
        "What may have happened at a home is left out, and so is what policing itself makes.",
        "For analysts only: a history of classes says what single cells hold.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)


def run(tables: Tables, options: Options) -> Result:
    """For each side the cells and the areas that were hot in some window, named."""
    asked = ask_of(tables, options)
    areas = tables.boundaries()
    made: list[Table] = []
    said: list[str] = []
    shapes: list[Feature] = area_features(areas) if areas else []
    for side, about in asked.sides.items():
        wide = _widest(asked, options)
        among = throughout(wide, side)
        windows = windows_of(whole_months(wide, side, among), asked.last, options.months)
        said += [_windows_said(about, windows), *among.said]
        if areas is not None and len(windows) >= rule("least_windows"):
            seen = Seen(
                tables, asked, side, tuple(windows), areas, options, left_out=among.left_out
            )
            if gridded(about):
                cells, squares = cell_table(seen)
                made.append(cells)
                shapes += squares
            made.append(area_table(seen))
    counts = {side: records_of(tables, asked, side)[:2] for side in asked.sides}
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(*made, coverage(asked, "coverage", counts, with_what="a usable place")),
        caveats=(
            *asked.caveats(),
            *said,
            *no_ground(areas),
        ),
        areas=collection(shapes),
    )


def windows_of(held: frozenset[int], last: int, months: int) -> list[range]:
    """Whole windows up to the last month, oldest first; one that lacks a month is passed over."""
    found = _whole(held, last, months, rule("most_windows"))
    if len(found) >= rule("least_windows"):
        return found
    return _whole(held, last, 1, rule("most_months"))


def _widest(asked: Asked, options: Options) -> Asked:
    """All months that a window may lie in."""
    longest = max(options.months * rule("most_windows"), rule("most_months"))
    return replace(asked, first=asked.last - longest + 1)


def _whole(held: frozenset[int], last: int, months: int, most: int) -> list[range]:
    ends = [last - months * back for back in range(most)]
    every = [range(end - months + 1, end + 1) for end in reversed(ends)]
    return [window for window in every if held >= set(window)]


def _windows_said(about: Dataset, windows: Sequence[range]) -> str:
    if len(windows) < rule("least_windows"):
        return f"{about.title}: too few months are held for a history."
    length = len(windows[0])
    each = f"{length} months" if length > 1 else "one month"
    first, last = month_words(windows[0].start), month_words(windows[-1].stop - 1)
    return f"{about.title}: {len(windows)} windows of {each}, {first} to {last}."


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """How many cells (areas, without any) have each name, by side."""
    said = []
    for side, records in RECORDS.items():
        what = "cells" if f"cells_{side}" in tables else "areas"
        table = tables.get(f"{what}_{side}")
        if table is not None:
            found = [row[f"{side}_class"].value for row in table.records()]
            listed = [f"{found.count(name)} {name}" for name in NAMES if name in found]
            told = f"{what} that were hot: {joined(listed)}" if listed else f"no hot {what}"
            said.append(f"In {records}, {told}.")
    if not said:
        return "Too little is held to say what became of hot spots."
    return f"{' '.join(said)} (Up to {result_window.rpartition(' to ')[2]}.)"
