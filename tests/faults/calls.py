"""Ambulance calls as packages, for a quarter's duty: received on a day that the test chooses."""

import datetime as dt
from pathlib import Path
from typing import Any

from tests.faults.packages import EPOCH, SETTINGS, package
from watchward.contract.receipt import Receipt
from watchward.hub.flow import receive
from watchward.lake.store import Store


def call(row: int, day: dt.date, /, **own: Any) -> dict[str, Any]:
    """A call at noon of a winter or summer day, snapped to a square in Cardiff."""
    number = (day - EPOCH).days
    hour = 12 - (4 <= day.month <= 9)  # noon in London, as UTC; none of the days is in between
    start = number * 86_400 + hour * 3_600
    return {
        "row": row,
        "record_id": f"call-{day.isoformat()}-{row}",
        "month": day.year * 12 + day.month - 1,
        "day": number,
        "weekday": day.isoweekday(),
        "hour": 12,
        "night_of": number,
        "utc_start": start,
        "utc_end": start + 3_599,
        "time_precision": "hour",
        "clock_repeated": False,
        "easting": 318_350,
        "northing": 176_250,
        "place_precision": "snapped",
        "cell": 1762 * 10_000 + 3183,
        "call_category": "assault",
        "victim_age": "18-24",
        "victim_sex": "M",
        **own,
    }


def send_calls(
    store: Store,
    folder: Path,
    period: str,
    *,
    on: str,
    days: tuple[str, ...] = (),
    each: int = 2,
    **own: Any,
) -> Receipt:
    """`each` calls on the tenth of every month of the period (or on `days`), received `on`."""
    first, _, last = period.partition("..")
    chosen = days or _tenths(first, last or first)
    records = [
        call(number, dt.date.fromisoformat(day))
        for number, day in enumerate((d for d in chosen for _ in range(each)), 2)
    ]
    now = dt.datetime.fromisoformat(f"{on}T12:00:00+00:00")
    path = package(
        folder,
        f"{period}-{on}-{len(records)}",
        records,
        period=period,
        data_set="ambulance_call",
        made_at=now.isoformat(),
        **own,
    )
    return receive(path, store=store, by="hub", now=now, settings=SETTINGS)


def _tenths(first: str, last: str) -> tuple[str, ...]:
    found, at = [], first
    while at <= last:
        found.append(f"{at}-10")
        year, month = int(at[:4]), int(at[5:])
        at = f"{year + month // 12}-{month % 12 + 1:02d}"
    return tuple(found)
