"""Cells of text as typed values: a quick reading of a column, then a patient one of what is left.

What cannot be read is null; the caller sees which cells had something in them all the same.
"""

import datetime as dt
from collections.abc import Callable

import polars as pl

from watchward.contract.dataset import Field
from watchward.reference import code_list

LONGEST_TEXT = 100
LONGEST_NUMBER = 80
PLAIN_NUMBER = r"^[!-~]{0,39}[0-9][!-~]{0,40}$"  # at most `LONGEST_NUMBER`
NO_TIME = dt.timedelta(microseconds=1)
DATE_FORMS = (
    (r"^\d{4}-\d{1,2}-\d{1,2}$", "%Y-%m-%d"),
    (r"^\d{1,2}/\d{1,2}/\d{4}$", "%d/%m/%Y"),
    (r"^\d{1,2}-\d{1,2}-\d{4}$", "%d-%m-%Y"),
    (r"^\d{1,2}\.\d{1,2}\.\d{4}$", "%d.%m.%Y"),
    (r"^\d{1,2}[ -][A-Za-z]{3}[ -]\d{4}$", "%d-%b-%Y"),
    (r"^\d{4}/\d{1,2}/\d{1,2}$", "%Y/%m/%d"),
)
CLOCK = r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"
TIME = r"^(?:\S+[T ]+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$"
OFFSET = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})$"
LONDON = "Europe/London"
OUTWARD = r"^\s*([A-Za-z]{1,2}[0-9][A-Za-z0-9]?)(?:\s*[0-9][A-Za-z]{2})?\s*$"
BARE_TIME = r"^(\d{2})(\d{2})$"  # 2315, as many departments type it

Reader = Callable[[pl.Expr], pl.Expr]


def quick(field: Field, text: pl.Expr) -> pl.Expr:
    """Reads what nearly every cell of such a column looks like."""
    readers: dict[str, Reader] = {
        "date": lambda text: text.str.to_date("%Y-%m-%d", strict=False),
        "moment": lambda text: text.str.to_datetime(
            "%Y-%m-%dT%H:%M:%S", strict=False, time_unit="us", cache=False
        ),
        "time": lambda text: text.str.to_time("%H:%M", strict=False),
        "month": month,
        "integer": lambda text: text.cast(pl.Int64, strict=False),
        "coordinate": lambda text: text.cast(pl.Float64, strict=False),
        "id": lambda text: pl.when(text.str.contains(PLAIN_NUMBER)).then(text),
        "outward": outward,
        "place_number": place_number,
    }
    if field.type in ("code", "yes_no"):
        return _listed(field, text)
    return readers.get(field.type, _short)(text)


def patient(field: Field, text: pl.Series) -> pl.Series:
    """Reads the cells that `quick` could not; those that are still null cannot be read."""
    cells = pl.col(text.name).str.strip_chars()
    readers: dict[str, Reader] = {
        "date": lambda cells: date(local(cells)),
        "moment": lambda cells: moment(local(cells)),
        "time": lambda cells: _as_time(seconds(local(cells))),
        "integer": whole,
        "id": record_number,
        "coordinate": lambda cells: cells.cast(pl.Float64, strict=False),
    }
    if field.type in ("code", "yes_no"):
        return text.to_frame().select(_listed(field, cells.str.to_lowercase())).to_series()
    if field.type not in readers:
        return text.to_frame().select(quick(field, pl.col(text.name))).to_series()
    return text.to_frame().select(readers[field.type](cells)).to_series()


def local(cells: pl.Expr) -> pl.Expr:
    """A date and time that says its distance from Greenwich, as London's clocks showed it.

    The day may be another one. A time without its day is left as it is: nobody can tell.
    """
    short = cells.str.replace(r"^(.{10}[T ]\d{2}:\d{2})([Zz+-])", "${1}:00$2")
    iso = short.str.replace(" ", "T", literal=True).str.replace("[Zz]$", "+00:00")
    there = iso.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%#z", strict=False, time_unit="us")
    here = there.dt.convert_time_zone(LONDON).dt.strftime("%Y-%m-%dT%H:%M:%S")
    return pl.when(cells.str.contains(OFFSET)).then(here).otherwise(cells)


def month(text: pl.Expr) -> pl.Expr:
    """YYYY-MM as year * 12 + month - 1."""
    year, of_year = text.str.slice(0, 4), text.str.slice(5, 2)
    number = year.cast(pl.Int32, strict=False) * 12 + of_year.cast(pl.Int32, strict=False) - 1
    return pl.when(text.str.contains(r"^\d{4}-(0[1-9]|1[0-2])$")).then(number)


