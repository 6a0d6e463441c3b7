"""A value that every record needs was never there; one lost on the way is another rule's."""

import polars as pl

from watchward.hub.case import Case, Flag, bit, is_listed, stray


def flags(case: Case) -> list[Flag]:
    """Fields declared `filled`, and always the time: the store is laid out by month."""
    return [
        Flag("missing_value", field.name, _missing(case, field.name) & ~_told(case, index))
        for index, field in enumerate(case.dataset.fields)
        if field.name == case.when or (field.filled and field.treatment != "drop")
    ]


def _missing(case: Case, name: str) -> pl.Expr:
    time, place = case.dataset.time, case.dataset.place
    identity = case.dataset.id_field
    if identity and name == identity.name:
        return pl.col("record_id").is_null()
    if name in (time.moment, time.date, time.month):
        return pl.col("month").is_null()
    if name == time.time:
        return pl.col("hour").is_null() & ~pl.col("clock_missing")
    points = (place.easting, place.northing, place.longitude, place.latitude)
    spine = {place.area: "area", place.name: "place_name", **dict.fromkeys(points, "easting")}
    return pl.col(spine.get(name, name)).is_null()


def _told(case: Case, index: int) -> pl.Expr:
    """Where an earlier rule already says why it is missing; a moment may be two fields."""
    fields = case.dataset.fields
    told = bit("unreadable", index) | bit("unlisted", index)
    if fields[index] in case.dataset.kept and is_listed(fields[index]):
        told |= pl.col(stray(fields[index].name))
    if fields[index].name == case.when and case.dataset.time.date:
        others = [i for i, field in enumerate(fields) if field.name == case.dataset.time.time]
        return pl.any_horizontal(told, *(bit("unreadable", i) for i in others))
    return told
