"""The scan on SaTScan's own example: brain cancer in 32 counties of New Mexico, 1973 to 1991.

Kulldorff, Athas, Feuer, Miller and Key (1998, American Journal of Public Health 88: 1377-1380)
looked there for the cluster that Los Alamos had been alarmed by. Allévius's introduction to the R
package scanstatistics (2025) gives what they found: Los Alamos and Santa Fe, 1986 to 1989, not
beyond chance. They allowed for race too, which the file does not hold.
"""

import csv
from collections import Counter
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from watchward.maths.scan import Cluster, Limits, scan

FIRST, YEARS = 1973, 19
HALF = Limits(space=0.5, time=0.5, clusters=1)  # SaTScan's own default


class State(NamedTuple):
    """Counties, their places, one area and year a case, and what age and sex expect by year."""

    names: list[str]
    x: np.ndarray
    y: np.ndarray
    area: np.ndarray
    year: np.ndarray
    expected: np.ndarray


@pytest.fixture(scope="module")
def state(shared: Path) -> State:
    folder = shared / "data" / "known_answers" / "satscan"
    geo, cases, people = (rows(folder / f"NM{name}.csv") for name in ("geo", "cas", "pop"))
    names = [row["county"] for row in geo]
    each = [row for row in cases for _ in range(int(row["cases"]))]
    return State(
        names=names,
        x=np.array([float(row["lat"]) for row in geo]),
        y=np.array([float(row["long"]) for row in geo]),
        area=np.array([names.index(row["county"]) for row in each]),
        year=np.array([int(row["year"]) - FIRST for row in each]),
        expected=by_age_and_sex(names, each, people),
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def by_age_and_sex(names, each, people) -> np.ndarray:
    """Indirectly standardised; censuses of 1973, 1982 and 1991 joined by straight lines."""
    census: dict[tuple[str, str, str], dict[int, float]] = {}
    for row in people:
        key = (row["county"], row["agegroup"], row["sex"])
        census.setdefault(key, {})[1900 + int(row["year"])] = float(row["population"])
    years = np.arange(FIRST, FIRST + YEARS)
    lived = {key: np.interp(years, list(at), list(at.values())) for key, at in census.items()}
    total: dict[tuple[str, str], float] = {}
    for (_, age, sex), found in lived.items():
        total[age, sex] = total.get((age, sex), 0.0) + found.sum()
    seen = Counter((row["agegroup"], row["sex"]) for row in each)
    expected = np.zeros((len(names), YEARS))
    for (county, age, sex), found in lived.items():
        expected[names.index(county)] += found * seen[age, sex] / total[age, sex]
    return expected


def best(state: State, population: np.ndarray | None) -> Cluster:
    return scan(
        state.area,
        state.year,
        easting=state.x,
        northing=state.y,
        days=YEARS,
        population=population,
        replicas=199,
        seed=1,
        limits=HALF,
    )[0]


def test_the_cluster_that_was_alarming_is_found_and_is_within_chance(state):
    """What has to do with county alone, or year alone, is taken off by the permutation model."""
    found = best(state, None)
    assert {state.names[one] for one in found.areas} == {"LosAlamos", "SantaFe"}
    assert (FIRST + found.first, FIRST + found.last) == (1987, 1988)  # within the published years
    assert (found.seen, round(found.expected, 2)) == (25, 12.64)
    assert 0.3 < found.p < 0.7


def test_of_more_than_people_explain_albuquerque_leads_from_1985(state):
    """Populations that grow are not modelled: their years run on from 1989 to 1991, by the trend.

    The other side is every cylinder looked at with the expected cases of each county and year.
    """
    found = best(state, state.expected.sum(axis=1))
    counties, first, last, seen, expected = every_cylinder(state)
    assert {state.names[one] for one in found.areas} == counties
    assert "Bernalillo" in counties
    assert (first, last, seen, round(expected, 1)) == (1985, 1989, 232, 175.1)
    assert (FIRST + found.first, FIRST + found.last, found.p) == (1985, 1991, 1 / 200)


def every_cylinder(state: State) -> tuple[set[str], int, int, int, float]:
    counts = np.zeros(state.expected.shape)
    np.add.at(counts, (state.area, state.year), 1)
    cases, top, where = len(state.area), 0.0, None
    for centre in range(len(state.names)):
        far = (state.x - state.x[centre]) ** 2 + (state.y - state.y[centre]) ** 2
        far[centre] = -1
        order = np.argsort(far, kind="stable")
        for size in range(1, len(order) + 1):
            zone = order[:size]
            if state.expected[zone].sum() > HALF.space * cases:
                break
            sides = counts[zone].sum(axis=0), state.expected[zone].sum(axis=0)
            by_year = [np.concatenate([[0.0], np.cumsum(side)]) for side in sides]
            for first in range(YEARS):
                for after in range(first + 1, min(first + 9, YEARS) + 1):
                    c, e = (float(side[after] - side[first]) for side in by_year)
                    if c <= e:
                        continue
                    score = c * log(c / e) + (cases - c) * log((cases - c) / (cases - e))
                    if score > top:
                        top = score
                        where = (zone, FIRST + first, FIRST + after - 1, int(c), e)
    assert where is not None
    return {state.names[one] for one in where[0]}, *where[1:]
