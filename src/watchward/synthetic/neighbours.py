"""What open statistics would say of the invented town's areas, and of invented towns like it.

Density and premises follow from the town's own drawing; the rest is drawn at random. Harrowmere's
true rate is planted a fifth above what its factors foretell.
"""

import json
from collections.abc import Iterable, Iterator

import numpy as np

from watchward.contract.period import month_text
from watchward.synthetic.flow import Partnership
from watchward.synthetic.venues import SIZES

OURS, ABOVE = "SYN-TOWN", 1.2
NAMES = (
    "Aldmouth", "Brackenford", "Calder Quay", "Dunmere", "Elverton", "Fallowby", "Garrick Bay",
    "Hexley", "Inchmoor", "Jarrowick", "Kestle", "Lowmarsh", "Marlport", "Netherhaven", "Oxmouth",
    "Pendry", "Quarrick", "Ravensea", "Stavemoor", "Tidewell", "Umberleigh", "Vexford", "Wrackton",
    "Yarrowby",
)  # fmt: skip
FACTORS = ("deprivation score", "people per hectare", "premises per 1,000 residents")
SLOPES = (0.25, 0.05, 0.2)  # of the log rate, for a factor one standard deviation higher
RATE = 22.0  # recorded violent crimes a year, for every 1,000 residents
Row = tuple[str, ...]


def area_factors(made: Partnership, *, seed: int) -> Iterator[Row]:
    """Area, name, factor, value: of the town's areas, then of whole towns."""
    import shapely

    rng = np.random.default_rng([seed, 40])
    venues = [
        shapely.Point(place.easting, place.northing)
        for place in made.town.places
        if place.name in SIZES
    ]
    for feature in json.loads(made.areas.read_text("utf-8"))["features"]:
        code, name = feature["properties"]["code"], feature["properties"]["name"]
        shape = shapely.geometry.shape(feature["geometry"])
        people = made.town.population[code]
        inside = sum(shape.covers(venue) for venue in venues)
        values = (rng.uniform(5, 60), 10_000 * people / shape.area, 1_000 * inside / people)
        yield from _told(code, name, values)
    for (code, name), values in zip(_towns(), _town_values(seed), strict=True):
        yield from _told(code, name, values)


def peer_counts(made: Partnership, *, last: int, seed: int) -> Iterator[Row]:
    """Area, month, records, people, ours: twelve months of one invented publisher's counts."""
    rng = np.random.default_rng([seed, 41])
    values = _town_values(seed)
    apart = (values - values.mean(axis=0)) / values.std(axis=0)
    rates = RATE * np.exp(apart @ np.array(SLOPES) + rng.normal(0, 0.08, len(values)))
    rates[0] = RATE * np.exp(apart[0] @ np.array(SLOPES)) * ABOVE
    people = rng.integers(60_000, 240_000, len(values))
    people[0] = sum(made.town.population.values())
    for (code, _), rate, many in zip(_towns(), rates, people, strict=True):
        ours = "yes" if code == OURS else ""
        for month in range(last - 11, last + 1):
            records = rng.poisson(rate * many / 12_000)
            yield code, month_text(month), str(records), str(many), ours


def _towns() -> list[tuple[str, str]]:
    others = [(f"SYN-T{at:02d}", f"{name} (invented)") for at, name in enumerate(NAMES, 1)]
    return [(OURS, "Harrowmere (invented)"), *others]


def _town_values(seed: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    rng = np.random.default_rng([seed, 42])
    limits = ((12.0, 38.0), (15.0, 55.0), (1.2, 3.6))
    return np.column_stack([rng.uniform(low, high, len(NAMES) + 1) for low, high in limits])


def _told(code: str, name: str, values: Iterable[float]) -> Iterator[Row]:
    for factor, value in zip(FACTORS, values, strict=True):
        yield code, name, factor, f"{value:.3f}"
