"""When: hour by weekday, for sides whose records have hours; a month-only source never gets one.

The small hours belong to the evening before: 02:00 on Sunday is Saturday night (the night ends at
06:00), so that a night out is one row, in the order in which it is lived. No hours are moved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from watchward.analysis import (
    WHO,
    count_columns,
    coverage,
    figure,
    has_hours,
    joined,
    largest,
    leading,
    say_coverage,
)
from watchward.analysis.time_profile.uncertain import HOUR, WEEKDAY, later_table, spread_tables
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Derived, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.queries import queries

ABOUT = About(
    name="time_profile",
    title="When?",
    question="At which hours and on which nights is violence seen?",
    method=(
        "Counts over twelve months by local hour and weekday. Hours before 06:00 belong to the "
        "night before, so Saturday runs from 06:00 on Saturday to 06:00 on Sunday. For analysts: "
        "records known only to lie between two times, spread evenly over the hours between, beside "
        "the others; and how unlike each side's hours are to the police's when moved back by 0 to "
        "6 hours, as times of arrival would be."
    ),
    source="Counting; local time in Europe/London; Ratcliffe and McCullagh 1998 (spreading)",
    limits=(
        "Hours are when the source says it happened; calls and arrivals come later.",
        "Hours are never moved: where a hospital gives times of arrival, its hours are late.",
        "The hour that October repeats is counted once for each record in it.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
)
SQL = queries(__file__)
HOURS = tuple((hour + 6) % 24 for hour in range(24))  # as a night is lived
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Counts = Mapping[str, Mapping[tuple[int, int], int]]
Rows = Sequence[tuple[Cell, ...]]


def run(tables: Tables, options: Options) -> Result:
    """Hour by weekday, each alone, and how many records have an hour at all."""
    every, asked = ask_of(tables, options), ask_of(tables, options, able=has_hours)
    found = {
        side: tables.rows(
            SQL["hour_weekday"], dataset=about.name, first=asked.first, last=asked.last
        )
        for side, about in asked.sides.items()
    }
    counts = {
        side: {
            (int(weekday), int(hour)): int(records or 0)
            for weekday, hour, records in rows
            if weekday is not None and hour is not None
        }
        for side, rows in found.items()
    }
    made = (*_tables(asked, counts), _timed(asked, found, counts)) if asked.sides else ()
    made += (*spread_tables(tables, asked, counts, sql=SQL["uncertain"], hours=HOURS),)
    made += (*later_table(asked, counts),)
    return Result(
        about=ABOUT,
        tables=made,
        sources=every.sources if not asked.sides else asked.sources,
        store_version=tables.version,
        window=asked.words,
        options=asdict(options),
        caveats=(*asked.caveats(), *_late(asked), *_without(every, asked)),
    )


def _late(asked: Asked) -> tuple[str, ...]:
    """Sides whose time is declared to be of something that comes after the violence."""
    return tuple(
        f"{about.title}: hours are of the {about.time.tells}, which comes after the violence; "
        "they are not moved."
        for about in asked.sides.values()
        if about.time.tells != "incident"
    )


def _without(every: Asked, asked: Asked) -> tuple[str, ...]:
    lacking = [d.title for side, d in every.sides.items() if side not in asked.sides]
    said = [f"{title}: it gives months only, so it says nothing of hours." for title in lacking]
    return tuple(said) if asked.sides else (*said, "None of the sources held has hours.")


def _tables(asked: Asked, counts: Counts) -> tuple[Table, ...]:
    both = [(weekday, hour) for weekday in range(1, 8) for hour in HOURS]
    rows: dict[str, list[tuple[Cell, ...]]] = {
        "hour_weekday": [
            (*key, *(counts[side].get(key, 0) for side in asked.sides)) for key in both
        ],
        "weekdays": [
            (day, *(sum(counts[s].get((day, h), 0) for h in HOURS) for s in asked.sides))
            for day in range(1, 8)
        ],
        "hours": [
            (hour, *(sum(counts[s].get((d, hour), 0) for d in range(1, 8)) for s in asked.sides))
            for hour in HOURS
        ],
    }
    shapes = (
        ("hour_weekday", "Hour by night of the week", (WEEKDAY, HOUR)),
        ("weekdays", "Night of the week", (WEEKDAY,)),
        ("hours", "Hour of the day", (HOUR,)),
    )
    return tuple(
        Table(
            name=name,
            title=title,
            columns=(*dimensions, *count_columns(asked.sides)),
            rows=tuple(rows[name]),
            totals=((),),
            derived=_shares(asked) if len(dimensions) == 1 else (),
            window=asked.rolling,
            months=asked.months,
        )
        for name, title, dimensions in shapes
    )


def _shares(asked: Asked) -> tuple[Derived, ...]:
    return tuple(
        Derived(f"{side}_share", f"Share, {side}, %", "share", (side,)) for side in asked.sides
    )


def _timed(asked: Asked, found: Mapping[str, Rows], counts: Counts) -> Table:
    """How many records have an hour, beside all of them."""
    timed = {
        side: (sum(int(row[-1] or 0) for row in rows), sum(counts[side].values()))
        for side, rows in found.items()
    }
    return coverage(asked, "timed", timed, with_what="an hour")


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The fullest night and hours of the side that leads, and how much has no hour."""
    nights, hours = tables.get("weekdays"), tables.get("hours")
    side = leading(nights) if nights else ""
    if nights is None or hours is None or not side:
        return "None of the sources held has hours."
    top, clock = largest(nights, side)[:2], largest(hours, side)[:3]
    if not top or not clock:
        return f"Too few records in the {result_window} to say when."
    days = " and ".join(
        f"{WEEKDAYS[int(row['weekday'].value or 1) - 1]} ({figure(row[side])})" for row in top
    )
    begin = sorted((int(row["hour"].value or 0) for row in clock), key=HOURS.index)
    times = joined([f"{hour:02d}:00" for hour in begin])
    said = (
        f"Among {WHO[side]}, the fullest nights are {days}, and the fullest hours begin at {times}"
    )
    known = say_coverage(tables.get("timed"), "An hour")
    return f"{said}, in the {result_window}. {known}".strip()
