"""Do the spine's columns agree with each other and with what was declared?

A faulty record is a finding; columns that contradict each other are a faulty or forged package.
Finer time or place than the data set declares counts as a contradiction: it must not be stored.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache

import polars as pl

from watchward.contract.coarser import square_named
from watchward.contract.columns import LONGEST_INTERVAL, PLACE_PRECISIONS, TIME_PRECISIONS
from watchward.contract.dataset import OUTWARD, Dataset
from watchward.geography import clock, grid
from watchward.hub.case import DAY, bit, is_listed, stray

HOUR, MINUTE = 3_600, 60
LONGEST_TEXT = 256
OUTWARD_ONLY = r"^[A-Z]{1,2}[0-9][A-Z0-9]?$"
FIRST_MONTH = 12  # January of the year 1
TIMES_ALLOWED = {
    "month": ("month",),
    "day": ("month", "day"),
    "hour": ("month", "day", "hour", "interval"),
    "minute": TIME_PRECISIONS,
}
PLACES_ALLOWED = {
    "exact": PLACE_PRECISIONS,
    "snapped": ("snapped", "area", "none"),
    "area": ("area", "none"),
    "none": ("none",),
}


def contradictions(dataset: Dataset) -> Mapping[str, pl.Expr]:
    """What is wrong, in words → which records show it."""
    return {**_time(dataset), **_place(dataset), **_faults(dataset), **_shape(dataset)}


def _time(dataset: Dataset) -> dict[str, pl.Expr]:
    month, day, hour, weekday, night = (
        pl.col(name) for name in ("month", "day", "hour", "weekday", "night_of")
    )
    start, end, precision = pl.col("utc_start"), pl.col("utc_end"), pl.col("time_precision")
    finest = pl.when(precision == "minute").then(MINUTE).otherwise(HOUR)
    midnight = day.cast(pl.Int64) * DAY
    since = start - midnight - hour.cast(pl.Int64) * HOUR
    reach = pl.when(precision == "interval").then(LONGEST_INTERVAL + DAY).otherwise(DAY)
    allowed = TIMES_ALLOWED[dataset.time.keep]
    return {
        "the month is not the day's": day.is_not_null() & ~_within(day, month),
        "the weekday is not the day's": _differ(day.is_not_null(), clock.weekday(day), weekday),
        "there is an hour without a day": hour.is_not_null() & day.is_null(),
        "the hour is not one of 24": ~hour.is_between(0, 23),
        "the night is not the hour's": _differ(
            hour.is_not_null(), day - (hour < 6).cast(pl.Int32), night
        ),
        "the seconds run backwards": (start > end) | (start.is_null() != end.is_null()),
        "the seconds are not the hour's": ~since.is_between(-HOUR, HOUR - 1),
        "the seconds are not the day's": (start < midnight - HOUR)
        | (end >= midnight + reach + HOUR),
        "the seconds are finer than declared": (start % finest != 0) | ((end + 1) % finest != 0),
        "the time is finer than declared": ~precision.is_in(allowed)
        | ((precision == "month") & day.is_not_null())
        | (precision.is_in(["day", "interval"]) & hour.is_not_null()),
        "the time has no precision": precision.is_null() & month.is_not_null(),
    }


def _place(dataset: Dataset) -> dict[str, pl.Expr]:
    east, north = pl.col("easting").cast(pl.Int64), pl.col("northing").cast(pl.Int64)
    precision, area = pl.col("place_precision"), pl.col("area")
    point = east.is_not_null()
    none = ~point & area.is_null()
    found = {
        "half a point": point != north.is_not_null(),
        "the cell is not the point's": _differ(
            point | pl.col("cell").is_not_null(), grid.cell(east, north), pl.col("cell")
        ),
        "the place is finer than declared": ~precision.is_in(_places_allowed(dataset)),
        "the place has another precision than it says": precision.is_null()
        | ((precision == "none") & ~none)
        | ((precision == "area") & point)
        | (precision.is_in(["exact", "snapped"]) & ~point),
    }
    metres = dataset.place.snap_metres
    if metres:
        centre = metres // 2
        found["the place is not moved to its square"] = (east % metres != centre) | (
            north % metres != centre
        )
    if dataset.square:
        found["the place is no square of the size stated"] = _no_square(area, dataset.square)
    if dataset.square is not None:
        found["the place has a name"] = pl.col("place_name").is_not_null()
    elif dataset.place.area_kind == OUTWARD:
        found["the area is not the first half of a postcode"] = ~area.str.contains(OUTWARD_ONLY)
    return found


def _places_allowed(dataset: Dataset) -> tuple[str, ...]:
    if dataset.square is None:
        return PLACES_ALLOWED[dataset.place.precision]
    return PLACES_ALLOWED["area" if dataset.square else "none"]


def _no_square(area: pl.Expr, metres: int) -> pl.Expr:
    corners = area.str.extract_groups(square_named(metres))
    return area.is_not_null() & ~pl.all_horizontal(
        (corners.struct.field(group).cast(pl.Int64) % metres == 0).fill_null(value=False)
        for group in ("1", "2")
    )


def _faults(dataset: Dataset) -> dict[str, pl.Expr]:
    beyond = 1 << len(dataset.fields)
    unknown = [
        ~pl.col(name).is_between(0, beyond - 1) | pl.col(name).is_null()
        for name in ("unreadable", "unlisted")
    ]
    carried = [
        pl.col(field.name).is_not_null() & (bit("unreadable", index) | bit("unlisted", index))
        for index, field in enumerate(dataset.fields)
        if field in dataset.kept
    ]
    found = {
        "a fault is of no field": pl.any_horizontal(unknown),
        "a fault is neither there nor not": pl.col("clock_missing").is_null(),
    }
    return {**found, "a faulty value was carried": pl.any_horizontal(carried)} if carried else found


def _shape(dataset: Dataset) -> dict[str, pl.Expr]:
    texts = ["record_id", "area", "place_name"]
    texts += [f.name for f in dataset.kept if f.type != "integer" and not is_listed(f)]
    row = pl.col("row")
    return {
        "a text is too long": pl.any_horizontal(
            pl.col(name).str.len_bytes() > LONGEST_TEXT for name in texts
        ),
        "the rows are not in order": (row <= row.shift(1)) | (row < 2) | row.is_null(),
        "a field that was left out has values": pl.any_horizontal(
            pl.lit(value=False), *(pl.col(name).is_not_null() for name in dataset.withheld)
        ),
        "a precision is not one of those known": pl.any_horizontal(
            stray("time_precision"), stray("place_precision")
        ),
    }


def _within(day: pl.Expr, month: pl.Expr) -> pl.Expr:
    """A table of first days is several times faster than taking every date apart."""
    first, following = (
        (month + ahead - FIRST_MONTH).map_batches(_first_days, return_dtype=pl.Int32)
        for ahead in (0, 1)
    )
    return ((day >= first) & (day < following)).fill_null(value=False)


def _first_days(months: pl.Series) -> pl.Series:
    inside = months.is_between(0, len(_calendar()) - 1)
    return _calendar().gather(months.set(~inside, None)).rename(months.name)


@cache
def _calendar() -> pl.Series:
    """The first day of every month, as days since 1970."""
    first, last = dt.date(1, 1, 1), dt.date(9999, 12, 1)
    return pl.date_range(first, last, "1mo", eager=True).to_physical()


def _differ(when: pl.Expr, one: pl.Expr, other: pl.Expr) -> pl.Expr:
    return when & one.ne_missing(other)
