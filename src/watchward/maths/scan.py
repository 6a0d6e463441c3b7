"""Kulldorff's space-time scan: where and when more happened than chance explains.

Every cylinder of a circle of areas round a centre and an unbroken run of days is a candidate. Its
log likelihood ratio is compared with the best of each of many replicas made by chance, so that
having looked everywhere is paid for. Kulldorff 1997 (Poisson); Kulldorff and others 2005
(permutation); Gumbel tails after Abrams, Kulldorff and Kleinman 2010.
"""

from dataclasses import dataclass
from math import exp, expm1, pi, sqrt
from typing import TYPE_CHECKING

from watchward.compiled import on_all_cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EULER = 0.5772156649015329


@dataclass(frozen=True)
class Cluster:
    """One cylinder: `areas` from its centre outwards, days `first` to `last`, both included.

    `score` is the log likelihood ratio, `p` of the replicas, `tail` Gumbel's where they have one.
    """

    areas: tuple[int, ...]
    first: int
    last: int
    seen: int
    expected: float
    score: float
    p: float
    tail: float


@dataclass(frozen=True)
class Limits:
    """What a cluster may be: shares of all that is expected and of the days, and fewest cases.

    A tenth of each is wide for a place that a partnership can act on; a half, SaTScan's own
    default, takes twenty times as long.
    """

    space: float = 0.1
    time: float = 0.1
    least: int = 2
    clusters: int = 5


def scan(
    area: "NDArray[np.int64]",
    day: "NDArray[np.int64]",
    *,
    easting: "NDArray[np.float64]",
    northing: "NDArray[np.float64]",
    days: int,
    population: "NDArray[np.float64] | None" = None,
    replicas: int = 999,
    seed: int = 0,
    limits: Limits = Limits(),
) -> tuple[Cluster, ...]:
    """Clusters that share no area, best first. One case a row: its area (by place) and its day.

    Without a population the permutation model asks only whether place and time go together; with
    one (people in each area), the Poisson model asks for more than people and days explain. Days
    run from 0 to below `days`. p = (replicas that score as well, + 1) / (replicas + 1).
    """
    import numpy as np

    from watchward.maths import scan_loops

    area, day = np.asarray(area, dtype=np.int64), np.asarray(day, dtype=np.int64)
    counts = _counts(area, day, places=len(easting), days=days)
    base, shares, running = _expected(counts, population)
    longest = max(int(days * limits.time), 1)
    ceilings = (len(area), limits.least, limits.space * len(area) + 1e-9, longest)
    near = _near(easting, northing)
    ground = (running, _shortest(running, longest), np.array(ceilings, dtype=np.float64))
    allowed = np.ones(len(easting), dtype=np.bool_)
    everywhere = allowed.copy()
    chance = on_all_cores(
        lambda turns: scan_loops.replicas(
            turns, seed, (area, day), shares, near, base, ground, everywhere
        ),
        replicas,
    )
    found: list[Cluster] = []
    while len(found) < limits.clusters:
        score, centre, size, first, after = scan_loops.best(counts, near, base, ground, allowed)
        if centre < 0:
            break
        inside = near[centre, :size]
        allowed[inside] = False
        expected = float(base[inside].sum() * (running[after] - running[first]))
        found.append(_cluster(inside, first, after, counts, expected, score, chance))
    return tuple(found)


def _cluster(
    inside: "NDArray[np.int64]",
    first: int,
    after: int,
    counts: "NDArray[np.int32]",
    expected: float,
    score: float,
    chance: "NDArray[np.float64]",
) -> Cluster:
    return Cluster(
        areas=tuple(int(one) for one in inside),
        first=first,
        last=after - 1,
        seen=int(counts[inside, first:after].sum()),
        expected=expected,
        score=float(score),
        p=(int((chance >= score).sum()) + 1) / (len(chance) + 1),
        tail=_gumbel(chance, float(score)),
    )


def _counts(
    area: "NDArray[np.int64]", day: "NDArray[np.int64]", *, places: int, days: int
) -> "NDArray[np.int32]":
    """Cases by area and day."""
    import numpy as np

    counts = np.zeros((places, days), dtype=np.int32)
    if len(area):
        inside = 0 <= area.min() <= area.max() < places and 0 <= day.min() <= day.max() < days
        if not inside:
            raise ValueError("a case is of an area or a day that is not there")
        np.add.at(counts, (area, day), 1)
    return counts


def _expected(
    counts: "NDArray[np.int32]", population: "NDArray[np.float64] | None"
) -> "tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]":
    """What each area expects of all cases; running shares of areas (Poisson) and of days."""
    import numpy as np

    cases, width = int(counts.sum()), counts.shape[1]
    if population is None:
        each_day = counts.sum(axis=0) / max(cases, 1)
        shares = np.zeros(0)
        base = counts.sum(axis=1).astype(np.float64)
    else:
        people = np.asarray(population, dtype=np.float64)
        if (people < 0).any() or not people.sum() > 0:
            raise ValueError("populations must be 0 or more, and not all 0")
        each_day = np.full(width, 1 / width)
        shares = np.concatenate([[0.0], np.cumsum(people / people.sum())])
        base = people / people.sum() * cases
    return base, shares, np.concatenate([[0.0], np.cumsum(each_day)])


def _near(easting: "NDArray[np.float64]", northing: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """Each area's neighbours from near to far, itself first; equal distances by number."""
    import numpy as np

    x, y = np.asarray(easting, dtype=np.float64), np.asarray(northing, dtype=np.float64)
    far = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    np.fill_diagonal(far, -1.0)
    return np.argsort(far, axis=1, kind="stable")


def _shortest(share_of_days: "NDArray[np.float64]", longest: int) -> "NDArray[np.float64]":
    """The least share that any window of so many days has."""
    import numpy as np

    least = [0.0]
    for length in range(1, longest + 1):
        least.append(float((share_of_days[length:] - share_of_days[:-length]).min()))
    return np.array(least)


def _gumbel(best: "NDArray[np.float64]", score: float) -> float:
    """p in the tail, by moments; NaN where there are too few replicas to say."""
    if len(best) < 99 or not best.std() > 0:
        return float("nan")
    scale = float(best.std(ddof=1)) * sqrt(6) / pi
    return -expm1(-exp(-(score - float(best.mean()) + EULER * scale) / scale))
