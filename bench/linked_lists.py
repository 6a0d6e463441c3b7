"""Two lists of the shared generator's events, the true pairs known: what linkage is timed on.

Events are the generator's: 40 km by 40 km, three years, skewed. A third is on both lists and a
third on either alone, so that each list has `n` records. Each list rounds,
slips and leaves blank as its own kind does: places to 50 m or 100 m, about 40 m off; hours about
one or a third of one off; one age band in 33 the next; 8 in 100 of hours, age bands and sexes
blank; no sex is wrong.
"""

from typing import Any

import numpy as np

from bench.incidents import drawn

MORNING = 6


def lists(n: int) -> tuple[Any, Any, Any]:
    """Columns of the left list and of the right, and for each left record its partner or -1."""
    made = drawn(n * 3 // 2)
    draw = np.random.default_rng(20_261_123)
    minute = made["t"].astype("datetime64[m]").astype(np.int64) - MORNING * 60
    events = {
        "minute": minute,
        "place": np.column_stack([made["e"], made["n"]]).astype(float),
        "age": np.where(made["age"] < 9, made["age"], -1).astype(np.int64),
        "sex": np.where(made["sex"] < 2, made["sex"], -1).astype(np.int64),
    }
    whose = np.arange(len(minute)) % 3
    left, right = np.flatnonzero(whose != 2), draw.permutation(np.flatnonzero(whose != 1))
    where = np.full(len(minute), -1)
    where[right] = np.arange(len(right))
    partner = np.where(whose == 0, where, -1)[left]
    one = _recorded(draw, events, left, snap=50, late=60)
    return one, _recorded(draw, events, right, snap=100, late=20), partner


def _recorded(draw: Any, events: Any, who: Any, *, snap: int, late: int) -> dict[str, Any]:
    many = len(who)
    place = events["place"][who]
    at = np.round((place + draw.normal(0, 40, place.shape)) / snap).astype(np.int64) * snap
    night, within = np.divmod(events["minute"][who], 1440)
    hour = ((within + draw.normal(0, late, many)).clip(0, 1439) // 60 + MORNING) % 24
    age, sex = events["age"][who], events["sex"][who]
    slipped = (age + draw.choice([-1, 1], many)).clip(0, 8)
    age = np.where((age >= 0) & (draw.random(many) < 0.03), slipped, age)
    hour, age, sex = (
        np.where(draw.random(many) < 0.08, -1, kept).astype(np.int64) for kept in (hour, age, sex)
    )
    return {
        "night": night,
        "hour": hour,
        "easting": at[:, 0],
        "northing": at[:, 1],
        "age_band": age,
        "sex": sex,
    }
