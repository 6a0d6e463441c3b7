"""Residents by area, age and sex at one mid-year: the number below the line of every rate.

Kept in a store's geography folder, one file a mid-year, with its citation inside. Ages are groups
as the publisher gives them; bands of ours are made of whole groups only, so a group that straddles
two bands leaves both without residents, and a rate without residents is not shown.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from watchward.geography.kept import keep, kept, read_citation, written_citation
from watchward.reference import Citation, code_list

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.geography.areas import Boundaries

KEY = "watchward_population"
FILE = re.compile(r"population-(\d{4})\.parquet")
OPEN_END = 200  # the age that "90 and over" ends at
COLUMNS: dict[str, type[pl.DataType]] = {
    "area": pl.String,
    "sex": pl.String,  # M, F, or "" where the publisher's file does not say
    "age_from": pl.Int16,
    "age_to": pl.Int16,  # both ends in the group; 0 to OPEN_END where the file does not say
    "persons": pl.Int64,
}
BAND = re.compile(r"(\d+)(?:-(\d+)|\+)")


@dataclass(frozen=True, eq=False)
class Population:
    """Residents at the middle of `year` (0: not stated); areas are of `vintage`."""

    vintage: str
    year: int
    citation: Citation
    table: pl.DataFrame  # COLUMNS; no group overlaps another of its area and sex

    @property
    def persons(self) -> int:
        """Everybody in it."""
        return int(self.table["persons"].sum())

    @property
    def cited(self) -> str:
        """As a caveat or a table's note has it."""
        when = f"mid-{self.year}" if self.year else "year not stated"
        said = self.citation
        return f"Residents: {said.title}, {when} ({said.publisher}, {said.licence})."

    def of_areas(self, codes: Sequence[str]) -> "NDArray[np.float64]":
        """Residents of each area in the order asked; NaN where an area is not in the table."""
        import numpy as np

        found = self.by("area")
        return np.array([found.get((code,), float("nan")) for code in codes], dtype=np.float64)

    def by(self, *keys: str) -> dict[tuple[str, ...], int]:
        """Residents by any of "area", "age" (codes of the list age_band) and "sex" (M, F).

        Empty where the file does not say the age or the sex that is asked for.
        """
        table = self.table
        if "sex" in keys:
            table = table.filter(pl.col("sex") != "")
        if "age" in keys:
            table = table.join(self._bands(), on=["age_from", "age_to"])
        if not keys or table.is_empty():
            return {}
        sums = table.group_by(list(keys)).agg(pl.col("persons").sum()).sort(list(keys))
        return {tuple(str(one) for one in row[:-1]): int(row[-1]) for row in sums.iter_rows()}

    def _bands(self) -> pl.DataFrame:
        """Each age group's band, for bands that are wholly made of groups."""
        groups = sorted(set(self.table.select("age_from", "age_to").iter_rows()))
        rows = []
        for code, (low, high) in _ends().items():
            inside = [one for one in groups if one[1] >= low and one[0] <= high]
            whole = all(low <= a and b <= high for a, b in inside)
            if inside and whole and (inside[0][0], inside[-1][1]) == (low, high):
                rows += [(a, b, code) for a, b in inside]
        schema = {"age_from": pl.Int16, "age_to": pl.Int16, "age": pl.String}
        return pl.DataFrame(rows, schema=schema, orient="row")


def _ends() -> Mapping[str, tuple[int, int]]:
    """First and last year of age of each band of ours."""
    found = {code: BAND.fullmatch(code) for code in code_list("age_band").labels}
    return {
        code: (int(match[1]), int(match[2]) if match[2] else OPEN_END)
        for code, match in found.items()
        if match
    }


def of_boundaries(areas: "Boundaries") -> Population | None:
    """The residents that a file of boundaries came with, where it has them for every area."""
    if not areas.populations or not set(areas.populations) >= set(areas.codes):
        return None
    rows = [(code, "", 0, OPEN_END, areas.populations[code]) for code in areas.codes]
    table = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return Population(areas.vintage, 0, areas.citation, table)


def save_population(population: Population, folder: Path) -> Path:
    """One file a mid-year; replaces the same year's."""
    path = folder / f"population-{population.year:04}.parquet"
    cited = written_citation(population.citation)
    about = {"vintage": population.vintage, "year": population.year, "citation": cited}
    keep(population.table, path, key=KEY, about=about)
    return path


def population_years(folder: Path) -> tuple[int, ...]:
    """The mid-years kept in a folder, in order."""
    found = (FILE.fullmatch(path.name) for path in folder.glob("population-*.parquet"))
    return tuple(sorted(int(match[1]) for match in found if match))


def load_population(folder: Path, month: int | None = None) -> Population | None:
    """The mid-year nearest to a month (the earlier of two), or the newest; None without any."""
    years = population_years(folder)
    if not years:
        return None
    middle = max(years) * 12 + 5 if month is None else month
    year = min(years, key=lambda one: (abs(one * 12 + 5 - middle), one))
    table, about = kept(folder / f"population-{year:04}.parquet", key=KEY, columns=COLUMNS)
    return Population(about["vintage"], about["year"], read_citation(about["citation"]), table)
