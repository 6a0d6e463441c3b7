"""Make a town, let things happen in it, and write what each provider would have of it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from watchward.contract.dataset import Dataset, datasets
from watchward.contract.period import Period, month_text
from watchward.synthetic.decisions import decisions
from watchward.synthetic.extract import Seen, extract
from watchward.synthetic.stories import Stories, tell, written
from watchward.synthetic.town import Town, make_town
from watchward.synthetic.venues import register
from watchward.synthetic.world import Truth, World, make_world

PROVIDERS = {
    "police_incident": "synthetic-police",
    "ed_assault": "synthetic-hospital",
    "ambulance_call": "synthetic-ambulance",
}
PLANTED = "planted.json"
AMBULANCE_GAP = 9  # the month, counted from the start, that the ambulance service never sent


@dataclass(frozen=True)
class Partnership:
    """What was written: raw extracts by data set, the town's files, and the truth behind them."""

    truth: Truth
    town: Town
    extracts: Mapping[str, tuple[Path, ...]]
    areas: Path
    places: Path
    decisions: Path
    premises: Path


def first_of(month: int) -> int:
    """The local day number (days since 1970-01-01) on which a month begins."""
    year, index = divmod(month, 12)
    return (dt.date(year, index + 1, 1) - dt.date(1970, 1, 1)).days


def seen_by(dataset: str, world: World, rng: np.random.Generator) -> Seen:
    """The acts that one provider knows of, in order of time."""
    known = {
        "police_incident": world.known_to_police,
        "ed_assault": world.at_hospital,
        "ambulance_call": world.ambulance,
    }.get(dataset, np.ones(len(world), dtype=bool))
    which = np.flatnonzero(known)
    return Seen(world, which[np.argsort(world.minute[which], kind="stable")], rng)


def spoil(frame: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """A few honest mistakes, so that quarantine has something to show: 1 row in 250."""
    field = next((f for f in dataset.fields if f.type == "code" and f.filled | f.required), None)
    if field is None:
        return frame
    row = pl.int_range(pl.len())
    header = field.headers[0]
    wrong = pl.when(row % 250 == 117).then(pl.lit("??")).otherwise(pl.col(header))
    return frame.with_columns(wrong.alias(header))


def parts(dataset: str, *, first: int, last: int) -> list[Period]:
    """A backlog, then the last three months one by one; the ambulance service skips a month."""
    backlog = Period(first, last - 3)
    singles = [Period(month, month) for month in range(last - 2, last + 1)]
    gap = first + AMBULANCE_GAP
    if dataset == "ambulance_call" and backlog.first < gap < backlog.last:
        return [Period(first, gap - 1), Period(gap + 1, last - 3), *singles]
    return [backlog, *singles]


def make_partnership(
    out: Path, *, seed: int, last: int, months: int = 24, stories: Stories | None = None
) -> Partnership:
    """Write a whole synthetic partnership under `out`; the same seed gives the same bytes.

    With `stories` some acts are moved, for a demo, and what was planted is written beside them.
    """
    out.mkdir(parents=True, exist_ok=True)
    truth, town = Truth(seed=seed, months=months), make_town()
    first = last - months + 1
    start, end = first_of(first), first_of(last + 1)
    world = make_world(town, truth, first_day=start, days=end - start)
    if stories:
        world = tell(world, town, stories, seed=seed, first_day=start)
        (out / PLANTED).write_text(written(stories), encoding="utf-8")
    extracts = _extracts(out, world, seed=seed, first=first, last=last)
    areas, places = write_town(town, out)
    minutes = out / "decisions.csv"
    minutes.write_text(decisions(last), encoding="utf-8")
    premises = out / "licensed-premises.csv"
    premises.write_text(register(town), encoding="utf-8")
    return Partnership(truth, town, extracts, areas, places, minutes, premises)


def _extracts(
    out: Path, world: World, *, seed: int, first: int, last: int
) -> dict[str, tuple[Path, ...]]:
    """Each provider's files by data set."""
    extracts = {}
    for number, (name, provider) in enumerate(PROVIDERS.items()):
        seen = seen_by(name, world, np.random.default_rng([seed, number]))
        frame = spoil(extract(datasets()[name], seen), datasets()[name])
        day = pl.Series("day", world.minute[seen.which] // 1440)
        files = []
        for period in parts(name, first=first, last=last):
            path = out / f"{provider}-{month_text(period.first)}-{month_text(period.last)}.csv"
            inside = day.is_between(
                first_of(period.first), first_of(period.last + 1), closed="left"
            )
            frame.filter(inside).write_csv(path)
            files.append(path)
        extracts[name] = tuple(files)
    return extracts


def write_town(town: Town, out: Path) -> tuple[Path, Path]:
    """The town's areas as GeoJSON (EPSG:27700) and its gazetteer as CSV."""
    areas, places = out / "areas.geojson", out / "places.csv"
    areas.write_text(json.dumps(town.areas), encoding="utf-8")
    pl.DataFrame([vars(place) for place in town.places]).write_csv(places)
    return areas, places
