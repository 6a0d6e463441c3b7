"""The spine: the columns that every record has once it has left its provider, of any data set.

Time and place are integers, so that no engine needs a date or geometry function.
"""

import polars as pl

from watchward.contract.dataset import Dataset

SPINE: dict[str, pl.DataType] = {
    "row": pl.Int64(),  # as a spreadsheet shows it: the header is row 1
    "record_id": pl.String(),  # the provider's own id, or a keyed pseudonym of it; may be null
    "month": pl.Int32(),  # year * 12 + month - 1
    "day": pl.Int32(),  # local date, days since 1970-01-01; null where only the month is known
    "weekday": pl.Int8(),  # 1 Monday to 7 Sunday
    "hour": pl.Int8(),  # local hour 0-23; null unless the source has one
    "night_of": pl.Int32(),  # day whose night it belongs to: before 06:00 is the night before
    "utc_start": pl.Int64(),  # first and last second that the record may be about
    "utc_end": pl.Int64(),
    "time_precision": pl.String(),  # month, day, hour, interval, minute
    "clock_repeated": pl.Boolean(),  # in October's repeated hour
    "easting": pl.Int32(),  # EPSG:27700 metres
    "northing": pl.Int32(),
    "place_precision": pl.String(),  # exact, snapped, area, none
    "cell": pl.Int32(),  # 100 m cell: (northing // 100) * 10000 + easting // 100
    "area": pl.String(),  # published area code, where the source states one
    "place_name": pl.String(),  # published place name, where the source states one
}

# What the provider could not carry across as a value travels as one bit per declared field.
FAULTS: dict[str, pl.DataType] = {
    "unreadable": pl.Int64(),  # a value was there but is not of its type
    "unlisted": pl.Int64(),  # a value was there but is not in its code list
    "clock_missing": pl.Boolean(),  # the time does not exist (March): kept to the day
}

TIME_PRECISIONS = ("month", "day", "hour", "interval", "minute")
LONGEST_INTERVAL = 7 * 86_400  # seconds between a first and a last moment that are believed
PLACE_PRECISIONS = ("exact", "snapped", "area", "none")


def kept_columns(dataset: Dataset) -> dict[str, pl.DataType]:
    """A data set's own columns: whole numbers only where they leave as they are."""
    return {
        field.name: pl.Int64()
        if field.type == "integer" and field.treatment == "keep"
        else pl.String()
        for field in dataset.kept
    }


def package_columns(dataset: Dataset) -> dict[str, pl.DataType]:
    """The columns of a package's data, in their order."""
    return {**SPINE, **FAULTS, **kept_columns(dataset)}
