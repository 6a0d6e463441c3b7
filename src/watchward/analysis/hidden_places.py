"""Where hospitals see violence and the police do not: areas and cells against the whole ground.

Patients and crimes are counted in different ways, so a side is not simply larger: each place's
share is held against the share of all places together. The class rests on exact counts, so this
is for analysts; what goes to the meeting is their judgement of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.analysis import answered, count_columns, coverage, joined, say_coverage
from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset
from watchward.contract.result import Cell, Column, Derived, Result, Table
from watchward.contract.safe_result import SafeCell, SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.clumps import clumping_of
from watchward.engine.points import Points, gridded
from watchward.engine.shapes import Feature, area_features, cell_features, collection
from watchward.engine.where import points_of, records_of, unsure_points
from watchward.geography.areas import Boundaries
from watchward.geography.places import Places, nearest_place
from watchward.maths.gi_star import window_sums
from watchward.maths.grid_cells import Grid
from watchward.maths.moved import clumping_between, moved

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ABOUT = About(
    name="hidden_places",
    title="Where do the police not see it?",
    question="Where do patients say that they were hurt, and the police hear of little?",
    method=(
        "Away from home, over twelve months: in each area, and in each cell with those next to it, "
        "patients beside police records. Given their sum, the patients are binomial with the share "
        "that the whole ground shows; mid-p, under Benjamini-Hochberg false-discovery control; "
        "places with 16 records or more of both sides are judged. Areas are judged again without "
        "patients whose place was worked out from words with medium or low confidence."
    ),
    source="Przyborowski and Wilenski 1940; Benjamini and Hochberg 1995; report, paragraph 3.12",
    limits=(
        "A place where patients are many and crimes few may also be one that patients name easily.",
        "Only patients whose place is known are counted: see how many are placed.",
        "A patient is one person; a crime may have several victims, and some have none.",
        "Neighbouring cells share records: a run of them is one finding.",
        "For analysts only: the class rests on exact counts.",
    ),
    inputs=("police", "health"),
    analysts_only=True,
)
SIDES = ("police", "health")
SUPPORT = 16  # records of both sides, below which a place is not judged
NEAR = 250  # metres beyond a place's own radius, within which a cell is said to be near it
HOLDS = {True: "yes", False: "no"}
POLICE_AT, HEALTH_AT = 3, 4  # columns of the table of areas
WORDS = {1: "health sees more", -1: "police see more", 0: "alike"}
AREA = Column("area", "Area", "dimension", "area")
CELL = Column("cell", "Cell", "dimension", "cell")
PLACE = Column("name", "Name", "note", describes="place")
SPOKEN = 3


@dataclass(frozen=True)
class Judge:
    """Whether patients stand out beside police records; each side's variance over mean."""

    police: float
    health: float
    level: float

    def classes(
        self,
        health: "NDArray[np.int64]",
        police: "NDArray[np.int64]",
        *,
        share: float | None = None,
    ) -> "NDArray[np.int64]":
        """1 more, −1 fewer patients than `share` of both; None: of the whole ground."""
        if share is None:
            share = float(health.sum() / max((health + police).sum(), 1))
        clumping = clumping_between(self.health, self.police, share)
        return moved(
            health, police, level=self.level, support=SUPPORT, share=share, clumping=clumping
        )


def run(tables: Tables, options: Options) -> Result:
    """Areas, and the cells that stand out; nothing where one of the two sides cannot be placed."""
    asked = ask_of(tables, options, able=_fine)
    areas = tables.boundaries()
    made: list[Table] = []
    shapes: list[Feature] = []
    if set(SIDES) <= set(asked.sides) and areas is not None:
        points = {side: points_of(tables, asked, side).public() for side in SIDES}
        clumped = {side: clumping_of(tables, asked, side) for side in SIDES}
        judge = Judge(clumped["police"], clumped["health"], options.level)
        by_area = _area_table(asked, points, areas, judge)
        made.append(by_area)
        unsure = unsure_points(tables, asked, "health").public()
        if len(unsure.records):
            made.append(_sure_table(asked, by_area, unsure, areas, judge))
        cells, squares = _cell_table(asked, points, areas, tables.places(), options, judge)
        made.append(cells)
        shapes = [*area_features(areas), *squares]
    counts = {side: records_of(tables, asked, side)[:2] for side in asked.sides}
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(*made, coverage(asked, "coverage", counts, with_what="a usable place")),
        caveats=(*asked.caveats(), *(() if made else (_lacking(asked, areas),))),
        areas=collection(shapes),
    )


def _fine(about: Dataset) -> bool:
    return gridded(about) and about.side in SIDES


def _lacking(asked: Asked, areas: Boundaries | None) -> str:
    if areas is None:
        return "No areas have been added, so there is no ground to compare on."
    there = joined(sorted(asked.sides)) or "neither"
    return f"Both health and police are needed, with places within 100 m; there is {there}."


def _area_table(
    asked: Asked,
    points: Mapping[str, Points],
    areas: Boundaries,
    judge: Judge,
) -> Table:
    sums = {
        side: found.sums(areas.locate(found.easting, found.northing), len(areas))[0]
        for side, found in points.items()
    }
    classes = judge.classes(sums["health"], sums["police"])
    rows: list[tuple[Cell, ...]] = [
        (code, name, WORDS[int(how)], int(police), int(health))
        for code, name, how, police, health in zip(
            areas.codes, areas.names, classes, sums["police"], sums["health"], strict=True
        )
    ]
    return _table(asked, "areas", f"Areas ({areas.vintage}), away from home", AREA, rows)


