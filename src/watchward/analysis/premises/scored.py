"""Every premises' score against average ones of its size, and its fall since the window before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from watchward.analysis.premises.register import Venue, exposures
from watchward.maths.regression_to_mean import Fall, fall, shrunk
from watchward.maths.traffic_light import (
    Average,
    Incident,
    Line,
    Score,
    counts_for_points,
    expected_of_size,
    is_latest,
    score,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

Held = Mapping[int, Sequence[Incident]]


@dataclass(frozen=True)
class Change:
    """Incidents that count in the window and in the one before; a fall where there was any."""

    before: int
    now: int
    fall: Fall | None


@dataclass(frozen=True)
class Given:
    """What is credited to premises, each on what, and lines of what is left out of their score."""

    measures: Mapping[str, str]
    lines: Sequence[Line]


def scores(
    venues: Sequence[Venue], held: Held, rules: Mapping[str, Any], given: Sequence[Given]
) -> list[Score]:
    """In the order of the venues; one without a known size is compared with nothing."""
    averages = _averages(venues, held, rules)
    found = [
        score(
            held.get(at, ()),
            rules,
            expected=averages.get(at, Average(0.0, 0.0)),
            months=venue.months,
            measures=given[at].measures,
        )
        for at, venue in enumerate(venues)
    ]
    return [
        replace(one, lines=(*one.lines, *more.lines))
        for one, more in zip(found, given, strict=True)
    ]


def _averages(venues: Sequence[Venue], held: Held, rules: Mapping[str, Any]) -> dict[int, Average]:
    """The others' rate a head times the size, for as long as each was on the register."""
    sized = {at: venue for at, venue in enumerate(venues) if venue.size}
    points = {str(at): _bare(held.get(at, ()), rules) for at in sized}
    latest = {str(at): float(_latest(held.get(at, ()), rules)) for at in sized}
    listed = {at: exposures(venue, rules) for at, venue in sized.items()}
    sizes = [
        {str(at): (venue.size or 0) * listed[at][which] for at, venue in sized.items()}
        for which in (0, 1)
    ]
    wanted, count = expected_of_size(points, sizes[0]), expected_of_size(latest, sizes[1])
    return {at: Average(wanted[str(at)], count[str(at)]) for at in sized if str(at) in wanted}


def _bare(incidents: Sequence[Incident], rules: Mapping[str, Any]) -> float:
    """Points before any credit: an average must not fall because one venue has door staff."""
    nothing = Average(0.0, 0.0)
    return score(incidents, rules, expected=nothing, months=0).points


def _latest(incidents: Sequence[Incident], rules: Mapping[str, Any]) -> int:
    return sum(counts_for_points(one) and is_latest(one, rules) for one in incidents)


def changes(venues: Sequence[Venue], held: Held, *, months: int) -> list[Change]:
    """The window's count beside the one before it, and what chance alone would have brought."""
    pairs = [_pair(held.get(at, ()), months) for at in range(len(venues))]
    guesses = _best_guesses(venues, [before for before, _ in pairs])
    return [
        Change(
            before=before,
            now=now,
            fall=fall(now, before=before, best_guess=guesses[at]) if guesses.get(at) else None,
        )
        for at, (before, now) in enumerate(pairs)
    ]


def _pair(incidents: Sequence[Incident], months: int) -> tuple[int, int]:
    ago = [one.months_ago for one in incidents if counts_for_points(one)]
    return sum(months <= one < 2 * months for one in ago), sum(one < months for one in ago)


def _best_guesses(venues: Sequence[Venue], before: Sequence[int]) -> dict[int, float]:
    """Counts before, each drawn to the level of all by size; only where there were any."""
    import numpy as np

    sized = [at for at, venue in enumerate(venues) if venue.size]
    counts = np.array([before[at] for at in sized], dtype=np.int64)
    if len(sized) < 2 or not counts.sum():
        return {}
    sizes: NDArray[np.float64] = np.array([venues[at].size for at in sized], dtype=np.float64)
    found = shrunk(counts, sizes * counts.sum() / sizes.sum())
    return {at: float(g) for at, g, many in zip(sized, found, counts, strict=True) if many}
