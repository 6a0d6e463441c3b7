"""How much coarser than its data set a package is: the provider states it, the hub holds it to it.

Squares are written as Eurostat writes those of its grids: CRS27700RES1000mN398000E383000 is the
kilometre whose south-west corner lies at northing 398,000, easting 383,000 (EPSG:27700).
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from watchward.contract.bands import band_labels
from watchward.contract.dataset import Dataset, Field
from watchward.errors import UsageRefusal

FINENESS = ("minute", "hour", "day", "month")  # every row says its month
SQUARES = {"200m": 200, "1km": 1_000, "2km": 2_000, "10km": 10_000}  # each divides the next
SPOKEN = {200: "200 m", 1_000: "1 km", 2_000: "2 km", 10_000: "10 km"}
JOINED = (2, 4)  # bands put together
NONE, LEFT_OUT = "none", 0
TIME, PLACE = "time", "place"
SAID = re.compile(r"\s*([a-z_]+)\s*=\s*([a-z0-9]+)\s*")

Levels = Mapping[str, Any]  # "time" → unit; "place" → metres; a field → bands joined; 0: left out


def as_asked(dataset: Dataset, text: str) -> Dataset:
    """The data set, coarser by "time=day,place=1km,victim_age=2"; `none` leaves a thing out."""
    return coarsened(dataset, _levels(text, dataset))


def _levels(text: str, dataset: Dataset) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in text.split(",") if text.strip() else ():
        match = SAID.fullmatch(part)
        if not match or match[1] in found:
            raise _unknown(dataset)
        name, said = match[1], match[2]
        if name == TIME:
            found[name] = said
        elif name == PLACE and said in SQUARES:
            found[name] = SQUARES[said]
        elif said == NONE or said.isdecimal():
            found[name] = LEFT_OUT if said == NONE else int(said)
        else:
            raise _unknown(dataset)
    return found


def coarsened(dataset: Dataset, levels: Levels) -> Dataset:
    """The data set as such a package keeps to it; refuses what is no coarsening of it."""
    if not levels:
        return dataset
    if not _known(dataset, levels):
        raise _unknown(dataset)
    keep = str(levels.get(TIME, dataset.time.keep))
    return replace(
        dataset,
        time=replace(dataset.time, keep=keep),
        fields=tuple(_joined(one, levels.get(one.name, 1)) for one in dataset.fields),
        coarser=dict(levels),
    )


def square_named(metres: int) -> str:
    """A pattern of the names of squares of that size; its groups are northing and easting."""
    return rf"^CRS27700RES{metres}mN(\d{{1,7}})E(\d{{1,6}})$"


def in_words(dataset: Dataset) -> tuple[str, ...]:
    """What the package keeps less of than its data set declares."""
    said = []
    for name in (TIME, PLACE, *dataset.risk.known):
        level = dataset.coarser.get(name)
        if level is None:
            continue
        if name == TIME:
            said.append(f"time to the {level}")
        elif name == PLACE:
            said.append(f"place to squares of {SPOKEN[level]}" if level else "no place")
        else:
            one = dataset.field(name)
            bands = f"in bands {', '.join(band_labels(one.bands))}" if level else "left out"
            said.append(f"{one.title} {bands}")
    return tuple(said)


def _joined(field: Field, by: int) -> Field:
    return replace(field, bands=field.bands[::by]) if by > 1 else field


def _known(dataset: Dataset, levels: Levels) -> bool:
    return all(_fits(dataset, name, level) for name, level in levels.items())


def _fits(dataset: Dataset, name: str, level: object) -> bool:
    if name == TIME:
        own = dataset.time
        units = FINENESS[FINENESS.index(own.keep) + 1 :] if own.keep in FINENESS else ()
        return level in units and not own.month
    if isinstance(level, bool) or not isinstance(level, int):
        return False
    if name == PLACE:
        place = dataset.place
        pointed = bool(place.easting or place.longitude)
        fine = place.snap_metres or 1
        return pointed and level in {LEFT_OUT, *(m for m in SQUARES.values() if m > fine)}
    if name not in dataset.risk.known:
        return False
    field = dataset.field(name)
    if level == LEFT_OUT:
        return not field.filled
    return level in JOINED and len(field.bands) > level


def _unknown(dataset: Dataset) -> UsageRefusal:
    units = [unit for unit in FINENESS if _fits(dataset, TIME, unit)]
    sizes = [text for text, metres in SQUARES.items() if _fits(dataset, PLACE, metres)]
    parts = [f"time={'|'.join(units)}"] if units else []
    parts += [f"place={'|'.join([*sizes, NONE])}"] if sizes else []
    for name in dataset.risk.known:
        joined = [str(by) for by in JOINED if _fits(dataset, name, by)]
        parts.append(f"{name}={'|'.join([*joined, NONE])}")
    can = f"It can be: {', '.join(parts)}." if parts else "This data set cannot be made coarser."
    return UsageRefusal(
        "That is no coarsening of this data set.",
        where=f"data set {dataset.name}",
        do=f"{can} Numbers join so many bands of age; none leaves a thing out.",
    )
