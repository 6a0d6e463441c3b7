"""Records as the hub would hold them, straight from the invented world: quicker than the chain."""

import datetime as dt

import numpy as np
import polars as pl

from watchward.synthetic.flow import first_of, seen_by
from watchward.synthetic.stories import Stories, tell
from watchward.synthetic.town import make_town
from watchward.synthetic.world import RELATIONSHIPS, WEAPONS, Truth, make_world

BOUNDS = (0, 11, 16, 18, 25, 35, 45, 55, 65)
BANDS = ("0-10", "11-15", "16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+")
ANSWERS = np.array(["no", "yes", "unknown"])
LAST = 2024 * 12 + 11
EPOCH = dt.date(1970, 1, 1)


def partnership(
    seed: int, *, months: int = 24, stories: Stories | None = None
) -> tuple[Truth, dict[str, pl.DataFrame]]:
    """The truth that was planted, and what police and hospital would hold of it."""
    truth, first = Truth(seed=seed, months=months), LAST - months + 1
    days = first_of(LAST + 1) - first_of(first)
    world = make_world(make_town(), truth, first_day=first_of(first), days=days)
    if stories:
        world = tell(world, make_town(), stories, seed=seed, first_day=first_of(first))
    rng = np.random.default_rng([seed, 99])
    made = {}
    for name, snap in (("police_incident", 50), ("ed_assault", 100)):
        which = seen_by(name, world, rng).which
        made[name] = _spine(world, which, rng, snap).with_columns(
            **(_patient(world, which) if name == "ed_assault" else _crime(world, which))
        )
    return truth, made


def _spine(world, which, rng, snap: int) -> pl.DataFrame:
    """Hours missing for 1 in 17; places, where the act has one, at the centre of their square."""
    day, hour = world.minute[which] // 1440, world.minute[which] % 1440 // 60
    timed, placed = rng.random(len(which)) >= 0.06, world.placed[which]
    month = (np.datetime64(EPOCH) + day).astype("datetime64[M]").astype(int) + 1970 * 12
    numbers = {
        "hour": (hour, timed),
        "night_of": (np.where(hour < 6, day - 1, day), timed),
        "easting": (world.easting[which] // snap * snap + snap // 2, placed),
        "northing": (world.northing[which] // snap * snap + snap // 2, placed),
    }
    age = np.searchsorted(BOUNDS, world.age[which], side="right") - 1
    return pl.DataFrame(
        {
            "month": month,
            "row": np.arange(2, len(which) + 2),
            "day": day,
            "time_precision": np.where(timed, "hour", "day"),
            "place_precision": np.where(placed, "snapped", "none"),
            "victim_age": np.array(BANDS)[age],
            "victim_sex": np.where(world.male[which], "M", "F"),
            **{
                name: pl.Series(values).set(pl.Series(~known), None)
                for name, (values, known) in numbers.items()
            },
        }
    )


def _patient(world, which) -> dict[str, pl.Series]:
    return {
        "relationship": pl.Series(np.array(RELATIONSHIPS)[world.relationship[which]]),
        "weapon": pl.Series(np.array(WEAPONS)[world.weapon[which]]),
        "reported": pl.Series(ANSWERS[world.says[which]]),
    }


def _crime(world, which) -> dict[str, pl.Series]:
    hurt = np.where(world.injury[which], "violence_with_injury", "violence_without_injury")
    return {
        "offence_group": pl.Series(hurt),
        "domestic": pl.Series(np.where(world.domestic[which], "yes", "no")),
    }
