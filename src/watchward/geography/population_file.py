"""Reads residents from a publisher's CSV: one row a group, or a column for each sex and age.

Two shapes are read. Long: a column of areas, one of persons, and of ages and sexes where there are
such; rows of totals are left out where their parts are there. Wide: columns named F0, M0 … F90,
M90, as the Office for National Statistics lays out small-area estimates.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from watchward.errors import InputRefusal, UsageRefusal
from watchward.geography.population import COLUMNS, OPEN_END, Population
from watchward.reference import Citation

WIDE = re.compile(r"([FM])(\d{1,3})(\+?)")
AGE = re.compile(
    r"(?:aged?\s*)?(?P<low>\d{1,3})(?:\s*(?:-|–|to)\s*(?P<high>\d{1,3}))?"
    r"(?:\s*years?)?(?P<open>\s*(?:\+|plus|and over|or over))?(?:\s*years?)?"
)
UNDER = re.compile(r"(?:aged?\s*)?under\s+(\d{1,3})(?:\s*years?)?")
ALL = ("all", "all ages", "all persons", "persons", "total", "both", "b", "p", "t", "")
SEXES = {
    **dict.fromkeys(("m", "male", "males", "1"), "M"),
    **dict.fromkeys(("f", "female", "females", "2"), "F"),
    **dict.fromkeys(ALL, ""),
}


@dataclass(frozen=True)
class Columns:
    """Which column of the file says what; "" where none does. `keep`: column → value of rows."""

    area: str = "area"
    persons: str = "persons"
    age: str = ""
    sex: str = ""
    keep: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def named(cls, names: Mapping[str, str], *, keep: Mapping[str, str]) -> "Columns":
        """From what a person said; refuses a thing that no column can be named for."""
        things = ("area", "persons", "age", "sex")
        if unknown := sorted(set(names) - {*things}):
            raise UsageRefusal(
                f"Nothing is called {', '.join(unknown)}.",
                where="--column",
                do=f"There are: {', '.join(things)}.",
            )
        return cls(**{"keep": keep, **names})  # type: ignore[arg-type]  # names are of `things`


def read_population(
    path: Path, columns: Columns, *, vintage: str, year: int, citation: Citation
) -> Population:
    """Residents from a CSV, plain or gzipped; refuses groups that overlap or repeat."""
    if not 1801 <= year <= 2200:
        raise UsageRefusal(
            "A population has a year.", where="--mid-year", do="Give the year it is an estimate of."
        )
    rows = _kept_rows(_written(path), columns, path.name)
    wide = [name for name in rows.columns if WIDE.fullmatch(name)]
    table = _wide(rows, columns, wide) if wide and not columns.age else _long(rows, columns)
    table = _without_totals(_counted(table, path.name))
    if table.is_empty():
        raise InputRefusal("No row is left.", where=path.name, do="Check --keep and the columns.")
    _each_once(table, path.name)
    return Population(vintage, year, citation, table.sort("area", "sex", "age_from"))


def _written(path: Path) -> pl.DataFrame:
    try:
        return pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as cause:
        raise InputRefusal(
            "It cannot be read as CSV.", where=path.name, do="Save it again as CSV (UTF-8)."
        ) from cause


def _kept_rows(written: pl.DataFrame, columns: Columns, where: str) -> pl.DataFrame:
    wide = any(WIDE.fullmatch(name) for name in written.columns) and not columns.age
    needed = [columns.area, "" if wide else columns.persons, columns.age, columns.sex]
    for name in (*needed, *columns.keep):
        if name and name not in written.columns:
            raise UsageRefusal(
                f"It has no column called {name}.", where=where, do="Name one that it has."
            )
    for name, value in columns.keep.items():
        written = written.filter(pl.col(name).str.strip_chars() == value)
    return written


def _wide(rows: pl.DataFrame, columns: Columns, wide: list[str]) -> pl.DataFrame:
    """One row an area and group; the last age is open."""
    matches = {name: WIDE.fullmatch(name) for name in wide}
    oldest = max(int(match[2]) for match in matches.values() if match)
    groups = pl.DataFrame(
        [
            (name, match[1], int(match[2]), OPEN_END if int(match[2]) == oldest else int(match[2]))
            for name, match in matches.items()
            if match
        ],
        schema=["group", "sex", "age_from", "age_to"],
        orient="row",
    )
    long = rows.select(pl.col(columns.area).alias("area"), *wide).unpivot(
        index="area", on=wide, variable_name="group", value_name="persons"
    )
    return long.join(groups, on="group")


def _long(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """One row a group as written; a word for age or sex that is not known leaves a null."""
    ages = rows[columns.age].unique().to_list() if columns.age else []
    known_ages = {age: ends for age in ages if (ends := _ages(age or ""))}
    sexes = rows[columns.sex].unique().to_list() if columns.sex else []
    known_sexes = {one: SEXES.get((one or "").strip().casefold()) for one in sexes}
    low = {age: ends[0] for age, ends in known_ages.items()}
    high = {age: ends[1] for age, ends in known_ages.items()}

    def named(column: str, known: Mapping[str, object], otherwise: object) -> pl.Expr:
        if not column:
            return pl.lit(otherwise)
        return pl.col(column).replace_strict(known, default=None)

    return rows.select(
        pl.col(columns.area).alias("area"),
        named(columns.sex, known_sexes, "").alias("sex"),
        named(columns.age, low, 0).alias("age_from"),
        named(columns.age, high, OPEN_END).alias("age_to"),
        pl.col(columns.persons).alias("persons"),
    )


def _ages(written: str) -> tuple[int, int] | None:
    """First and last year of a group: "24", "Aged 20 to 24 years", "90+", "All ages"."""
    text = written.strip().casefold()
    if text in ALL:
        return 0, OPEN_END
    if under := UNDER.fullmatch(text):
        return 0, int(under[1]) - 1
    match = AGE.fullmatch(text)
    if not match:
        return None
    low = int(match["low"])
    if match["open"]:
        return low, OPEN_END
    return low, int(match["high"] or low)


def _counted(table: pl.DataFrame, where: str) -> pl.DataFrame:
    """Persons as whole numbers, estimates' fractions rounded; whatever is not known is refused."""
    persons = pl.col("persons").str.replace_all(",", "").cast(pl.Float64, strict=False).round()
    read = table.select(
        *(
            (persons if name == "persons" else pl.col(name)).cast(kind).alias(name)
            for name, kind in COLUMNS.items()
        )
    )
    faulty = read.filter(pl.any_horizontal(pl.all().is_null()) | (pl.col("persons") < 0))
    if faulty.height:
        raise InputRefusal(
            f"{faulty.height} rows lack an area, or have an age, a sex or a number of persons that "
            "cannot be read.",
            where=where,
            do="Leave them out with --keep COLUMN=VALUE, or delete them.",
        )
    return read


def _without_totals(table: pl.DataFrame) -> pl.DataFrame:
    """Both sexes together, and all ages together, where their parts are there too."""
    if (table["sex"] != "").any():
        table = table.filter(pl.col("sex") != "")
    total = (pl.col("age_from") == 0) & (pl.col("age_to") == OPEN_END)
    if table.select((~total).any()).item():
        table = table.filter(~total)
    return table


def _each_once(table: pl.DataFrame, where: str) -> None:
    """No person in two groups: several years of one file, or bands over single years."""
    ordered = table.sort("area", "sex", "age_from", "age_to")
    before = pl.col("age_to").shift(1).over("area", "sex")
    if ordered.select((pl.col("age_from") <= before).any()).item():
        raise InputRefusal(
            "Some people are counted twice: ages overlap, or an area repeats.",
            where=where,
            do="Keep one year and one set of ages, e.g. --keep year=2023.",
        )
