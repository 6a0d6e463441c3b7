"""Turns what happened into a provider's raw extract, for any declared data set.

A field whose meaning the world knows (age, weapon, place ...) carries it; any other field is filled
from its own declaration. Columns that must be dropped are filled too, so that dropping them shows.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from watchward.contract.dataset import Dataset, Field
from watchward.geography.grid import to_lonlat
from watchward.reference import code_list
from watchward.synthetic.world import RELATIONSHIPS, WEAPONS, World

METHOD_OF = {
    "bodily": "body_part",
    "glass": "glass",
    "bottle": "glass",
    "knife": "sharp_object",
    "blunt": "blunt_object",
    "firearm": "firearm",
    "other": "other",
    "unknown": "unknown",
}
Values = Sequence[str | int | None]


@dataclass(frozen=True)
class Seen:
    """The acts that one provider saw, as indexes into the world, and its own source of chance."""

    world: World
    which: npt.NDArray[np.int64]
    rng: np.random.Generator

    def __len__(self) -> int:
        return len(self.which)

    def take(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        """The world's values for the acts seen."""
        return values[self.which]


def _named(seen: Seen, codes: npt.NDArray[np.int64], names: tuple[str, ...]) -> list[str]:
    return [names[int(code)] for code in seen.take(codes)]


def _offence(seen: Seen) -> list[str]:
    injury, domestic = seen.take(seen.world.injury), seen.take(seen.world.domestic)
    draw = seen.rng.random(len(seen))
    plain = np.select(
        [draw < 0.62, draw < 0.74, draw < 0.82, draw < 0.88],
        ["violence_without_injury", "stalking_harassment", "robbery", "sexual_offences"],
        "public_order",
    )
    plain = np.where(domestic, "violence_without_injury", plain)
    return [str(group) for group in np.where(injury, "violence_with_injury", plain)]


def _call(seen: Seen) -> list[str]:
    weapon, domestic = seen.take(seen.world.weapon), seen.take(seen.world.domestic)
    names = np.array(WEAPONS)[weapon.astype(int)]
    return [
        str(category)
        for category in np.select(
            [domestic.astype(bool), names == "knife", names == "firearm"],
            ["domestic", "stabbing", "shooting"],
            "assault",
        )
    ]


def _location_type(seen: Seen) -> list[str]:
    draw = seen.rng.random(len(seen))
    public = np.select(
        [draw < 0.4, draw < 0.65, draw < 0.75, draw < 0.85],
        ["street", "licensed_premises", "outside_licensed", "public_transport"],
        "other",
    )
    home = seen.take(seen.world.domestic)
    return [str(kind) for kind in np.where(home, "own_home", public)]


def _coordinate(seen: Seen, values: npt.NDArray[np.int64]) -> list[int | None]:
    placed = seen.take(seen.world.placed)
    return [int(v) if ok else None for v, ok in zip(seen.take(values), placed, strict=True)]


def _degrees(seen: Seen, which: str) -> list[str | None]:
    """Longitude or latitude of the invented ground, for extracts that keep degrees."""
    points = pl.DataFrame(
        {name: _coordinate(seen, getattr(seen.world, name)) for name in ("easting", "northing")},
        schema={"easting": pl.Int32, "northing": pl.Int32},
    )
    found = to_lonlat(points, "easting", "northing", longitude="longitude", latitude="latitude")
    return [None if v is None else f"{v:.6f}" for v in found[which].to_list()]


def _nhs_numbers(seen: Seen) -> list[str]:
    """Numbers of the range kept for testing (they begin 999), with a right check digit."""
    made: list[str] = []
    while len(made) < len(seen):
        body = "999" + "".join(str(digit) for digit in seen.rng.integers(0, 10, 6))
        check = 11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            made.append(body + str(check % 11))
    return made


