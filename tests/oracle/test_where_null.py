"""Under chance alone, many times over: p of Knox and of the scan, and what is called hot.

2,000 towns take minutes, so only `make nightly` runs them; WATCHWARD_SIMULATIONS says how many.
"""

import os

import numpy as np
import pytest
from scipy.stats import binom, kstest

from watchward.maths.hot import hot_cells
from watchward.maths.knox import knox
from watchward.maths.relative import more_than_others
from watchward.maths.scan import Limits, scan

TIMES = int(os.environ.get("WATCHWARD_SIMULATIONS", "2000"))
pytestmark = pytest.mark.nightly


def limits(share: float) -> tuple[float, float]:
    """Where a share of so many lies, 999 times in 1,000."""
    low, high = binom.ppf([0.0005, 0.9995], TIMES, share)
    return low / TIMES, high / TIMES


def uniform(p: list[float], steps: int) -> float:
    """p of Kolmogorov and Smirnov that a p of so many steps is even; spread within its step."""
    spread = np.array(p) - np.random.default_rng(1).uniform(0, 1 / steps, len(p))
    return float(kstest(spread, "uniform").pvalue)


def test_knox_is_even_and_calls_a_twentieth():
    """Towns dense enough for hundreds of pairs, so that ties of their number are rare."""
    p = []
    for seed in range(TIMES):
        rng = np.random.default_rng(seed)
        x, y = rng.normal(0, 400, (2, 300)).astype(int)
        day = rng.integers(0, 120, 300)
        p.append(float(knox(x, y, day, metres=(150,), days=(10,), shuffles=99, seed=seed).p[0, 0]))
    low, high = limits(0.05)
    assert low <= np.mean(np.array(p) <= 0.05) <= high
    assert uniform(p, 100) > 0.001


@pytest.mark.parametrize("people", [False, True])
def test_the_scans_best_is_even_and_calls_a_twentieth(people):
    p = []
    half = Limits(space=0.5, time=0.5, clusters=1)
    for seed in range(TIMES):
        rng = np.random.default_rng(seed)
        where, living = rng.uniform(0, 100, (2, 15)), rng.gamma(2.0, 100.0, 15)
        area, day = rng.choice(15, 150, p=living / living.sum()), rng.integers(0, 40, 150)
        found = scan(
            area,
            day,
            easting=where[0],
            northing=where[1],
            days=40,
            population=living if people else None,
            replicas=99,
            seed=seed,
            limits=half,
        )
        p.append(found[0].p if found else 1.0)
    low, high = limits(0.05)
    assert low <= np.mean(np.array(p) <= 0.05) <= high
    assert uniform(p, 100) > 0.001


def test_no_more_than_a_twentieth_of_even_grounds_have_a_hot_cell():
    """With nothing to find, every call is false: the share of grounds with any is the level."""
    called = {"hot": 0, "others": 0}
    for seed in range(TIMES):
        rng = np.random.default_rng(seed)
        inside = np.ones((30, 30), dtype=bool)
        counts, others = rng.poisson(1.2, (2, 30, 30))
        hot, _ = hot_cells(counts, inside=inside, level=0.05, support=8)
        beside = more_than_others(counts, others, inside=inside, level=0.05, support=8)
        called["hot"] += bool(hot.any())
        called["others"] += bool(beside.any())
    assert max(called.values()) / TIMES <= limits(0.05)[1]
