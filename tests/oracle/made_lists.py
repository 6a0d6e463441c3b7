"""Two made-up lists of a town's violence whose true pairs are known, for tests of linkage."""

from dataclasses import dataclass

import numpy as np

from watchward.maths.record_grid import MORNING, NOT_SAID, Events

BANDS = np.array([0.01, 0.04, 0.05, 0.29, 0.26, 0.16, 0.10, 0.06, 0.03])


@dataclass(frozen=True)
class Made:
    """Two lists, and for each record of the left its partner's place in the right, or -1."""

    left: Events
    right: Events
    partner: np.ndarray


def made(
    seed, events, *, nights=365, both=0.3, left_only=0.3, right_only=0.4, silent=0.08, side=12_000
):
    """Each event is on one list or on both; half happen at 40 places, crowded at weekends."""
    draw = np.random.default_rng(seed)
    spots = draw.uniform(0.3, 0.7, (40, 2)) * side
    at = np.where(draw.random(events) < 0.5, draw.choice(40, events, p=_falling(40)), -1)
    place = np.where(at[:, None] >= 0, spots[at], draw.uniform(0, side, (events, 2)))
    weights = np.array([0.6, 0.5, 0.5, 0.7, 1.7, 2.3, 1.0])[(np.arange(nights) + 3) % 7]
    night = draw.choice(nights, events, p=weights / weights.sum())
    hour = np.where(at >= 0, draw.normal(18, 2, events), draw.uniform(0, 24, events)).clip(0, 23)
    age, sex = draw.choice(9, events, p=BANDS), (draw.random(events) < 0.64).astype(int)
    whose = draw.choice(3, events, p=[both, left_only, right_only])
    true = (night, hour, place, age, sex)
    left, right = np.flatnonzero(whose != 2), draw.permutation(np.flatnonzero(whose != 1))
    where = np.full(events, -1)
    where[right] = np.arange(len(right))
    partner = np.where(whose == 0, where, -1)[left]
    one = _recorded(draw, true, left, snap=50, late=0.9, silent=silent)
    return Made(one, _recorded(draw, true, right, snap=100, late=0.3, silent=silent), partner)


def _falling(many):
    shares = 1 / (np.arange(many) + 3)
    return shares / shares.sum()


def _recorded(draw, true, who, *, snap, late, silent):
    """What a list keeps of its events: rounded, sometimes wrong, sometimes blank."""
    night, hour, place, age, sex = (column[who] for column in true)
    many = len(who)
    at = np.round((place + draw.normal(0, 40, place.shape)) / snap).astype(np.int64) * snap
    clock = np.floor(hour + draw.normal(0, late, many)).clip(0, 23).astype(np.int64)
    slip = (draw.random(many) < 0.03) * draw.choice([-1, 1], many)
    age = (age + slip).clip(0, 8)
    blank = [draw.random(many) < silent for _ in range(3)]
    clock, age, sex = (
        np.where(gone, NOT_SAID, kept)
        for gone, kept in zip(blank, ((clock + MORNING) % 24, age, sex), strict=True)
    )
    return Events(night, clock, at[:, 0] + 500, at[:, 1] + 500, age, sex)
