"""The audit takes people for fractions; an attacker who counts whole people must learn no more.

Integer programming over the gate's own equations, on tables of three dimensions with every margin
printed, where fractions and whole numbers can differ.
"""

from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.unit.disclosure_answers import (
    PEOPLE,
    address,
    answer,
    dimension,
    must_reach,
    plan_of,
    table,
    told,
)
from watchward.contract.result import Result

NAMES = ("weapon", "sex", "reported")
MARGINS = (*((a, b) for a in NAMES for b in NAMES if a < b), *((a,) for a in NAMES), ())


def three_dimensions(seed: int) -> Result:
    dice = np.random.default_rng(seed)
    shape = (3, 3, 2)
    counts = dice.poisson(np.exp(dice.normal(0, 1, shape)) * float(dice.choice([3, 6, 10])))
    rows = [
        (*(f"{name}{n}" for name, n in zip(NAMES, at, strict=True)), int(counts[at]))
        for at in product(*map(range, shape))
    ]
    return answer(table("three", (*map(dimension, NAMES), PEOPLE), rows, totals=MARGINS))


def reachable(result: Result) -> tuple[list[tuple[int, int]], int]:
    """Ends that no whole numbers reach, and how many were asked of."""
    grid, plan = plan_of(result)
    knows, must = told(grid, plan), must_reach(grid, plan)
    limits = []
    for count in grid.counts:
        shown = (count.rule.shown(count.value),) * 2 if count.value else (0, 0)
        printed = (max(shown[0] - 2, 8), shown[1] + 2) if shown[0] else (0, 0)
        limits.append(knows.get(address(count), printed if count.known else (0, 9999)))
    matrix = np.zeros((len(grid.sums), len(grid.counts)))
    for row, tie in enumerate(grid.sums):
        matrix[row, tie.total] += 1
        np.subtract.at(matrix[row], list(tie.parts), 1)
    bounds = Bounds([low for low, _ in limits], [min(high, 9999) for _, high in limits])
    missed = []
    asked = [n for n, count in enumerate(grid.counts) if address(count) in must]
    for n in asked:
        for sign, target in ((1, 1), (-1, must[address(grid.counts[n])])):
            cost = np.zeros(len(grid.counts))
            cost[n] = sign
            rows = LinearConstraint(matrix, 0, 0)
            solved = milp(cost, constraints=rows, bounds=bounds, integrality=np.ones(len(cost)))
            if sign * round(sign * solved.fun) > sign * target:
                missed.append((n, round(sign * solved.fun)))
    return missed, len(asked)


@pytest.mark.slow
def test_nothing_is_learned_by_counting_whole_people():
    results = [reachable(three_dimensions(seed)) for seed in range(20)]
    assert sum(asked for _, asked in results) > 100
    assert not [missed for missed, _ in results if missed]
