"""The register of licensed premises as a question needs it: where, how big, how long listed."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watchward.geography.supplied import Supplied

TOLD = ("address", "authority", "licence", "closes")
WINDOW = 12  # months that a score looks back


@dataclass(frozen=True)
class Venue:
    """One licensed premises; `name` is its own among all, `months` those that it was listed for."""

    ident: str
    name: str
    kind: str
    easting: int
    northing: int
    size: float | None  # people: how many it holds, or how many come, the same for all
    months: int
    measures: tuple[str, ...]
    told: Mapping[str, str]  # as the register has it: address, authority, licence, closing hour


def venues(supplied: Supplied, *, last: int) -> tuple[Venue, ...]:
    """Those on the register by the month scored; of two with one name, the number tells them."""
    rows = [row for row in supplied.rows() if _months(row["since"], last) > 0]
    named = Counter(row["name"] for row in rows)
    sized = size_used(supplied)
    return tuple(
        Venue(
            ident=row["place_id"],
            name=row["name"] if named[row["name"]] == 1 else f"{row['name']}, {row['place_id']}",
            kind=row["kind"],
            easting=int(row["easting"]),
            northing=int(row["northing"]),
            size=float(row[sized]) if row[sized] else None,
            months=_months(row["since"], last),
            measures=tuple(row["measures"].split()),
            told={name: row[name] for name in TOLD},
        )
        for row in rows
    )


def size_used(supplied: Supplied) -> str:
    """Footfall where every premises with a capacity has it too; else capacity: never a mixture."""
    rows = [row for row in supplied.rows() if row["capacity"] or row["footfall"]]
    every = bool(rows) and all(row["footfall"] for row in rows)
    return "footfall" if every else "capacity"


def _months(since: str, last: int) -> int:
    """Whole months from the one after the listing to the month scored, `WINDOW` at most."""
    if not since:
        return WINDOW
    day = dt.date.fromisoformat(since)
    return max(0, min(WINDOW, last - (day.year * 12 + day.month - 1)))


def exposures(venue: Venue, rules: Mapping[str, Any]) -> tuple[float, float]:
    """The share of the points' months, and of the latest months, that the premises were listed."""
    shares = [share_of(ago, rules) for ago in range(WINDOW)]
    latest = int(rules["change"]["months"])
    return sum(shares[: venue.months]) / sum(shares), min(venue.months, latest) / latest


def share_of(ago: int, rules: Mapping[str, Any]) -> float:
    """What an incident so many months ago counts for."""
    return float(next((b["share"] for b in rules["recency"] if ago <= b["through"]), 0.0))
