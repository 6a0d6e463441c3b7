"""Reads a table that a user supplies: CSV with the kind's columns, or TOML of school terms.

Every value is checked here, so that a question can rely on it.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any

import polars as pl

from watchward.errors import InputRefusal
from watchward.geography.boundaries import GRID_EAST, GRID_NORTH
from watchward.geography.supplied import KINDS, ONCE, Supplied, known_kind
from watchward.geography.supplied_place import METRES, has_place, placed
from watchward.reference import Citation
from watchward.reference.load import figure

NUMBER = re.compile(r"[A-Za-z0-9_-]{1,60}")
YEAR = re.compile(r"\d{4}(-\d{2})?")  # a calendar year, or a financial one
INDEXED = ("offence_code", "offence_group", "call_category", "assault_method")


def read_supplied(
    path: Path, kind: str, *, citation: Citation, postcodes: Path | None = None
) -> Supplied:
    """The table of one kind; refuses a row that cannot be what it says, by its number.

    `postcodes` is a file of postcodes with their metres, for rows that have nothing else.
    """
    if known_kind(kind) == "school-terms":
        rows = _terms(path)
    else:
        rows, citation = _csv(path, kind, citation, postcodes=postcodes)
    if not rows:
        raise InputRefusal("It holds nothing.", where=path.name, do="Check the file.")
    for number, row in enumerate(rows, 2):
        if not _right(CHECKS[kind], row):
            raise InputRefusal(
                "Its values are not what they should be.",
                where=f"{path.name}, row {number}",
                do=SHOULD[kind],
            )
    names = [row[ONCE[kind]] for row in rows] if kind in ONCE else []
    if len(set(names)) < len(names):
        raise InputRefusal(f"A {ONCE[kind]} repeats.", where=path.name, do="Give each row its own.")
    if kind == "deflators" and len({len(row["year"]) for row in rows}) > 1:
        raise InputRefusal(
            "Calendar and financial years stand in one table, each with a base of its own.",
            where=path.name,
            do="Keep one sort of year.",
        )
    schema = dict.fromkeys(KINDS[kind], pl.String)
    return Supplied(kind, pl.DataFrame(rows, schema=schema), citation)


def _csv(
    path: Path, kind: str, cited: Citation, *, postcodes: Path | None
) -> tuple[list[dict[str, str]], Citation]:
    try:
        written = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as cause:
        raise InputRefusal(
            "It cannot be read as CSV.", where=path.name, do="Save it again as CSV (UTF-8)."
        ) from cause
    written = written.select(pl.all().fill_null("").str.strip_chars())
    if set(METRES) <= set(KINDS[kind]) and has_place(written.columns):
        written, cited = placed(written, cited, postcodes=postcodes, file=path.name)
    missing = [column for column in KINDS[kind] if column not in written.columns]
    if missing:
        raise InputRefusal(
            f"It lacks the column {', '.join(missing)}.", where=path.name, do="Add it."
        )
    return written.select(KINDS[kind]).to_dicts(), cited


def _terms(path: Path) -> list[dict[str, str]]:
    """Terms, days closed within them, and the hours at the gates, one row each."""
    try:
        written = tomllib.loads(path.read_text("utf-8"))
        return [*_spans(written)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise InputRefusal(
            "It cannot be read as school terms.", where=path.name, do=SHOULD["school-terms"]
        ) from cause


def _spans(written: dict[str, Any]) -> Iterator[dict[str, str]]:
    for what in ("term", "closed"):
        for span in written.get(what, ()):
            first, last = span["first"], span.get("last", span["first"])
            yield {"what": what, "first": first.isoformat(), "last": last.isoformat()}
    for opens, ends in written.get("gates", ()):
        yield {"what": "gate", "first": opens, "last": ends}


def _term(row: dict[str, str]) -> bool:
    if row["what"] == "gate":
        first, last = (dt.time.fromisoformat(row[end]) for end in ("first", "last"))
        return first < last and not (first.minute or last.minute)
    return dt.date.fromisoformat(row["first"]) <= dt.date.fromisoformat(row["last"])


def _place(row: dict[str, str]) -> bool:
    on_grid = 0 <= int(row["easting"]) <= GRID_EAST and 0 <= int(row["northing"]) <= GRID_NORTH
    closes = not row["closes"] or bool(dt.time.fromisoformat(row["closes"]))
    return on_grid and closes and all(row[name] for name in ("place_id", "name", "kind"))


def _premises(row: dict[str, str]) -> bool:
    """The number stands in addresses of the website."""
    sizes = all(int(row[name]) > 0 for name in ("capacity", "footfall") if row[name])
    since = not row["since"] or bool(dt.date.fromisoformat(row["since"]))
    measures = set(row["measures"].split()) <= set(figure("premises_rules").data["mitigation"])
    named = bool(NUMBER.fullmatch(row["place_id"])) and bool(row["authority"])
    return _place(row) and sizes and since and measures and named


def _weight(row: dict[str, str]) -> bool:
    return row["of"] in INDEXED and bool(row["code"]) and 0 <= float(row["weight"]) < float("inf")


def _factor(row: dict[str, str]) -> bool:
    named = all(row[name] for name in ("area", "name", "factor"))
    return named and isfinite(float(row["value"]))


def _peer(row: dict[str, str]) -> bool:
    when = dt.date.fromisoformat(f"{row['month']}-01")
    counted = int(row["records"]) >= 0 and int(row["people"]) > 0
    return bool(when) and counted and bool(row["area"]) and row["ours"] in ("", "yes")


def _deflator(row: dict[str, str]) -> bool:
    return bool(YEAR.fullmatch(row["year"])) and 0 < float(row["index"]) < float("inf")


def _right(check: Callable[[dict[str, str]], bool], row: dict[str, str]) -> bool:
    try:
        return check(row)
    except (ValueError, TypeError):
        return False


CHECKS: dict[str, Callable[[dict[str, str]], bool]] = {
    "school-terms": _term,
    "night-places": _place,
    "harm-index": _weight,
    "area-factors": _factor,
    "peer-counts": _peer,
    "deflators": _deflator,
    "licensed-premises": _premises,
}
SHOULD = {
    "school-terms": (
        "Give [[term]] and [[closed]] with first and last as dates, and gates as pairs of whole "
        'hours, e.g. gates = [["08:00", "09:00"], ["15:00", "17:00"]].'
    ),
    "night-places": (
        "Give place_id, name and kind, easting and northing in whole metres, and closes as HH:MM "
        "or empty."
    ),
    "licensed-premises": (
        "Give place_id (letters, digits, - and _), name, kind and authority, easting and "
        "northing in whole metres (or longitude and latitude, or postcode), capacity (people) and "
        "footfall (people a week) as whole numbers or empty, closes as HH:MM, since as YYYY-MM-DD, "
        "and measures as words of the "
        "rules with spaces between, or empty."
    ),
    "area-factors": "Give area (its code), name, factor, and value as a number.",
    "peer-counts": (
        "Give area (its code), month as YYYY-MM, records and people as whole numbers, and yes "
        "under ours for your own area, else nothing."
    ),
    "deflators": "Give year as 2015-16 (financial) or 2015 (calendar), and index above 0.",
    "harm-index": f"Give of as one of {', '.join(INDEXED)}, a code, and a weight of 0 or more.",
}
