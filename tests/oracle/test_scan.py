"""The space-time scan against every cylinder looked at, and against what was planted."""

import os
from math import log

import numpy as np
import pytest

from watchward.maths.scan import Limits, scan

HALF = Limits(space=0.5, time=0.5)


def town(seed: int, *, places: int, days: int, cases: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {
        "area": rng.choice(places, cases, p=rng.dirichlet(np.ones(places))),
        "day": rng.integers(0, days, cases),
        "easting": rng.uniform(0, 100, places),
        "northing": rng.uniform(0, 100, places),
    }


def every_cylinder(area, day, easting, northing, *, days, population, limits):
    """The best score, by Kulldorff's formula, and the cylinder that has it."""
    cases, places = len(area), len(easting)
    counts = np.zeros((places, days))
    np.add.at(counts, (area, day), 1)
    if population is None:
        base, share = counts.sum(axis=1), counts.sum(axis=0) / cases
    else:
        base, share = population / population.sum() * cases, np.full(days, 1 / days)
    best, where = 0.0, None
    for centre in range(places):
        far = (easting - easting[centre]) ** 2 + (northing - northing[centre]) ** 2
        order = sorted(range(places), key=lambda one: (one != centre, far[one]))
        for size in range(1, places + 1):
            zone = order[:size]
            if base[zone].sum() > limits.space * cases + 1e-9:
                break
            for first in range(days):
                for after in range(first + 1, min(first + int(days * limits.time), days) + 1):
                    c = counts[zone, first:after].sum()
                    e = base[zone].sum() * share[first:after].sum()
                    if c < limits.least or c <= e:
                        continue
                    rest = (cases - c) * log((cases - c) / (cases - e)) if cases > c else 0.0
                    if (score := c * log(c / e) + rest) > best + 1e-12:
                        best, where = score, (sorted(zone), first, after - 1, c, e)
    return best, where


@pytest.mark.parametrize("limits", [HALF, Limits(), Limits(space=0.3, time=0.7, least=4)])
@pytest.mark.parametrize("people", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_the_best_is_the_best_of_all(seed, people, limits):
    at = town(seed, places=12, days=21, cases=70)
    population = np.random.default_rng(seed).uniform(0, 900, 12) if people else None
    best, where = every_cylinder(**at, days=21, population=population, limits=limits)
    found = scan(**at, days=21, population=population, replicas=0, limits=limits)
    if where is None:
        assert found == ()
        return
    ours = found[0]
    assert ours.score == pytest.approx(best, abs=1e-9)
    assert (sorted(ours.areas), ours.first, ours.last, ours.seen) == where[:4]
    assert ours.expected == pytest.approx(where[4], abs=1e-9)


def planted(seed: int = 5) -> tuple[dict[str, np.ndarray], set[int]]:
    """Thirty cases more in the five areas nearest to one, within a week."""
    at = town(seed, places=60, days=120, cases=600)
    far = (at["easting"] - at["easting"][7]) ** 2 + (at["northing"] - at["northing"][7]) ** 2
    inside = np.argsort(far)[:5]
    rng = np.random.default_rng(seed)
    at["area"] = np.append(at["area"], rng.choice(inside, 30))
    at["day"] = np.append(at["day"], rng.integers(50, 57, 30))
    return at, set(inside.tolist())


def test_what_was_planted_is_found_and_nothing_else_is():
    at, inside = planted()
    found = scan(**at, days=120, replicas=99, seed=2, limits=HALF)
    assert found[0].p == 0.01
    assert found[0].tail < 1e-4
    assert len(inside & set(found[0].areas)) >= 4
    assert 49 <= found[0].first <= found[0].last <= 57
    assert all(one.p > 0.05 for one in found[1:])


def test_clusters_share_no_area_and_the_best_comes_first():
    at, _ = planted()
    found = scan(**at, days=120, replicas=0, limits=Limits(clusters=9))
    members = [one for cluster in found for one in cluster.areas]
    assert len(found) == 9
    assert len(members) == len(set(members))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_chance_alone_is_called_a_cluster_one_time_in_twenty():
    """150 towns at p ≤ 0.05; exact limits of a binomial of 0.05 at 99.9 %."""
    called = 0
    for seed in range(150):
        at = town(seed, places=15, days=30, cases=90)
        called += scan(**at, days=30, replicas=39, seed=seed, limits=HALF)[0].p <= 0.05
    assert 1 <= called <= 17


def test_the_same_seed_says_the_same_on_any_number_of_cores(monkeypatch):
    at, _ = planted(9)
    population = np.linspace(1, 60, 60)
    several = scan(**at, days=120, replicas=29, seed=4, population=population)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert str(scan(**at, days=120, replicas=29, seed=4, population=population)) == str(several)


def test_no_case_makes_no_cluster_and_a_strange_one_is_refused():
    at = town(1, places=4, days=5, cases=3)
    none = {key: one[:0] if key in ("area", "day") else one for key, one in at.items()}
    assert scan(**none, days=5, replicas=9) == ()
    with pytest.raises(ValueError, match="not there"):
        scan(**at | {"day": at["day"] + 5}, days=5)
    with pytest.raises(ValueError, match="populations"):
        scan(**at, days=5, population=np.zeros(4))


def test_on_the_example_fevers_of_new_york_it_equals_every_cylinder_of_them(shared):
    """SaTScan's example data (192 ZIP codes, 24 days), by array sums over every cylinder.

    Not checked against SaTScan itself: the results that its R package prints are of another
    question (clusters alive on the last day, within 3 km), and list no cluster.
    """
    import polars as pl

    folder = shared / "data" / "known_answers" / "satscan"
    if not folder.is_dir():
        pytest.skip("the SaTScan example data are not among the shared data")
    code = {"zip": pl.String}
    places = pl.read_csv(folder / "NYCfevergeo.csv", schema_overrides=code)
    cases = pl.read_csv(folder / "NYCfevercas.csv", schema_overrides=code)
    at = {one: n for n, one in enumerate(places["zip"])}
    area = np.array([at[one] for one in cases["zip"]])
    day = np.array([int(one.split("/")[2]) - 1 for one in cases["date"]])
    x = places["long"].to_numpy() * np.cos(np.radians(40.7))
    y = places["lat"].to_numpy()
    found = scan(
        area, day, easting=x, northing=y, days=24, replicas=0, limits=Limits(space=0.5, time=7 / 24)
    )[0]
    counts = np.zeros((len(x), 24))
    np.add.at(counts, (area, day), 1)
    best = 0.0
    for centre in range(len(x)):
        far = np.hypot(x - x[centre], y - y[centre])
        order = np.argsort(np.where(np.arange(len(x)) == centre, -1, far), kind="stable")
        zones = np.cumsum(counts[order], axis=0)
        zones = zones[zones.sum(axis=1) <= 97]
        for length in range(1, 8):
            seen, share = (
                np.lib.stride_tricks.sliding_window_view(one, length, axis=-1).sum(axis=-1)
                for one in (zones, counts.sum(axis=0) / 194)
            )
            expected = zones.sum(axis=1)[:, None] * share
            with np.errstate(divide="ignore", invalid="ignore"):
                score = seen * np.log(seen / expected)
                score += (194 - seen) * np.log((194 - seen) / (194 - expected))
            best = max(best, float(score[(seen > expected) & (seen >= 2)].max(initial=0.0)))
    assert found.score == pytest.approx(best, abs=1e-9)
    assert (found.seen, found.first, found.last) == (5, 7, 7)  # 8 November, eight codes
    assert len(found.areas) == 8
