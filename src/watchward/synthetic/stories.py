"""What the demo's town is given besides its steady life, and said beside it: four stories of place.

The steady world reports evenly and knows no repeats, which is right for measuring false finds and
leaves a demo of those questions with nothing to show. Acts are moved, never added, so counts of the
whole town stay as they are; homes are never touched.
"""

import json
from dataclasses import asdict, dataclass, replace

import numpy as np
import numpy.typing as npt

from watchward.synthetic.town import Town, place_index
from watchward.synthetic.world import Ints, World

SPREAD = 30  # metres round a place
MONTH = 30.44  # days


@dataclass(frozen=True)
class Stories:
    """What was planted; months are counted from the town's first day."""

    hidden: str = "Saltmarsh Social Club (invented)"
    hidden_patients: float = 9.0  # a month, beside those that were there before
    hidden_known: float = 0.05  # of them, known to the police; elsewhere 0.42
    repeated: float = 0.06  # of acts away from home, moved to 1 to 7 days after another
    repeats_each: int = 3  # that follow the same one
    repeat_metres: int = 30  # from that one, at most
    fading: str = "Millrace Parade"
    fading_start: float = 60.0  # acts a month at first
    fading_month: int = 30  # when there would be none
    new: str = "Eastfold Road"
    new_month: int = 21  # when they begin
    new_acts: float = 45.0  # a month


def tell(world: World, town: Town, stories: Stories, *, seed: int, first_day: int) -> World:
    """The same acts with some of them moved; none is moved twice."""
    rng = np.random.default_rng([seed, 7])
    free = rng.permutation(np.flatnonzero(~world.domestic & _by_no_place(world, town)))
    each = stories.repeats_each
    first = round(stories.repeated * int((~world.domestic).sum()) / each)
    follow = free[first : first * (1 + each)]
    told = _repeat(world, np.tile(free[:first], each), follow, stories, rng=rng)
    left = free[first * (1 + each) :]
    month = (world.minute[left] // 1440 - first_day) / MONTH
    monthly = len(left) / max(float(month.max()), 1.0)
    fades = stories.fading_start * np.maximum(0, 1 - month / stories.fading_month)
    begins = np.where(month >= stories.new_month, stories.new_acts, 0.0)
    hides = np.where(world.at_hospital[left], stories.hidden_patients * 3.1, 0.0)
    ends = np.cumsum([fades, begins, hides], axis=0) / monthly
    drawn = rng.random(len(left))
    which = (drawn >= ends).sum(axis=0)  # 3: stays where it is
    spots = place_index(town)
    for story, name in enumerate((stories.fading, stories.new, stories.hidden)):
        told = _move(told, left[which == story], spots[name], rng=rng)
    known = told.known_to_police.copy()
    hidden = left[which == 2]
    known[hidden] = rng.random(len(hidden)) < stories.hidden_known
    return replace(told, known_to_police=known)


def _by_no_place(world: World, town: Town) -> npt.NDArray[np.bool_]:
    """Acts further from every named place than its radius and as much again."""
    near = np.zeros(len(world), dtype=bool)
    for place in town.places:
        off = np.hypot(world.easting - place.easting, world.northing - place.northing)
        near |= off < 2 * place.radius_m
    return ~near


def _repeat(
    world: World, first: Ints, then: Ints, stories: Stories, *, rng: np.random.Generator
) -> World:
    """Acts `then` come 1 to 7 days after acts `first`, close by, and are heard of by the same."""
    minute, last = world.minute.copy(), int(world.minute.max()) // 1440
    day = np.minimum(world.minute[first] // 1440 + rng.integers(1, 8, len(then)), last)
    minute[then] = day * 1440 + world.minute[then] % 1440
    east, north = world.easting.copy(), world.northing.copy()
    turn = rng.uniform(0, 2 * np.pi, len(then))
    off = stories.repeat_metres * np.sqrt(rng.random(len(then)))
    east[then] = east[first] + (off * np.cos(turn)).round().astype(np.int64)
    north[then] = north[first] + (off * np.sin(turn)).round().astype(np.int64)
    heard = {}
    for name in ("placed", "at_hospital", "known_to_police", "ambulance", "injury"):
        heard[name] = getattr(world, name).copy()
        heard[name][then] = heard[name][first]
    return replace(world, minute=minute, easting=east, northing=north, **heard)


def _move(
    world: World, which: Ints, to: npt.NDArray[np.float64], *, rng: np.random.Generator
) -> World:
    east, north, placed = world.easting.copy(), world.northing.copy(), world.placed.copy()
    spread = (to + rng.normal(size=(len(which), 2)) * SPREAD).round().astype(np.int64)
    east[which], north[which] = spread.T
    placed[which] = rng.random(len(which)) < 0.9
    return replace(world, easting=east, northing=north, placed=placed)


def written(stories: Stories) -> str:
    """The truth file that lies beside the extracts."""
    about = (
        "Synthetic: what was planted in the invented town, for whoever asks whether it is found."
    )
    return json.dumps({"about": about, **asdict(stories)}, indent=1, ensure_ascii=False) + "\n"