KNOWN: dict[str, Callable[[Seen], Values]] = {
    "victim_age": lambda s: [int(age) for age in s.take(s.world.age)],
    "victim_sex": lambda s: ["Male" if male else "Female" for male in s.take(s.world.male)],
    "weapon": lambda s: _named(s, s.world.weapon, WEAPONS),
    "relationship": lambda s: _named(s, s.world.relationship, RELATIONSHIPS),
    "assailants": lambda s: [int(n) for n in s.take(s.world.assailants)],
    "reported": lambda s: _named(s, s.world.says, ("no", "yes", "unknown")),
    "alcohol": lambda s: ["yes" if drunk else "no" for drunk in s.take(s.world.alcohol)],
    "domestic": lambda s: ["yes" if yes else "no" for yes in s.take(s.world.domestic)],
    "injured": lambda s: ["yes" if yes else "no" for yes in s.take(s.world.injury)],
    "assault_method": lambda s: [METHOD_OF[w] for w in _named(s, s.world.weapon, WEAPONS)],
    "location_type": _location_type,
    "offence_group": _offence,
    "call_category": _call,
    "easting": lambda s: _coordinate(s, s.world.easting),
    "northing": lambda s: _coordinate(s, s.world.northing),
    "longitude": lambda s: _degrees(s, "longitude"),
    "latitude": lambda s: _degrees(s, "latitude"),
    "nhs_number": _nhs_numbers,
    "patient_name": lambda s: ["Synthetic Person"] * len(s),
    "location_text": lambda s: ["synthetic words about a place"] * len(s),
    "log": lambda s: ["synthetic words about an incident"] * len(s),
    "offence_code": lambda s: [""] * len(s),
}


def _moments(field: Field, seen: Seen, dataset: Dataset) -> Values:
    """Dates, times and both together, as an extract prints them."""
    if field.name in (dataset.time.end_date, dataset.time.end_time):
        return [""] * len(seen)  # the made-up police know when it was
    start = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - local wall-clock time, as extracts print it
    times = [start + dt.timedelta(minutes=int(m)) for m in seen.take(seen.world.minute)]
    if field.name == dataset.time.month:
        return [time.strftime("%Y-%m") for time in times]
    if field.type == "time":
        blank = seen.rng.random(len(seen)) < 0.06
        return ["" if gone else t.strftime("%H:%M") for t, gone in zip(times, blank, strict=True)]
    if field.type == "date" and field.name not in (dataset.time.date, dataset.time.moment):
        return ["1970-01-01"] * len(seen)
    return [t.strftime("%Y-%m-%d" if field.type == "date" else "%Y-%m-%dT%H:%M:%S") for t in times]


def _anything(field: Field, seen: Seen) -> Values:
    """A value that the declaration allows, where the world knows nothing of the field."""
    n = len(seen)
    if field.type == "code" and field.codes:
        spared = ("unknown", *field.left_out)
        codes = [code for code in code_list(field.codes).labels if code not in spared]
        return [codes[int(i)] for i in seen.rng.integers(0, len(codes), n)]
    if field.type == "coordinate":
        least, most = field.least or 0, field.most or 1
        return [str(v) for v in seen.rng.uniform(least, most, n).round(6)]
    if field.type == "outward":
        return [f"ZZ{v}" for v in seen.rng.integers(1, 100, n)]  # no such place: kept for nobody
    if field.type == "integer":
        return [int(v) for v in seen.rng.integers(field.least or 0, (field.most or 9) + 1, n)]
    return [""] * n


def _known(field: Field, seen: Seen) -> Values:
    """The world's values; where the field's own list has no such code, one that it has."""
    values = KNOWN[field.name](seen)
    if not field.codes:
        return values
    allowed, spare = code_list(field.codes).aliases, _anything(field, seen)
    return [
        str(value if str(value).casefold() in allowed or value == "" else other)
        for value, other in zip(values, spare, strict=True)
    ]


def extract(dataset: Dataset, seen: Seen, *, first_id: int = 1) -> pl.DataFrame:
    """The extract of one provider, in its own headers, in order of time."""
    columns: dict[str, Values] = {}
    for field in dataset.given:
        header = field.headers[0]
        if field.type == "id":
            ids = range(first_id, first_id + len(seen))
            columns[header] = [f"SYN{dataset.side[0].upper()}{number:07d}" for number in ids]
        elif field.type in ("date", "time", "moment", "month"):
            columns[header] = _moments(field, seen, dataset)
        elif field.name in KNOWN:
            columns[header] = _known(field, seen)
        else:
            columns[header] = _anything(field, seen)
    return pl.DataFrame(columns)
