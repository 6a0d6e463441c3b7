"""London time as integers, against the standard library and answers worked by hand."""

import datetime as dt
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchward.geography import clock

LONDON = ZoneInfo("Europe/London")


def clocked(date: dt.date, time: dt.time | None) -> dict[str, object]:
    """One date and time through every column."""
    frame = pl.DataFrame([(date, time)], schema={"d": pl.Date, "t": pl.Time}, orient="row")
    return frame.select(clock.clock_columns("d", "t")).row(0, named=True)


def test_a_winter_night_worked_by_hand() -> None:
    # 2024-01-06 was a Saturday, 19,728 days after 1970-01-01; 02:30 belongs to Friday's night.
    assert clocked(dt.date(2024, 1, 6), dt.time(2, 30)) == {
        "month": 2024 * 12,
        "day": 19_728,
        "weekday": 6,
        "hour": 2,
        "night_of": 19_727,
        "utc_start": 19_728 * 86_400 + 9_000,
        "utc_end": 19_728 * 86_400 + 9_000,
        "clock_repeated": False,
        "clock_missing": False,
    }


@pytest.mark.parametrize(
    ("time", "night_before"), [(dt.time(5, 59, 59), 1), (dt.time(6), 0), (dt.time(23, 59), 0)]
)
def test_a_night_ends_at_six(time: dt.time, night_before: int) -> None:
    found = clocked(dt.date(2024, 7, 6), time)
    assert found["day"] - found["night_of"] == night_before  # type: ignore[operator]


@pytest.mark.parametrize(
    ("date", "said"), [(dt.date(2024, 7, 6), {False}), (dt.date(2024, 10, 27), {False, None})]
)
def test_without_a_time_only_the_day_is_known(date: dt.date, said: set[bool | None]) -> None:
    found = clocked(date, None)
    unknown = {name for name, value in found.items() if value is None}
    assert unknown >= {"hour", "night_of", "utc_start", "utc_end"}
    assert not unknown & {"month", "day", "weekday"}
    assert {found["clock_repeated"], found["clock_missing"]} == said


@pytest.mark.parametrize("time", [dt.time(0, 59, 59), dt.time(1), dt.time(1, 59), dt.time(2)])
@pytest.mark.parametrize(
    ("date", "start_hours", "end_hours"),
    [
        # Hours that London is ahead of UTC, at each of the four times; None where it never was.
        (dt.date(2024, 3, 31), (0, None, None, 1), (0, None, None, 1)),
        (dt.date(2024, 10, 27), (1, 1, 1, 0), (1, 0, 0, 0)),
    ],
)
def test_the_two_changes_of_2024(
    date: dt.date, time: dt.time, start_hours: tuple[int | None], end_hours: tuple[int | None]
) -> None:
    place = [dt.time(0, 59, 59), dt.time(1), dt.time(1, 59), dt.time(2)].index(time)
    found = clocked(date, time)
    shown = int(dt.datetime.combine(date, time, dt.UTC).timestamp())
    for column, hours in (("utc_start", start_hours[place]), ("utc_end", end_hours[place])):
        assert found[column] == (None if hours is None else shown - hours * 3_600)
    changing = place in (1, 2)
    assert found["clock_missing"] == (changing and date.month == 3)
    assert found["clock_repeated"] == (changing and date.month == 10)


def by_the_standard_library(face: dt.datetime) -> dict[str, object]:
    """Every column but the month and day, worked out one clock face at a time."""
    first, second = (face.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    exists = first.astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) == face
    start, end = (int(one.timestamp()) if exists else None for one in (first, second))
    night = (face - dt.timedelta(hours=6)).date()
    return {
        "weekday": face.isoweekday(),
        "hour": face.hour,
        "night_of": (night - dt.date(1970, 1, 1)).days,
        "utc_start": start,
        "utc_end": end,
        "clock_repeated": start != end,
        "clock_missing": not exists,
    }


def differing(faces: list[dt.datetime]) -> list[dt.datetime]:
    """The clock faces on which the two do not agree."""
    frame = pl.DataFrame({"d": [one.date() for one in faces], "t": [one.time() for one in faces]})
    found = frame.select(clock.clock_columns("d", "t"))
    rows = found.drop("month", "day").iter_rows(named=True)
    return [
        face for face, row in zip(faces, rows, strict=True) if row != by_the_standard_library(face)
    ]


@given(
    st.lists(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2037, 12, 31)), min_size=1).map(
        lambda faces: [face.replace(microsecond=0) for face in faces]
    )
)
def test_any_moment_agrees_with_the_standard_library(faces: list[dt.datetime]) -> None:
    assert differing(faces) == []


def test_every_change_from_2000_to_2037_agrees_with_the_standard_library() -> None:
    midnights = [dt.datetime(2000, 1, 1) + dt.timedelta(days=day) for day in range(38 * 365 + 9)]
    changes = [
        day
        for day in midnights
        if day.replace(tzinfo=LONDON).utcoffset()
        != (day + dt.timedelta(days=1)).replace(tzinfo=LONDON).utcoffset()
    ]
    assert len(changes) == 76
    quarters = [dt.timedelta(minutes=minutes) for minutes in range(0, 240, 15)]
    assert differing([day + quarter for day in changes for quarter in quarters]) == []


def test_a_day_beyond_the_table_has_no_utc_second() -> None:
    for date in (dt.date(1989, 12, 31), dt.date(2061, 1, 1)):
        found = clocked(date, dt.time(12))
        assert found["utc_start"] is None
        assert found["weekday"] == date.isoweekday()