def _sure_table(
    asked: Asked, by_area: Table, unsure: Points, areas: Boundaries, judge: Judge
) -> Table:
    """Each area judged again without patients whose place was told in words that may mislead."""
    (many, _) = unsure.sums(areas.locate(unsure.easting, unsure.northing), len(areas))
    police, health = (_counts(row[at] for row in by_area.rows) for at in (POLICE_AT, HEALTH_AT))
    classes = judge.classes(health - many, police)
    rows: list[tuple[Cell, ...]] = [
        (*row[:2], WORDS[int(how)], HOLDS[WORDS[int(how)] == row[2]], int(away))
        for row, how, away in zip(by_area.rows, classes, many, strict=True)
        if away
    ]
    return Table(
        name="sure",
        title="The same areas without patients whose place is not sure",
        columns=(
            *(AREA, PLACE, Column("class", "Without them", "class")),
            Column("holds", "The same as with them", "note"),
            Column(
                "unsure", "Not sure: medium or low", "count", dataset=asked.sides["health"].name
            ),
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def _counts(values: Iterable[Cell]) -> "NDArray[np.int64]":
    """Counts of a table's column."""
    import numpy as np

    return np.array([int(value or 0) for value in values], dtype=np.int64)


def _cell_table(
    asked: Asked,
    points: Mapping[str, Points],
    areas: Boundaries,
    places: Places | None,
    options: Options,
    judge: Judge,
) -> tuple[Table, list[Feature]]:
    """Cells that stand out, with those next to them; a cell is named for the place near it."""
    import numpy as np

    metres = options.cell_metres
    grid = Grid.over(areas.bounds, metres)
    round_it = {
        side: window_sums(
            grid.count(found.easting, found.northing, of=found.records).astype(np.float64), 1
        ).astype(np.int64)
        for side, found in points.items()
    }
    total = {side: int(found.records.sum()) for side, found in points.items()}
    share = total["health"] / max(sum(total.values()), 1)
    flat = {side: one.ravel() for side, one in round_it.items()}
    classes = judge.classes(flat["health"], flat["police"], share=share)
    out = np.flatnonzero(classes)
    out = out[np.argsort(-(flat["health"][out] * classes[out]), kind="stable")]
    corners = [grid.corner(*divmod(int(at), grid.columns)) for at in out]
    names = _names(corners, metres, places)
    codes = [f"E{east}N{north}" for east, north in corners]
    rows: list[tuple[Cell, ...]] = [
        (code, name, WORDS[int(classes[at])], int(flat["police"][at]), int(flat["health"][at]))
        for code, name, at in zip(codes, names, out, strict=True)
    ]
    squares = [(code, name, *at) for code, name, at in zip(codes, names, corners, strict=True)]
    title = f"Cells of {metres} m where the sides part, with those next to them"
    return _table(asked, "cells", title, CELL, rows), cell_features(squares, metres)


def _names(corners: list[tuple[int, int]], metres: int, places: Places | None) -> list[str]:
    if places is None or not corners:
        return [""] * len(corners)
    half = metres // 2
    wider = Places(places.table.with_columns(radius_m=places.table["radius_m"] + NEAR))
    at = nearest_place([east + half for east, _ in corners], [n + half for _, n in corners], wider)
    listed = [str(name) for name in places.table["name"]]
    return [listed[one] if one >= 0 else "" for one in at]


def _table(
    asked: Asked, name: str, title: str, where: Column, rows: list[tuple[Cell, ...]]
) -> Table:
    sides = {side: asked.sides[side] for side in SIDES}
    return Table(
        name=name,
        title=title,
        columns=(
            *(where, PLACE, Column("class", "Against the whole ground", "class")),
            *count_columns(sides),
        ),
        rows=tuple(rows),
        derived=(Derived("ratio", "Patients for each crime", "ratio", ("health", "police")),),
        window=asked.rolling,
        months=asked.months,
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """How many areas and which places health sees more of, and how much could be placed."""
    areas, cells = tables.get("areas"), tables.get("cells")
    if areas is None or cells is None:
        return "Health and police cannot be set beside each other place by place."
    found = [row for row in areas.records() if row["class"].value == WORDS[1]]
    hidden = [row for row in cells.records() if row["class"].value == WORDS[1]]
    near = [str(row["name"].value) for row in hidden if row["name"].value]
    unnamed = len(hidden) - len(near)
    told = list(dict.fromkeys(near))[:SPOKEN]
    parts = (
        _of_areas(found, of=len(areas.rows), window=result_window),
        _surely(tables.get("sure"), found),
        f"So they do near {joined(told)}." if told else "",
        f"Cells where they do, near no named place: {unnamed}." if unnamed else "",
        say_coverage(tables.get("coverage"), "A usable place"),
    )
    return " ".join(part for part in parts if part)


def _of_areas(found: Sequence[Mapping[str, SafeCell]], *, of: int, window: str) -> str:
    than = "for each crime of the police than over the whole ground"
    if not found:
        return f"In no area do hospitals see more {than}, in the {window}."
    names = [str(row["name"].value or row["area"].value) for row in found[:SPOKEN]]
    more = "" if len(found) == len(names) else ", these first"
    return (
        f"Hospitals see more {than} in {joined(names)} ({len(found)} of {of} areas{more}), "
        f"in the {window}."
    )


def _surely(sure: SafeTable | None, found: Sequence[Mapping[str, SafeCell]]) -> str:
    """How many of the areas said to be hidden are so without the patients of unsure place."""
    if sure is None or not found:
        return ""
    fallen = {row["area"].value for row in sure.records() if row["holds"].value == HOLDS[False]}
    kept = sum(row["area"].value not in fallen for row in found)
    return f"Without patients whose place is not sure {kept} of them stay so."
