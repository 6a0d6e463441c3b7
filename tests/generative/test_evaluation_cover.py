"""Known effects, a thousand times: how often the limits hold them, also where assumptions fail."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from watchward.analysis.evaluation import DESIGNS
from watchward.analysis.evaluation.judged import Counts

TRIALS = 1_000
TRUE = 0.8
BEFORE, AFTER = 36, 24
SEED = 2008
LEAST, MOST = 0.93, 0.985  # limits that are never less than chance's own hold rather more


def draw(rng, mean, areas, effect=1.0, *, trend=0.0, gamma=0.0, season=0.0, fall=1.0, apart=0.0):
    """Areas × months of Poisson counts.

    `gamma`: variance beyond chance of each month; `fall`: a change that all share from the start
    on; `apart`: how far areas' own levels (gamma, its variance) and changes (half, normal) differ.
    """
    t = np.arange(BEFORE + AFTER)
    rate = mean * np.exp(trend * t / 12 + season * np.sin(2 * np.pi * t / 12))
    rate = np.tile(rate, (areas, 1))
    change = np.full((areas, 1), effect * fall)
    if apart:
        rate = rate * rng.gamma(1 / apart, apart, (areas, 1))
        change = change * np.exp(rng.normal(-((apart / 2) ** 2) / 2, apart / 2, (areas, 1)))
    rate = np.where(t >= BEFORE, rate * change, rate)
    if gamma:
        rate = rate * rng.gamma(1 / gamma, gamma, rate.shape)
    return rng.poisson(rate)


def cover(design, make: Callable[[np.random.Generator], Counts], trials=TRIALS) -> float:
    rng = np.random.default_rng(SEED)
    found = [DESIGNS[design](make(rng)) for _ in range(trials)]
    return float(np.mean([one.low <= TRUE <= one.high for one in found]))


def groups(rng, *, treated=1, compared=1, mean=40.0, other_mean=None, other_trend=0.0, **more):
    none = np.zeros((0, BEFORE + AFTER), dtype=np.int64)
    beside = mean if other_mean is None else other_mean
    others = draw(rng, beside, compared, trend=other_trend, **more) if compared else none
    return Counts(draw(rng, mean, treated, TRUE, **more), others, none, BEFORE)


def ringed(rng, **more):
    """With a ring round it, in which nothing changes."""
    made = groups(rng, **more)
    return Counts(made.treated, made.comparison, draw(rng, 40, 1), BEFORE)


# Where a design's assumptions hold, and then where they fail.
HOLD = {
    "before_after": lambda rng: groups(rng, compared=0),
    "before_after, counts that vary more": lambda rng: groups(rng, compared=0, gamma=0.2),
    "differences (few areas)": lambda rng: groups(rng, season=0.2),
    "differences (few areas), counts that vary more": lambda rng: groups(rng, gamma=0.2),
    "differences (five areas a side)": lambda rng: groups(rng, treated=5, compared=5, season=0.2),
    "differences (five a side, 1 a month each)": lambda rng: groups(
        rng, treated=5, compared=5, mean=1, fall=0.7
    ),
    "differences (five a side, 3 and 1 a month, areas unlike)": lambda rng: groups(
        rng, treated=5, compared=5, mean=3, other_mean=1, fall=0.7, apart=0.4
    ),
    "differences (many areas)": lambda rng: groups(rng, treated=12, compared=12, season=0.2),
    "differences (forty a side, 1 a month each)": lambda rng: groups(
        rng, treated=40, compared=40, mean=1, fall=0.7
    ),
    "differences (forty a side, 3 and 1 a month, areas unlike)": lambda rng: groups(
        rng, treated=40, compared=40, mean=3, other_mean=1, fall=0.7, apart=0.4
    ),
    "differences (10 areas of 8 a month beside 80 of 1)": lambda rng: groups(
        rng, treated=10, compared=80, mean=8, other_mean=1, fall=0.7
    ),
    "displacement": lambda rng: ringed(rng, season=0.2),
    "displacement, counts that vary more": lambda rng: ringed(rng, gamma=0.2),
    "interrupted": lambda rng: groups(rng, compared=0, season=0.2),
    "interrupted, compared": lambda rng: groups(rng, season=0.2),
    "interrupted, counts that vary more": lambda rng: groups(
        rng, compared=0, season=0.2, gamma=0.2
    ),
}
FAIL = {
    "before_after, a trend of −5 % a year": lambda rng: groups(rng, compared=0, trend=-0.05),
    "differences (few areas), other trend of 5 % a year": lambda rng: groups(rng, other_trend=0.05),
    "displacement, other trend of 5 % a year": lambda rng: ringed(rng, other_trend=0.05),
}


def by_name(cases, trials=TRIALS):
    return {what: cover(what.split()[0].strip(","), make, trials) for what, make in cases.items()}


@pytest.mark.nightly
def test_limits_hold_the_truth_where_assumptions_hold():
    found = by_name(HOLD)
    out = os.environ.get("WATCHWARD_FIGURES")
    if out:
        Path(out).write_text(json.dumps(found | by_name(FAIL), indent=2), encoding="utf-8")
    assert all(LEAST <= share <= MOST for share in found.values()), found


@pytest.mark.parametrize("what", ["before_after", "differences (few areas)"])
def test_a_quick_look_at_the_same(what):
    share = by_name({what: HOLD[what]}, trials=120)[what]
    assert 0.88 <= share <= 0.99
