"""The views that questions are asked of, as SQL: one per data set, and `incident` over them all.

Only names and codes of our own declarations are written into SQL, never a value from the data:
names are checked against a pattern, codes and paths are escaped as literals.
"""

import re
from collections.abc import Callable, Collection, Sequence

import polars as pl

from watchward.contract.columns import SPINE
from watchward.contract.dataset import Dataset, Meaning
from watchward.engine.holding import Holding, schema

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
NOT_KNOWN = ("unknown", "U", "")
SQL_TYPES: dict[type[pl.DataType], str] = {
    pl.Int8: "tinyint",
    pl.Int32: "integer",
    pl.Int64: "bigint",
    pl.Boolean: "boolean",
    pl.String: "varchar",
}
# What `incident` calls a thing, and the field it is where a data set keeps it.
SHARED = {
    "weapon": "weapon",
    "relationship": "relationship",
    "assailants": "assailants",
    "age_band": "victim_age",
    "sex": "victim_sex",
    "reported": "reported",
    "alcohol": "alcohol",
    "location_type": "location_type",
    "premises": "premises",
    "agency": "agency",
    "offence_code": "offence_code",
    "offence_group": "offence_group",
    "assault_method": "assault_method",
    "call_category": "call_category",
    "text_place_kind": "place_kind",
    "text_place_confidence": "place_confidence",
}
MEANINGS = ("violence", "injury", "domestic", "policing")


def literal(text: str) -> str:
    """Text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name(text: str) -> str:
    """A name from our own declarations, refused unless it is a plain identifier."""
    if not NAME.fullmatch(text):
        raise ValueError(f"not a plain identifier: {text!r}")
    return text


def typed(about: Dataset, present: Collection[str], alias: str, *, month: str = "") -> str:
    """Every stored column with its declared type; null where no file has it.

    `month` is an expression to take that column from, in place of the files' own.
    """
    parts = []
    for column, kind in schema(about).items():
        sql_type = SQL_TYPES[type(kind)]
        value = f'{alias}."{name(column)}"' if column in present else "null"
        value = month if month and column == "month" else value
        parts.append(f'cast({value} as {sql_type}) as "{column}"')
    return ",\n    ".join(parts)


def meaning(about: Dataset, which: str) -> str:
    """1, 0 or null (not known) as the data set's own declaration has it."""
    rule: Meaning | None = about.meanings.get(which)
    if rule is None:
        return "null"
    if not rule.field:
        return "1"
    column = f'"{name(rule.field)}"'
    codes = ", ".join(literal(code) for code in rule.codes)
    blank = ", ".join(literal(code) for code in NOT_KNOWN)
    return (
        f"case when {column} in ({codes}) then 1"
        f" when {column} is null or {column} in ({blank}) then null else 0 end"
    )


def incident(holdings: Sequence[Holding], *, text: Callable[[str], str] = literal) -> str:
    """The union of all data sets in the same columns; null where a data set has no such field.

    `text` writes a text of ours as the engine must have it.
    """
    return "\nunion all\n".join(_branch(holding.dataset, text) for holding in holdings)


def _branch(about: Dataset, text: Callable[[str], str]) -> str:
    kept = {field.name for field in about.kept}
    spine = [f'"{column}"' for column in SPINE]
    meanings = [f"cast({meaning(about, which)} as integer) as {which}" for which in MEANINGS]
    shared = [
        f'cast({_known(field) if field in kept else "null"} as varchar) as "{column}"'
        for column, field in SHARED.items()
    ]
    columns = [
        f"{text(name(about.name))} as dataset",
        f"{text(about.side)} as side",
        "provider",
        "period",
        *spine,
        *meanings,
        *shared,
    ]
    listed = ",\n    ".join(columns)
    return f"select\n    {listed}\nfrom {name(about.name)}"


def _known(field: str) -> str:
    """Null for a blank and for every code that says "not known": both are "not recorded"."""
    blank = ", ".join(literal(code) for code in NOT_KNOWN)
    return f'case when "{name(field)}" in ({blank}) then null else "{field}" end'
