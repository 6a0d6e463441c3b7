"""The places of the night, and when each closes: its own hour, or that of one near it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.engine.api import Tables
from watchward.geography.supplied import Supplied
from watchward.maths.after_closing import hours_of_closing
from watchward.reference import code_list

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WAYS_HOME = ("taxi_rank", "bus_stop_or_station")  # of the gazetteer
LENT = 1000  # metres: a local default


@dataclass(frozen=True)
class Spot:
    """One place of the night: easting and northing; `closes` as HH:MM, or "" where it does not."""

    name: str
    kind: str
    at: tuple[int, int]
    closes: str


@dataclass(frozen=True)
class Spots:
    """Places that have a time or are lent one: their points, hours, and the hours in words."""

    listed: tuple[Spot, ...]
    points: "NDArray[np.float64]"
    closes: "NDArray[np.int64]"
    words: tuple[str, ...]
    without: int  # places left out


def spots_of(tables: Tables, held: list[Supplied]) -> Spots:
    """Those with a closing time, and those within `LENT` metres of one."""
    import numpy as np

    every = [*_every(tables, held)]
    points = np.array([spot.at for spot in every], dtype=float).reshape(-1, 2)
    own = np.array([float(spot.closes[:2]) if spot.closes else np.nan for spot in every])
    closes, metres = hours_of_closing(points, own)
    kept = np.flatnonzero(~np.isnan(closes) & (metres <= LENT))
    hours = closes[kept].astype(np.int64)
    words = [
        f"{hour:02d}:00" + (f", as the nearest has it, {metres[at]:,.0f} m off" if lent else "")
        for at, hour, lent in zip(kept, hours, np.isnan(own[kept]), strict=True)
    ]
    listed = tuple(every[int(at)] for at in kept)
    return Spots(listed, points[kept], hours, tuple(words), len(every) - len(kept))


def _every(tables: Tables, held: list[Supplied]) -> Iterator[Spot]:
    """Licensed premises and the user's own places; and the gazetteer's ranks and stops."""
    labels = code_list("place_kind").labels
    for one in held:
        for row in one.rows():
            at = (int(row["easting"]), int(row["northing"]))
            yield Spot(row["name"], labels.get(row["kind"], row["kind"]), at, row["closes"])
    gazetteer = tables.places()
    for place in gazetteer.table.to_dicts() if gazetteer else ():
        if place["kind"] in WAYS_HOME:
            at = (place["easting"], place["northing"])
            yield Spot(place["name"], labels[place["kind"]], at, "")