def date(cells: pl.Expr) -> pl.Expr:
    """A date in one of the forms; day before month, as everybody here writes it."""
    day = cells.str.replace(CLOCK, "")  # a date may stand with its time
    dashed = day.str.replace_all(" ", "-", literal=True)
    return pl.coalesce(
        pl.when(day.str.contains(form)).then(
            (dashed if "%b" in written else day).str.to_date(written, strict=False)
        )
        for form, written in DATE_FORMS
    )


def month_first(cells: pl.Expr) -> pl.Expr:
    """True where a date can only be read month first, as in America; false where only day first."""
    digits = cells.str.extract_groups(r"^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
    first = digits.struct.field("1").cast(pl.Int32, strict=False)
    second = digits.struct.field("2").cast(pl.Int32, strict=False)
    return (
        pl.when((first <= 12) & second.is_between(13, 31))
        .then(True)
        .when(first.is_between(13, 31) & (second <= 12))
        .then(False)
    )


def moment(cells: pl.Expr) -> pl.Expr:
    """A date and time; a date alone is its midnight and `NO_TIME`, so that no hour is made up."""
    parts = cells.str.extract_groups(r"^(\S+|\d{1,2} [A-Za-z]{3} \d{4}) +(\d[\d:.]*)$")
    iso = cells.str.extract_groups(r"^(\d{4}-\d{1,2}-\d{1,2})T(\d[\d:.]*)$")
    day = pl.coalesce(date(iso.struct.field("1")), date(parts.struct.field("1")))
    clock = pl.coalesce(iso.struct.field("2"), parts.struct.field("2"))
    timed = day.cast(pl.Datetime("us")) + pl.duration(seconds=seconds(clock))
    alone = pl.when(~cells.str.contains(":", literal=True)).then(date(cells))
    return pl.coalesce(timed, alone.cast(pl.Datetime("us")) + NO_TIME)


def seconds(cells: pl.Expr) -> pl.Expr:
    """Seconds since midnight from HH:MM, HH:MM:SS or HHMM."""
    coloned, bare = cells.str.extract_groups(TIME), cells.str.extract_groups(BARE_TIME)
    parts = [
        pl.coalesce(coloned.struct.field(str(n)), bare.struct.field(str(n)) if n < 3 else None)
        for n in (1, 2, 3)
    ]
    hours, minutes, secs = (part.cast(pl.Int32, strict=False) for part in parts)
    secs = secs.fill_null(0)
    right = (hours < 24) & (minutes < 60) & (secs < 60)
    return pl.when(right).then(hours * 3600 + minutes * 60 + secs)


def whole(cells: pl.Expr) -> pl.Expr:
    """A whole number, also one that a spreadsheet wrote as 34.0."""
    digits = cells.str.extract(r"^([+-]?\d{1,12})(?:\.0+)?$")
    return digits.cast(pl.Int64, strict=False)


def _as_time(second: pl.Expr) -> pl.Expr:
    return (second.cast(pl.Int64) * 1_000_000_000).cast(pl.Time)


def outward(text: pl.Expr) -> pl.Expr:
    """The first half of a postcode; a whole one loses its second half here, at the provider."""
    return text.str.extract(OUTWARD).str.to_uppercase()


def place_number(text: pl.Expr) -> pl.Expr:
    """A register's number of a place: one word with a digit in it, so never a name or a note."""
    cells = text.str.strip_chars()
    shaped = cells.str.contains(r"^[A-Za-z0-9_-]{1,60}$") & cells.str.contains(r"\d")
    return pl.when(shaped).then(cells)


def record_number(text: pl.Expr) -> pl.Expr:
    """A record's number or an area's code: one to three words, a digit among them, never a note."""
    shaped = text.str.contains(r"^\S+(?: \S+){0,2}$") & text.str.contains(r"\d")
    return pl.when(shaped & (text.str.len_chars() <= LONGEST_NUMBER)).then(text)


def _short(text: pl.Expr) -> pl.Expr:
    """Text as it is; a cell as long as a note is not what such a column holds."""
    return pl.when(text.str.len_chars() <= LONGEST_TEXT).then(text)


def _listed(field: Field, text: pl.Expr) -> pl.Expr:
    listed = code_list(field.codes or "yes_no")
    spellings = {**listed.aliases, **{code: code for code in listed.labels}}
    return text.replace_strict(spellings, default=None, return_dtype=pl.String)


EMPTY: dict[str, pl.DataType] = {
    "date": pl.Date(),
    "moment": pl.Datetime("us"),
    "time": pl.Time(),
    "month": pl.Int32(),
    "integer": pl.Int64(),
    "coordinate": pl.Float64(),
    "outward": pl.String(),
    "place_number": pl.String(),
    "code": pl.String(),
    "yes_no": pl.String(),
    "text": pl.String(),
    "id": pl.String(),
}
